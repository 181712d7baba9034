package dev.accepted.handler.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent-encoding (RFC 3986 section 2). */
final class Percent {

    private static final String DIGITS = "0123456789ABCDEF";

    private Percent() {}

    /** The text with all encoded but letters, digits and {@code - . _ ~}, so that nothing in it delimits anything. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Whether a path has a segment that means "here" or "up", however it is written. */
    static boolean hasDots(String path) {
        for (String segment : path.split("/", -1)) {
            // Some servers cut parameters off a segment before they look at it.
            String name = segment.toLowerCase(Locale.ROOT).replace("%2e", ".").replaceFirst("(;|%3b).*$", "");
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
