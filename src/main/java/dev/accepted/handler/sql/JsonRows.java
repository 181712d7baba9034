package dev.accepted.handler.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.sql.Column.ValueKind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON array of objects, each on a line of its own; numbers in the digits that the database gave. */
final class JsonRows implements Rows {

    private static final JsonFactory JSON = new JsonFactory();

    /** Ends the line after each row. */
    private static final PrettyPrinter LINES = new MinimalPrettyPrinter() {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(",\n");
        }
    };

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final JsonGenerator out;
    private List<String> names = List.of();
    private int column;

    JsonRows(OutputStream out) throws IOException {
        this.out = JSON.createGenerator(out).setPrettyPrinter(LINES);
    }

    @Override
    public void begin(List<String> columns) throws IOException, JobFailedException {
        Set<String> seen = new HashSet<>();
        for (String name : columns) {
            if (!seen.add(name)) {
                throw JobFailedException.forGood(
                        "The statement has two columns of the same name, which JSON cannot have.");
            }
        }
        names = columns;
        out.writeStartArray();
    }

    @Override
    public void beginRow() throws IOException {
        column = 0;
        out.writeStartObject();
    }

    @Override
    public void value(ValueKind kind, @Nullable String text) throws IOException {
        out.writeFieldName(names.get(column++));
        if (text == null) {
            out.writeNull();
        } else {
            switch (kind) {
                case TEXT -> out.writeString(text);
                case JSON -> out.writeRawValue(text);
                case NUMBER -> {
                    if (NUMBER.matcher(text).matches()) {
                        out.writeNumber(text);
                    } else {
                        out.writeString(text);
                    }
                }
                case BOOLEAN -> {
                    if (text.equals("true") || text.equals("false")) {
                        out.writeBoolean(text.equals("true"));
                    } else {
                        out.writeString(text);
                    }
                }
            }
        }
    }

    @Override
    public void endRow() throws IOException {
        out.writeEndObject();
    }

    @Override
    public void end() throws IOException {
        out.writeEndArray();
        out.writeRaw('\n');
        out.flush();
    }
}
