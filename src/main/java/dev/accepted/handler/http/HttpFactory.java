package dev.accepted.handler.http;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.Template;
import dev.accepted.job.Head;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes handlers that ask an HTTP endpoint: {@code handler: http}. Options:
 *
 * <ul>
 *   <li>{@code url}: where requests go; required. Its path and query may hold <code>${input.name}</code> for the value of that
 *       member of the input, which is always one part of a path or of the query. A pair of the query that has only absent values
 *       is left out.
 *   <li>{@code method}: {@code POST} by default; {@code GET}, {@code HEAD}, {@code PUT}, {@code PATCH} or {@code DELETE}.
 *   <li>{@code headers}: names with values of the same form. One that is only the place of an absent member is left out.
 *   <li>{@code body}: {@code input}, the input as it is, with its media type (the default of POST, PUT and PATCH), or {@code
 *       none}. {@code template}: a text with places instead; {@code template-type}: its media type, {@code application/json} by
 *       default, in which each value stays one value. Quotes around values of JSON come with the value.
 *   <li>{@code user} and {@code password}, or {@code bearer}: the credentials.
 *   <li>{@code trust-store}: whose certificates are trusted, instead of those that the container trusts: a file in PEM, PKCS12
 *       or JKS. {@code trust-store-password}.
 *   <li>{@code connect-timeout}: 10 s by default. {@code answer-timeout}: until the answer begins; by default as long as the
 *       attempt may run. {@code read-timeout}: how long nothing may come while the answer is read; 1 min by default.
 *   <li>{@code max-answer}: the largest answer in bytes; 64 MiB by default.
 *   <li>{@code redirects}: how many are followed one after another, within the same scheme, host and port; 5 by default.
 *   <li>{@code retries}: how often a target that answers 429, 502, 503 or 504 is asked again in one attempt, after the time of its
 *       {@code Retry-After}; 3 by default. {@code retry}: {@code idempotent}, the default, does that for all methods but POST and
 *       PATCH; {@code always} for these too.
 *   <li>{@code idempotency-key}: whether POST and PATCH carry the job's id as {@code Idempotency-Key}; true by default.
 *   <li>{@code follow-202}: whether a target that answers 202 is asked at its {@code Location} until it answers something else,
 *       with its {@code Retry-After}, and what it says of its progress is the job's; false by default.
 *   <li>{@code answer-headers}: which headers of the answer are repeated with the result, beside those that say what its content
 *       is.
 *   <li>{@code fail-on}: which answers fail the job: statuses, {@code 4xx}, {@code 5xx}, {@code none}. By default all but 2xx,
 *       and none of a request that came through a front door.
 * </ul>
 *
 * <p>A request that came through a front door goes to its place below the {@code url}, with its own method, content and fields;
 * {@code headers} and credentials of the options replace its own.
 *
 * <p>In {@code headers}, {@code template}, {@code user}, {@code password}, {@code bearer} and {@code trust-store-password}, secrets
 * that are kept elsewhere may stand as <code>${env.NAME}</code>, <code>${jndi.NAME}</code> and <code>${file.PATH}</code>.
 */
public final class HttpFactory implements HandlerFactory {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[^/\\s;]+/[^/\\s;]+(;.*)?");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** What the client itself says, in small letters. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What no client's value may be in, in small letters. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization");

    /** Without these the content may not be what it was. */
    private static final List<String> ALWAYS_REPEATED =
            List.of("Content-Encoding", "Content-Language", "Content-Disposition");

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final long MOST_BYTES = 64L << 20;

    private final Clients clients;
    private final Time time;
    private final Template.Secrets secrets;

    /**
     * A factory.
     *
     * @param clients opens a client; whoever gives it closes the client when the application stops
     * @param time the clock
     * @param secrets what operators keep elsewhere
     */
    public HttpFactory(Function<HttpClient.Builder, HttpClient> clients, Time time, Template.Secrets secrets) {
        this.clients = new Clients(clients);
        this.time = time;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public JobHandler create(HandlerOptions options) {
        String method = method(options);
        Target target =
                new Target(address(options), method, fields(options), payload(options, method), habits(options));
        Limits limits = new Limits(
                options.text("answer-timeout").isEmpty() ? null : options.duration("answer-timeout", CONNECT),
                options.duration("read-timeout", SILENCE),
                options.number("max-answer", 1, Long.MAX_VALUE, MOST_BYTES),
                (int) options.number("redirects", 0, 20, 5));
        return new HttpHandler(target, limits, client(options), time);
    }

    /** They pass them on to below the address, and take nothing from what they carry. */
    @Override
    public boolean takesRequests(HandlerOptions options) {
        String url = options.required("url");
        boolean takesValues = Stream.concat(options.map("headers").values().stream(), options.text("template").stream())
                .anyMatch(text -> text.contains("${input."));
        if (takesValues || url.indexOf('?') >= 0 || url.contains("${input.")) {
            options.fault(
                    "url",
                    url,
                    "without a query, and like headers and template without ${input.name}, for a type with a door");
        }
        return true;
    }

    private static Address address(HandlerOptions options) {
        String text = options.required("url");
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            if (!text.isEmpty()) {
                options.fault(
                        "url",
                        text,
                        "an http or https URL with a host and without user or fragment; ${input.name} may stand for a value in "
                                + "its path and query");
            }
            return Address.parse("http://localhost");
        }
    }

    private static String method(HandlerOptions options) {
        String method = options.text("method").orElse("POST");
        if (!METHODS.contains(method)) {
            options.fault("method", method, "GET, HEAD, POST, PUT, PATCH or DELETE");
        }
        return method;
    }

    private Map<String, Template> fields(HandlerOptions options) {
        Map<String, Template> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.map("headers").forEach((name, text) -> {
            String small = name.toLowerCase(Locale.ROOT);
            Template value = template(options, "headers." + name, text);
            if (!Head.Field.isName(name) || OF_THE_CONNECTION.contains(small)) {
                options.fault("headers", name, "names of headers that are not about the connection");
            } else if (CREDENTIALS.contains(small) && !value.members().isEmpty()) {
                options.fault("headers." + name, text, "credentials of the operator's, never of the input's");
            } else if (!isField(value)) {
                options.fault("headers." + name, null, "printable ASCII characters");
            }
            fields.put(name, value);
        });
        authorization(options).ifPresent(value -> {
            if (fields.put("Authorization", new Template(List.of(new Template.Part(value, "")))) != null) {
                options.fault("headers.Authorization", null, "absent where there are user, password or bearer");
            }
        });
        return fields;
    }

    private static boolean isField(Template value) {
        return value.parts().stream().allMatch(part -> part.text() == null || Target.isField(part.text()));
    }

    private Optional<String> authorization(HandlerOptions options) {
        String user = secret(options, "user");
        String password = secret(options, "password");
        String bearer = secret(options, "bearer");
        if (user.isEmpty() != password.isEmpty() || user.contains(":") || !(user.isEmpty() || bearer.isEmpty())) {
            options.fault("user", user, "given together with a password and without bearer, and have no colon");
        }
        if (!Target.isField(bearer)) {
            options.fault("bearer", null, "printable ASCII characters");
        }
        if (!user.isEmpty()) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return bearer.isEmpty() ? Optional.empty() : Optional.of("Bearer " + bearer);
    }

    /** A text in which only secrets may stand; "" if it is not set. */
    private String secret(HandlerOptions options, String name) {
        Template template = template(options, name, options.text(name).orElse(""));
        if (!template.members().isEmpty()) {
            options.fault(name, null, "the operator's, never the input's");
        }
        return template.filled(MissingNode.getInstance(), value -> "");
    }

    private Template template(HandlerOptions options, String name, String text) {
        try {
            return Template.parse(text, secrets);
        } catch (IllegalArgumentException e) {
            options.fault(
                    name,
                    null,
                    "text in which ${input.name} stands for a value of the input, and ${env.NAME}, ${jndi.NAME} or ${file.PATH} for "
                            + "a secret that is there");
            return new Template(List.of());
        }
    }

    private Payload payload(HandlerOptions options, String method) {
        String text = options.text("template").orElse("");
        String mediaType = options.text("template-type").orElse("application/json");
        String body = options.text("body").orElse(text.isEmpty() && WITH_BODY.contains(method) ? "input" : "none");
        if (!MEDIA_TYPE.matcher(mediaType).matches() || !Target.isField(mediaType)) {
            options.fault("template-type", mediaType, "a media type such as text/xml");
        }
        if (!Set.of("input", "none").contains(body) || (body.equals("input") && !text.isEmpty())) {
            options.fault("body", body, "input or none, and none where there is a template");
        }
        if (!text.isEmpty()) {
            return new Payload.Written(template(options, "template", text), mediaType);
        }
        return body.equals("input") ? new Payload.Input() : new Payload.None();
    }

    private static Target.Habits habits(HandlerOptions options) {
        String retry = options.text("retry").orElse("idempotent");
        if (!Set.of("idempotent", "always").contains(retry)) {
            options.fault("retry", retry, "idempotent or always");
        }
        return new Target.Habits(
                new Retries((int) options.number("retries", 0, 100, 3), retry.equals("always")),
                verdict(options),
                options.flag("idempotency-key", true),
                options.flag("follow-202", false),
                repeated(options));
    }

    private static List<String> repeated(HandlerOptions options) {
        List<String> names = new ArrayList<>(ALWAYS_REPEATED);
        for (String name : options.list("answer-headers")) {
            if (!Head.Field.isName(name) || !Head.Answered.isRepeatable(name)) {
                options.fault(
                        "answer-headers",
                        name,
                        "names of headers that may be repeated: none about cookies, authentication, browsers, caching or the "
                                + "connection");
            } else if (names.stream().noneMatch(name::equalsIgnoreCase)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static Verdict verdict(HandlerOptions options) {
        List<String> words = options.list("fail-on");
        try {
            return words.isEmpty()
                    ? new Verdict(null)
                    : Verdict.of(words.stream().flatMap(Verdict::statuses));
        } catch (IllegalArgumentException e) {
            options.fault("fail-on", String.join(", ", words), "statuses from 200 to 599, 3xx, 4xx, 5xx, or none");
            return new Verdict(null);
        }
    }

    private Supplier<HttpClient> client(HandlerOptions options) {
        Duration connect = options.duration("connect-timeout", CONNECT);
        String password = secret(options, "trust-store-password");
        String store = options.text("trust-store").orElse("");
        if (!store.isEmpty()) {
            try {
                return clients.of(connect, Path.of(store), password);
            } catch (IOException | InvalidPathException e) {
                options.fault("trust-store", store, "a readable file in PEM, PKCS12 or JKS, with the right password");
            }
        }
        return clients.of(connect);
    }
}
