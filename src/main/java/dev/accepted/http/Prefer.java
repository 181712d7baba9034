package dev.accepted.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a client would like (RFC 7240), as far as it is known here: {@code respond-async}, {@code wait} and {@code return}.
 * Names are not case-sensitive, values may be quoted, and parameters of a wish have no meaning here. Of a wish that is
 * mentioned more than once the first mention counts, in whichever field it stands; one that has no meaning is ignored.
 *
 * @param wishes values by names in small letters; immutable
 */
record Prefer(Map<String, String> wishes) {

    /** The field of a request that tells wishes. */
    static final String FIELD = "Prefer";

    /** The field of an answer that says which were granted. */
    static final String APPLIED = "Preference-Applied";

    /** How many seconds a request is held at the most: proxies give up after 60. */
    static final int MOST_WAIT = 50;

    private static final Prefer NOTHING = new Prefer(Map.of());

    /** Takes a copy. */
    Prefer {
        wishes = Map.copyOf(wishes);
    }

    /** The wishes of a request. */
    static Prefer of(ContainerRequestContext request) {
        return of(request.getHeaders().get(FIELD));
    }

    /** The wishes in these fields, in their order; null for no field. */
    static Prefer of(@Nullable List<String> fields) {
        if (fields == null || fields.isEmpty()) {
            return NOTHING;
        }
        Map<String, String> wishes = new HashMap<>();
        for (String field : fields) {
            for (String wish : split(field, ',')) {
                String plain = split(wish, ';').get(0);
                int equals = plain.indexOf('=');
                String name = (equals < 0 ? plain : plain.substring(0, equals)).strip();
                String value =
                        equals < 0 ? "" : unquoted(plain.substring(equals + 1).strip());
                wishes.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return new Prefer(wishes);
    }

    /** Whether the client wants to be sent to the result (section 4.1). */
    boolean respondAsync() {
        return wishes.containsKey("respond-async");
    }

    /** Whether the client wants to see what it has made (section 4.2). */
    boolean representation() {
        return "representation".equals(wishes.get("return"));
    }

    /** Whether the client has the rest already (section 4.2). */
    boolean minimal() {
        return "minimal".equals(wishes.get("return"));
    }

    /** How many seconds the client waits for more than is known at once (section 4.3), at most {@link #MOST_WAIT}. */
    OptionalInt seconds() {
        String text = wishes.get("wait");
        if (text == null || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Math.min(MOST_WAIT, Integer.parseInt(text)));
        } catch (NumberFormatException longerThanAnybodyWaits) {
            return OptionalInt.of(MOST_WAIT);
        }
    }

    /** Splits where the separator does not stand in quotes. */
    private static List<String> split(String text, char separator) {
        if (text.indexOf(separator) < 0) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
