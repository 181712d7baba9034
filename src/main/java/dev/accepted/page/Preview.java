package dev.accepted.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.accepted.job.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a page shows of a document without anybody opening it: small texts as they are, JSON with its lines, the first rows of
 * CSV, or of a JSON array of flat objects, as a table. Never active content: all of it is text to the page.
 *
 * @param name what the document is called
 * @param mediaType its media type
 * @param size its length in words
 * @param text its text; empty if it is no text
 * @param rows its rows, the first of them the header; empty if it is no table
 * @param cut whether there is more than is shown
 */
public record Preview(String name, String mediaType, String size, String text, List<List<String>> rows, boolean cut) {

    private static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_ROWS = 50;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Takes copies. */
    public Preview {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Of a document; of one that cannot be read any more, only what is known of it. */
    static Preview of(Document document) {
        String type = plainType(document.mediaType());
        boolean cut = document.content().length() > MOST_BYTES;
        String text = "";
        List<List<String>> rows = List.of();
        if (type.equals("text/csv")) {
            rows = Csv.rows(beginning(document), cut, MOST_ROWS + 1);
        } else if (type.equals("application/json") || type.endsWith("+json")) {
            String json = beginning(document);
            rows = JsonRows.of(json, MOST_ROWS + 1);
            text = !rows.isEmpty() ? "" : cut ? json : indented(json);
        } else if (type.startsWith("text/")) {
            text = beginning(document);
        }
        cut = cut || rows.size() > MOST_ROWS;
        rows = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
        return new Preview(
                document.fileName().orElse(""),
                document.mediaType(),
                Words.size(document.content().length()),
                text,
                rows,
                cut);
    }

    /** Whether there is anything to show. */
    public boolean isShown() {
        return !text.isEmpty() || !rows.isEmpty();
    }

    private static String plainType(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static String beginning(Document document) {
        try (InputStream in = document.content().open()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** JSON with its lines; any other text as it is. */
    static String indented(String json) {
        try {
            return JSON.writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    /** Comma-separated values (RFC 4180), as far as a page needs them. */
    private static final class Csv {

        private Csv() {}

        static List<List<String>> rows(String text, boolean cut, int most) {
            List<List<String>> rows = new ArrayList<>();
            List<String> row = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < text.length() && rows.size() < most; i++) {
                char c = text.charAt(i);
                if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == ',' || c == '\n')) {
                    row.add(field.toString());
                    field.setLength(0);
                    if (c == '\n') {
                        rows.add(row);
                        row = new ArrayList<>();
                    }
                } else if (quoted || c != '\r') {
                    field.append(c);
                }
            }
            if (!cut && rows.size() < most && (field.length() > 0 || !row.isEmpty())) {
                row.add(field.toString());
                rows.add(row);
            }
            return rows;
        }
    }
}
