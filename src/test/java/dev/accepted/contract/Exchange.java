package dev.accepted.contract;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request and its answer, as they went over the wire.
 *
 * @param method the request's method
 * @param uri the request's URI
 * @param asked the request's header fields
 * @param sent the request's body; empty if there was none, or it is too large to look at
 * @param status the answer's status
 * @param answered the answer's header fields
 * @param body the answer's body; empty as above
 */
record Exchange(
        String method,
        URI uri,
        HttpHeaders asked,
        Optional<byte[]> sent,
        int status,
        HttpHeaders answered,
        Optional<byte[]> body) {

    /** Where every test deploys. */
    private static final String CONTEXT = "/api/company";

    /** Whether it went to the application. */
    boolean isOurs() {
        return uri.getRawPath().equals(CONTEXT) || uri.getRawPath().startsWith(CONTEXT + "/");
    }

    /** Below the context path. */
    String path() {
        return uri.getRawPath().substring(CONTEXT.length());
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isSuccess() {
        return status < 400;
    }

    /** The media type of the answer without parameters. */
    Optional<String> mediaType() {
        return mediaType(answered);
    }

    /** The media type of the request's body without parameters. */
    Optional<String> sentMediaType() {
        return mediaType(asked);
    }

    private static Optional<String> mediaType(HttpHeaders fields) {
        return fields.firstValue("Content-Type").map(type -> type.split(";", 2)[0].strip());
    }

    @Override
    public String toString() {
        return method + " " + uri + " was answered " + status + " "
                + mediaType().orElse("without a body")
                + body.map(bytes -> new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.UTF_8))
                        .map(text -> ": " + text)
                        .orElse("");
    }
}
