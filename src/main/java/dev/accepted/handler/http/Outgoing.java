package dev.accepted.handler.http;

import dev.accepted.job.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request to the target, ready to be sent.
 *
 * @param method in capitals
 * @param fields its header, by names without regard to case
 * @param body what is sent; null for nothing
 */
record Outgoing(
        String method,
        URI uri,
        Map<String, String> fields,
        @Nullable Content body) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<String> OF_THE_BODY = Set.of("Content-Type", "Content-Encoding", "Content-Language");

    /** Whether asking twice is as good as asking once (RFC 9110 section 9.2.2). */
    boolean isIdempotent() {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    /** The same, to where an answer of this status leads (RFC 9110 section 15.4): with method and body, or as a plain GET. */
    Outgoing redirected(int status, URI to) {
        boolean asBefore =
                status == 307 || status == 308 || SAFE.contains(method) || (status != 303 && !method.equals("POST"));
        return asBefore ? new Outgoing(method, to, fields, body) : looking(to);
    }

    /** A GET with the same header, for what an answer points to. */
    Outgoing looking(URI at) {
        Map<String, String> left = new TreeMap<>(fields);
        left.keySet().removeIf(name -> OF_THE_BODY.stream().anyMatch(name::equalsIgnoreCase));
        left.keySet().removeIf("Idempotency-Key"::equalsIgnoreCase);
        return new Outgoing("GET", at, left, null);
    }

    /** As the JDK's client sends it: by HTTP/1.1, which every target knows, and which a closed connection cancels. */
    HttpRequest request(@Nullable Duration most) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).method(method, publisher());
        fields.forEach(request::setHeader);
        if (most != null) {
            request.timeout(most);
        }
        return request.build();
    }

    private BodyPublisher publisher() {
        if (body == null || body.length() == 0) {
            return BodyPublishers.noBody();
        }
        Content content = body;
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        return content.open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                content.length());
    }
}
