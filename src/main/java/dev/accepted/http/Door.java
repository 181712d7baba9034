package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.handler.JobType;
import dev.accepted.job.Head;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A front door: paths of ours that take requests as an endpoint behind them would, and make jobs of them.
 *
 * <pre>
 *   /async/‹name›/rest?query   202 and a job, whose result is the endpoint's answer
 *   /sync/‹name›/rest?query    the endpoint's answer, if it comes in time; else the same 202
 * </pre>
 *
 * @param type the type of its jobs, by whose name it is called; takes raw bytes
 * @param methods which it takes
 * @param headers what it lets pass of a request's header beside what every door does
 * @param patience how long the one that waits does so
 */
public record Door(JobType type, Set<String> methods, List<String> headers, Duration patience) {

    /** Without these a request may not be what it was. */
    private static final List<String> ALWAYS = List.of(
            HttpHeaders.ACCEPT,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.CONTENT_LANGUAGE,
            HttpHeaders.CONTENT_TYPE,
            IdempotencyKey.HEADER,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_UNMODIFIED_SINCE,
            "traceparent",
            "tracestate");

    /**
     * What a client says to us, what a connection has of its own, and what is answered with what cannot be repeated; in small
     * letters.
     */
    private static final Set<String> NEVER = Set.of(
            "authorization",
            "connection",
            "content-length",
            "cookie",
            "cookie2",
            "expect",
            "host",
            "http2-settings",
            "if-modified-since",
            "if-range",
            "keep-alive",
            "prefer",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Whether a header of this name may pass. */
    public static boolean mayPass(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return Head.Field.isName(name) && !NEVER.contains(small) && !small.startsWith("proxy-");
    }

    String name() {
        return type.name().value();
    }

    /**
     * What passes of a request's header: several lines of a field as one, and none that the client's connection has of its own
     * (RFC 9110 section 7.6.1).
     *
     * @throws ProblemException if a value is no text for a header
     */
    List<Head.Field> fields(ContainerRequestContext request) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(ALWAYS);
        names.addAll(headers);
        if (!request.getMethod().equals(HttpMethod.GET)) {
            names.add(HttpHeaders.IF_NONE_MATCH);
        }
        String ofTheConnection = request.getHeaderString("Connection");
        if (ofTheConnection != null) {
            Stream.of(ofTheConnection.split(",", -1)).map(String::strip).forEach(names::remove);
        }
        List<Head.Field> fields = new ArrayList<>();
        for (String name : names) {
            String value = request.getHeaderString(name);
            if (value != null) {
                fields.add(field(name, value.strip()));
            }
        }
        return fields;
    }

    private static Head.Field field(String name, String value) {
        if (!Head.Field.isValue(value)) {
            throw new ProblemException(
                    ProblemCode.INVALID_HEADER, "The value of " + name + " must be printable ASCII characters.");
        }
        return new Head.Field(name, value);
    }
}
