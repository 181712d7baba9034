package dev.accepted.dialect.seed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes XML 1.0 in UTF-8: an attribute is an attribute, every other member an element, lists repeat. A character that XML
 * cannot hold (section 2.2) is replaced by U+FFFD.
 */
final class XmlSink implements Sink {

    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = ' '; c < PLAIN.length; c++) {
            PLAIN[c] = c != '"' && c != '&' && c != '<' && c != '>';
        }
    }

    private final Utf8 out;
    private boolean startTagIsOpen;

    XmlSink(int expectedLength) {
        out = new Utf8(expectedLength);
        out.ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    @Override
    public void open(String name) {
        endStartTag();
        out.ascii('<');
        out.ascii(name);
        startTagIsOpen = true;
    }

    @Override
    public void close(String name) {
        if (startTagIsOpen) {
            out.ascii("/>");
            startTagIsOpen = false;
        } else {
            endTag(name);
        }
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
        out.ascii(' ');
        out.ascii(name);
        out.ascii("=\"");
        characters(text);
        out.ascii('"');
    }

    @Override
    public void text(String name, String text) {
        startTag(name);
        characters(text);
        endTag(name);
    }

    @Override
    public void text(String name, long number) {
        startTag(name);
        out.number(number);
        endTag(name);
    }

    @Override
    public void time(String name, @Nullable Instant time) {
        startTag(name);
        if (time != null) {
            SeedTime.write(time, out);
        }
        endTag(name);
    }

    @Override
    public void json(String name, String json) {
        text(name, json);
    }

    @Override
    public byte[] toBytes() {
        return out.toArray();
    }

    private void startTag(String name) {
        endStartTag();
        out.ascii('<');
        out.ascii(name);
        out.ascii('>');
    }

    private void endStartTag() {
        if (startTagIsOpen) {
            out.ascii('>');
            startTagIsOpen = false;
        }
    }

    private void endTag(String name) {
        out.ascii("</");
        out.ascii(name);
        out.ascii('>');
    }

    private void characters(String text) {
        for (int i = out.plain(text, PLAIN); i < text.length(); ) {
            int c = text.codePointAt(i);
            escaped(c);
            i += Character.charCount(c);
        }
    }

    private void escaped(int c) {
        switch (c) {
            case '"' -> out.ascii("&quot;");
            case '&' -> out.ascii("&amp;");
            case '<' -> out.ascii("&lt;");
            case '>' -> out.ascii("&gt;");
            // A parser would make spaces of them in an attribute, and a line feed of a carriage return anywhere.
            case '\t' -> out.ascii("&#9;");
            case '\n' -> out.ascii("&#10;");
            case '\r' -> out.ascii("&#13;");
            default -> out.codePoint(c < ' ' || c == 0xFFFE || c == 0xFFFF ? Utf8.REPLACEMENT : c);
        }
    }
}
