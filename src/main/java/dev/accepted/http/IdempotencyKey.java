package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.store.OnceKey;
import java.util.List;

/**
 * What a client calls a request that it may have to send again (draft-ietf-httpapi-idempotency-key-header-07). Quoted, as the
 * draft has it, or bare, as most clients send it; both are the same key.
 *
 * @param value 1 to 255 visible characters of ASCII
 */
record IdempotencyKey(String value) {

    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;

    /**
     * Reads the field.
     *
     * @param fields its lines; at least one
     * @throws ProblemException if it is no key
     */
    static IdempotencyKey parse(List<String> fields) {
        if (fields.size() > 1) {
            throw wrong("is given " + fields.size() + " times");
        }
        String field = fields.get(0).strip();
        String value = field.startsWith("\"") ? unquoted(field) : field;
        if (value.isEmpty() || value.length() > LONGEST) {
            throw wrong("has " + value.length());
        }
        if (!value.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw wrong("has a space or a character that cannot be seen");
        }
        return new IdempotencyKey(value);
    }

    /** A string of RFC 8941 section 3.3.3: a backslash stands before a quote or another backslash, and nowhere else. */
    private static String unquoted(String field) {
        StringBuilder value = new StringBuilder();
        int last = field.length() - 1;
        for (int i = 1; i < last; i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < last && (field.charAt(i + 1) == '"' || field.charAt(i + 1) == '\\')) {
                i++;
                value.append(field.charAt(i));
            } else if (c == '\\' || c == '"') {
                throw wrong("has a quote or a backslash in its quotes without a backslash before it");
            } else {
                value.append(c);
            }
        }
        if (last == 0 || field.charAt(last) != '"') {
            throw wrong("begins with a quote and does not end with one");
        }
        return value.toString();
    }

    /** The key in the store: another caller, method or path makes another of the same words. */
    OnceKey of(String caller, String method, String path) {
        return OnceKey.of(caller, method, path, value);
    }

    private static ProblemException wrong(String how) {
        return new ProblemException(
                ProblemCode.INVALID_HEADER,
                "The " + HEADER + " must be 1 to " + LONGEST + " visible characters, bare or in quotes, but it " + how
                        + ".");
    }
}
