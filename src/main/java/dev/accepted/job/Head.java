package dev.accepted.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an HTTP message says beside its content: a document that is to be given as it came keeps it. */
public sealed interface Head {

    /** Its fields, in their order. */
    List<Field> fields();

    /** The first value of a field, by its name without regard to case. */
    default Optional<String> first(String name) {
        return fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /**
     * A field.
     *
     * @param name a token of ASCII
     * @param value visible ASCII, spaces and tabs: nothing that could end the field or begin another
     */
    record Field(String name, String value) {

        /**
         * Checks what it is made of.
         *
         * @throws IllegalArgumentException if it is no field
         */
        public Field {
            if (!isName(name) || !isValue(value)) {
                throw new IllegalArgumentException("'" + name + "' is no name of a field, or its value is none");
            }
        }

        /** Whether a text can be the name of a field (RFC 9110 section 5.1). */
        public static boolean isName(String text) {
            return !text.isEmpty()
                    && text.chars()
                            .allMatch(c -> (c >= 'a' && c <= 'z')
                                    || (c >= 'A' && c <= 'Z')
                                    || (c >= '0' && c <= '9')
                                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
        }

        /** Whether a text can be the value of a field. */
        public static boolean isValue(String text) {
            return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
        }
    }

    /**
     * The head of a request that came through a front door, to be passed on to where the door leads. What it asks for is a place
     * below that: no path leaves it, however it is written, and whatever some server decodes once too often.
     *
     * @param method in capitals
     * @param path "", or a path from a slash on, percent-encoded as it came
     * @param query percent-encoded as it came; null if there is none
     * @param fields those that are passed on; {@code Content-Type} among them if there was one
     */
    record Asked(String method, String path, @Nullable String query, List<Field> fields) implements Head {

        /** Most servers take no longer address. */
        private static final int LONGEST = 8_000;

        private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/%-]*");
        private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]%-]*");
        private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

        /** Slashes and control characters; those, dots and semicolons encoded twice; and any of them in more bytes than it takes. */
        private static final Pattern HIDDEN =
                Pattern.compile("%(?:2f|5c|[01].|7f|25(?:2[ef5]|5c|3b|[01][0-9a-f]|7f)|c[01]%[89ab]|e0%[89]|f0%8)");

        /** "Here", "up" and their like, with parameters or without, and nothing but parameters. */
        private static final Pattern ELSEWHERE = Pattern.compile("\\.+|\\.*;.*");

        /**
         * Takes a copy.
         *
         * @throws IllegalArgumentException if path or query are none, or could lead elsewhere; the message says what is allowed
         */
        public Asked {
            if (path.length() + (query == null ? 0 : query.length()) > LONGEST) {
                throw new IllegalArgumentException("Path and query have at most " + LONGEST + " characters here.");
            }
            if (!PATH.matcher(path).matches() || !staysBelow(path.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "A path here is percent-encoded once, and has no empty parts, no . or .. in it, "
                                + "and no slash, backslash or control character in a part.");
            }
            if (query != null
                    && !(QUERY.matcher(query).matches()
                            && !BROKEN.matcher(query).find())) {
                throw new IllegalArgumentException("A query here is percent-encoded.");
            }
            fields = List.copyOf(fields);
        }

        private static boolean staysBelow(String path) {
            if (path.isEmpty()) {
                return true;
            }
            if (path.charAt(0) != '/'
                    || path.contains("//")
                    || BROKEN.matcher(path).find()
                    || HIDDEN.matcher(path).find()) {
                return false;
            }
            String plain = path.replace("%2e", ".").replace("%20", ".").replace("%3b", ";");
            for (String part : plain.substring(1).split("/", -1)) {
                if (ELSEWHERE.matcher(part).matches()) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * What was said with a submission for everybody who has to do with it: the trace that it belongs to (W3C Trace Context).
     *
     * @param fields {@code traceparent}, and {@code tracestate} if there was one
     */
    record Traced(List<Field> fields) implements Head {

        private static final Pattern PARENT =
                Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

        /** As many as have to be passed on. */
        private static final int LONGEST = 512;

        /** Takes a copy. */
        public Traced {
            fields = List.copyOf(fields);
        }

        /**
         * What a submission with these fields belongs to; what is not as it should be is as good as absent (section 3.3).
         *
         * @param parent null if it was absent
         * @param state null if it was absent
         */
        public static Optional<Traced> of(@Nullable String parent, @Nullable String state) {
            if (parent == null
                    || parent.length() > LONGEST
                    || !PARENT.matcher(parent).matches()
                    || !Field.isValue(parent)) {
                return Optional.empty();
            }
            Field own = new Field("traceparent", parent);
            return Optional.of(new Traced(
                    state == null || state.length() > LONGEST || !Field.isValue(state)
                            ? List.of(own)
                            : List.of(own, new Field("tracestate", state))));
        }
    }

    /**
     * The head of an answer that was recorded, to be repeated to whoever asks for the result. It has no fields that belong to
     * another conversation: cookies, authentication, what a browser may do with a page, caching, and what is said of the connection
     * or the bytes.
     *
     * @param status 100 to 599
     */
    record Answered(int status, List<Field> fields) implements Head {

        private static final Set<String> OF_ANOTHER_CONVERSATION = Set.of(
                // the connection (RFC 9110 section 7.6.1)
                "connection",
                "keep-alive",
                "te",
                "trailer",
                "transfer-encoding",
                "upgrade",
                "via",
                "alt-svc",
                // who is who
                "set-cookie",
                "set-cookie2",
                "www-authenticate",
                "authentication-info",
                "authentication-control",
                "authorization",
                // what a browser may do
                "clear-site-data",
                "feature-policy",
                "nel",
                "origin-agent-cluster",
                "permissions-policy",
                "public-key-pins",
                "referrer-policy",
                "refresh",
                "report-to",
                "reporting-endpoints",
                "service-worker-allowed",
                "sourcemap",
                "strict-transport-security",
                "timing-allow-origin",
                "x-content-type-options",
                "x-frame-options",
                "x-webkit-csp",
                "x-xss-protection",
                // caching, and what the bytes are: said anew
                "accept-ranges",
                "age",
                "cache-control",
                "content-digest",
                "content-length",
                "content-range",
                "content-type",
                "date",
                "digest",
                "etag",
                "expires",
                "last-modified",
                "pragma",
                "repr-digest",
                "vary",
                // what the job says
                "idempotency-replayed",
                "job-status",
                "preference-applied",
                "retry-after",
                "server",
                "sunset");

        private static final List<String> OF_ANOTHER_FAMILY =
                List.of("access-control-", "content-security-policy", "cross-origin-", "proxy-", "sec-");

        /**
         * Leaves out the fields that may not be repeated.
         *
         * @throws IllegalArgumentException if the status is none
         */
        public Answered {
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException(status + " is no status");
            }
            fields = fields.stream().filter(field -> isRepeatable(field.name())).toList();
        }

        /** An answer without fields. */
        public static Answered of(int status) {
            return new Answered(status, List.of());
        }

        /** Whether a field of this name may be repeated. */
        public static boolean isRepeatable(String name) {
            String small = name.toLowerCase(Locale.ROOT);
            return !OF_ANOTHER_CONVERSATION.contains(small)
                    && OF_ANOTHER_FAMILY.stream().noneMatch(small::startsWith);
        }
    }
}
