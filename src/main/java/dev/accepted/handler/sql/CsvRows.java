package dev.accepted.handler.sql;

import dev.accepted.handler.sql.Column.ValueKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180, in UTF-8, with a line of names first. NULL is empty, an empty text is {@code ""}.
 *
 * <p>Spreadsheets compute a text that looks like a formula, whoever wrote it into the database. Unless the operator wants texts as
 * they are, one that begins with {@code =}, {@code @}, TAB or CR, or with {@code +} or {@code -} and is more than digits and signs
 * (a telephone number), gets an apostrophe before it.
 */
final class CsvRows implements Rows {

    private static final String END_OF_LINE = "\r\n";

    private final Writer out;
    private final boolean disarms;
    private boolean isFirst = true;

    CsvRows(OutputStream out, boolean disarms) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.disarms = disarms;
    }

    @Override
    public void begin(List<String> names) throws IOException {
        beginRow();
        for (String name : names) {
            value(ValueKind.TEXT, name);
        }
        endRow();
    }

    @Override
    public void beginRow() {
        isFirst = true;
    }

    @Override
    public void value(ValueKind kind, @Nullable String text) throws IOException {
        if (!isFirst) {
            out.write(',');
        }
        isFirst = false;
        if (text != null) {
            boolean armed = disarms && kind != ValueKind.NUMBER && isFormula(text);
            write(armed ? '\'' + text : text);
        }
    }

    private void write(String text) throws IOException {
        if (!needsQuotes(text)) {
            out.write(text);
            return;
        }
        out.write('"');
        int begin = 0;
        for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', quote + 1)) {
            out.write(text, begin, quote + 1 - begin);
            out.write('"');
            begin = quote + 1;
        }
        out.write(text, begin, text.length() - begin);
        out.write('"');
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return text.isEmpty();
    }

    /** Full-width signs count too: some spreadsheets take them for the plain ones. */
    private static boolean isFormula(String text) {
        return !text.isEmpty()
                && switch (text.charAt(0)) {
                    case '=', '@', '\t', '\r', '\n', '\uff1d', '\uff20', '\uff0b', '\uff0d' -> true;
                    case '+', '-' -> !isOfDigits(text);
                    default -> false;
                };
    }

    private static boolean isOfDigits(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-., ".indexOf(c) >= 0);
    }

    @Override
    public void endRow() throws IOException {
        out.write(END_OF_LINE);
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
