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
 * {@code <rows><row><name>value</name>...</row>...</rows>}; the element of NULL is absent, that of an empty text is empty. What
 * cannot stand in an element's name is written as SQL/XML does, {@code _x0020_} for a blank; what XML cannot hold at all becomes
 * the replacement character.
 */
final class XmlRows implements Rows {

    private final Writer out;
    private List<String> names = List.of();
    private int column;

    XmlRows(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void begin(List<String> columns) throws IOException {
        names = columns.stream().map(XmlRows::elementName).toList();
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rows>");
    }

    @Override
    public void beginRow() throws IOException {
        column = 0;
        out.write("\n<row>");
    }

    @Override
    public void value(ValueKind kind, @Nullable String text) throws IOException {
        String name = names.get(column++);
        if (text != null) {
            out.write('<');
            out.write(name);
            out.write('>');
            write(text);
            out.write("</");
            out.write(name);
            out.write('>');
        }
    }

    private void write(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.write("&amp;");
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '\r' -> out.write("&#13;");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.write(c);
                        out.write(text.charAt(++i));
                    } else {
                        out.write(isAllowed(c) ? c : '\ufffd');
                    }
                }
            }
        }
    }

    private static boolean isAllowed(char c) {
        return (c >= ' ' && !Character.isSurrogate(c) && c < '\ufffe') || c == '\t' || c == '\n';
    }

    private static String elementName(String label) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean escapesItself = c == '_' && label.startsWith("_x", i);
            boolean fits = isLetter(c) || (i > 0 && (c == '-' || c == '.' || (c >= '0' && c <= '9')));
            if (fits && !escapesItself) {
                name.append(c);
            } else {
                name.append(String.format("_x%04X_", (int) c));
            }
        }
        return name.isEmpty() ? "_" : name.toString();
    }

    private static boolean isLetter(char c) {
        return c == '_'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '\u00c0' && c <= '\u02ff' && c != '\u00d7' && c != '\u00f7');
    }

    @Override
    public void endRow() throws IOException {
        out.write("</row>");
    }

    @Override
    public void end() throws IOException {
        out.write("\n</rows>\n");
        out.flush();
    }
}
