package dev.accepted.dialect.seed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain text for people: a line {@code name: text} for each member, those of an object inside another indented below
 * the object's name. A text stays on its line, and can neither end it nor steer a terminal.
 */
final class TextSink implements Sink {

    private static final String INDENT = "  ";

    private final Utf8 out;
    private int depth;

    TextSink(int expectedLength) {
        out = new Utf8(expectedLength);
    }

    @Override
    public void open(String name) {
        if (depth > 0) {
            start(name);
            out.ascii('\n');
        }
        depth++;
    }

    @Override
    public void close(String name) {
        depth--;
    }

    @Override
    public void openList(String name) {}

    @Override
    public void closeList() {}

    @Override
    public void openItem(String name) {
        open(name);
    }

    @Override
    public void item(String name, String text) {
        text(name, text);
    }

    @Override
    public void attribute(String name, String text) {
        text(name, text);
    }

    @Override
    public void text(String name, String text) {
        start(name);
        out.ascii(' ');
        field(text);
        out.ascii('\n');
    }

    @Override
    public void text(String name, long number) {
        start(name);
        out.ascii(' ');
        out.number(number);
        out.ascii('\n');
    }

    @Override
    public void time(String name, @Nullable Instant time) {
        text(name, time == null ? "" : SeedTime.format(time));
    }

    @Override
    public void json(String name, String json) {
        text(name, json);
    }

    /** Writes a line that is a text. */
    void line(String text) {
        field(text);
        out.ascii('\n');
    }

    /** Writes a line of texts with tabs between them. */
    void line(String first, String second, String third) {
        field(first);
        out.ascii('\t');
        field(second);
        out.ascii('\t');
        field(third);
        out.ascii('\n');
    }

    @Override
    public byte[] toBytes() {
        return out.toArray();
    }

    private void start(String name) {
        for (int i = 1; i < depth; i++) {
            out.ascii(INDENT);
        }
        out.ascii(name);
        out.ascii(':');
    }

    private void field(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            out.codePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
            i += Character.charCount(c);
        }
    }
}
