package dev.accepted.handler.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines and hands each on as soon as it is whole. Bytes that are no UTF-8 are replaced; of a line longer than
 * {@link #MOST_BYTES} only the beginning is kept, so that no output can fill the memory. For one thread.
 */
final class Lines extends OutputStream {

    /** How much of a line is kept. */
    static final int MOST_BYTES = 8 * 1024;

    private final Consumer<String> reader;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private boolean begun;
    private boolean cut;

    Lines(Consumer<String> reader) {
        this.reader = reader;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, from, i - from);
                end();
                from = i + 1;
            }
        }
        keep(bytes, from, offset + length - from);
    }

    private void keep(byte[] bytes, int offset, int length) {
        int room = MOST_BYTES - line.size();
        line.write(bytes, offset, Math.min(room, length));
        cut |= length > room;
        begun |= length > 0;
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        if (cut) {
            text += " ...";
        } else if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        line.reset();
        begun = false;
        cut = false;
        reader.accept(text);
    }

    /** Hands on what is left, for a last line need not end in a line feed. */
    @Override
    public void close() {
        if (begun) {
            end();
        }
    }
}
