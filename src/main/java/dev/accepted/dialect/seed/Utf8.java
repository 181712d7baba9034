package dev.accepted.dialect.seed;

import java.util.Arrays;

/** A growing array of bytes that takes characters in UTF-8. For use by one thread. */
final class Utf8 {

    /** What stands for a character that cannot be written. */
    static final int REPLACEMENT = 0xFFFD;

    private static final int MOST_BYTES_PER_CHAR = 3;
    private static final int MOST_DIGITS = 20;

    private byte[] bytes;
    private int length;

    Utf8(int expectedLength) {
        bytes = new byte[expectedLength];
    }

    /** Writes a text of our own, all ASCII. */
    void ascii(String text) {
        int n = text.length();
        room(n);
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < n; i++) {
            to[at + i] = (byte) text.charAt(i);
        }
        length = at + n;
    }

    /** Writes a character of our own, in ASCII. */
    void ascii(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    /**
     * Writes the beginning of a text as far as its characters stand for themselves.
     *
     * @param plain which of the 128 characters of ASCII do
     * @return how many characters were written
     */
    int plain(String text, boolean[] plain) {
        int n = text.length();
        room(n);
        byte[] to = bytes;
        int at = length;
        int i = 0;
        while (i < n) {
            char c = text.charAt(i);
            if (c >= plain.length || !plain[c]) {
                break;
            }
            to[at + i++] = (byte) c;
        }
        length = at + i;
        return i;
    }

    /** Writes a text as it is. */
    void text(String text) {
        room(MOST_BYTES_PER_CHAR * text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            codePoint(c);
            i += Character.charCount(c);
        }
    }

    /** Writes a character; half a surrogate pair, which UTF-8 does not have, is replaced. */
    void codePoint(int c) {
        room(4);
        if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
            continuation(c);
        } else if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            int whole = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c;
            bytes[length++] = (byte) (0xE0 | (whole >> 12));
            continuation(whole >> 6);
            continuation(whole);
        } else {
            bytes[length++] = (byte) (0xF0 | (c >> 18));
            continuation(c >> 12);
            continuation(c >> 6);
            continuation(c);
        }
    }

    private void continuation(int c) {
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
    }

    /** Writes a number in decimal. */
    void number(long value) {
        if (value < 0) {
            ascii(Long.toString(value));
            return;
        }
        room(MOST_DIGITS);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Writes a number from 0 to 99 in two digits. */
    void twoDigits(int value) {
        room(2);
        bytes[length++] = (byte) ('0' + value / 10);
        bytes[length++] = (byte) ('0' + value % 10);
    }

    /** What was written. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
