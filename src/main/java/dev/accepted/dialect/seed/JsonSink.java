package dev.accepted.dialect.seed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259) without white space. The whole is one object. */
final class JsonSink implements Sink {

    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = ' '; c < PLAIN.length; c++) {
            PLAIN[c] = c != '"' && c != '\\';
        }
    }

    private final Utf8 out;
    private boolean first = true;

    JsonSink(int expectedLength) {
        out = new Utf8(expectedLength);
        out.ascii('{');
    }

    @Override
    public void open(String name) {
        member(name);
        out.ascii('{');
        first = true;
    }

    @Override
    public void close(String name) {
        out.ascii('}');
        first = false;
    }

    @Override
    public void openList(String name) {
        member(name);
        out.ascii('[');
        first = true;
    }

    @Override
    public void closeList() {
        out.ascii(']');
        first = false;
    }

    @Override
    public void openItem(String name) {
        separate();
        out.ascii('{');
        first = true;
    }

    @Override
    public void item(String name, String text) {
        separate();
        string(text);
    }

    @Override
    public void attribute(String name, String text) {
        separate();
        out.ascii("\"@");
        out.ascii(name);
        out.ascii("\":");
        string(text);
    }

    @Override
    public void text(String name, String text) {
        member(name);
        string(text);
    }

    @Override
    public void text(String name, long number) {
        member(name);
        out.ascii('"');
        out.number(number);
        out.ascii('"');
    }

    @Override
    public void time(String name, @Nullable Instant time) {
        member(name);
        out.ascii('"');
        if (time != null) {
            SeedTime.write(time, out);
        }
        out.ascii('"');
    }

    @Override
    public void json(String name, String json) {
        member(name);
        out.text(json);
    }

    /** Writes a member that is a number, as the seed has none. */
    void number(String name, int number) {
        member(name);
        out.number(number);
    }

    @Override
    public byte[] toBytes() {
        out.ascii('}');
        return out.toArray();
    }

    private void member(String name) {
        separate();
        out.ascii('"');
        out.ascii(name);
        out.ascii("\":");
    }

    private void separate() {
        if (!first) {
            out.ascii(',');
        }
        first = false;
    }

    private void string(String text) {
        out.ascii('"');
        for (int i = out.plain(text, PLAIN); i < text.length(); ) {
            int c = text.codePointAt(i);
            escaped(c);
            i += Character.charCount(c);
        }
        out.ascii('"');
    }

    private void escaped(int c) {
        switch (c) {
            case '"' -> out.ascii("\\\"");
            case '\\' -> out.ascii("\\\\");
            case '\b' -> out.ascii("\\b");
            case '\t' -> out.ascii("\\t");
            case '\n' -> out.ascii("\\n");
            case '\f' -> out.ascii("\\f");
            case '\r' -> out.ascii("\\r");
            // Line ends to JavaScript before 2019, which could not take them inside a string.
            case 0x2028 -> out.ascii("\\u2028");
            case 0x2029 -> out.ascii("\\u2029");
            default -> {
                if (c < ' ') {
                    out.ascii("\\u00");
                    out.ascii(Character.forDigit(c >> 4, 16));
                    out.ascii(Character.forDigit(c & 0xF, 16));
                } else {
                    out.codePoint(c);
                }
            }
        }
    }
}
