package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Document;
import dev.accepted.job.Sha256;
import dev.accepted.page.Visitor;
import dev.accepted.security.Callers;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers whose bytes somebody else made: results, inputs and logs. None of them may run in a browser as if it were a page of
 * ours, so each goes out sandboxed, unsniffed, uncached, and as an attachment unless it is JSON, CSV or plain text.
 *
 * <p>Documents never change, so their digest is their tag, and parts of them can be fetched one by one and fit together.
 */
final class Files {

    private final Answers answers;

    Files(Answers answers) {
        this.answers = answers;
    }

    /**
     * An answer with a document as its body, or with those parts of it that the request wants; to HEAD, the same without. One that
     * was recorded is {@linkplain Replay given again}.
     *
     * @param madeAt when the document came to be
     * @throws IOException if its content cannot be read any more
     */
    ResponseBuilder answer(Document document, Instant madeAt, ContainerRequestContext request) throws IOException {
        Replay replay = document.answered().map(Replay::new).orElse(null);
        if (replay == null) {
            return file(document, madeAt, request);
        }
        return replay.isPlain()
                ? replay.in(file(replay.named(document), madeAt, request))
                : whole(replay, document, request);
    }

    /** The same without regard to the request's conditions, and all of it. */
    ResponseBuilder whole(Document document, ContainerRequestContext request) throws IOException {
        Replay replay = document.answered().map(Replay::new).orElse(null);
        return replay == null ? whole(document, 200, request) : whole(replay, document, request);
    }

    private ResponseBuilder whole(Replay replay, Document document, ContainerRequestContext request)
            throws IOException {
        if (!replay.isPossible()) {
            return problem(replay.problem(), request);
        }
        return replay.in(
                replay.isEmpty()
                        ? sandboxed(Response.noContent())
                        : whole(replay.named(document), replay.status(), request));
    }

    private ResponseBuilder file(Document document, Instant madeAt, ContainerRequestContext request)
            throws IOException {
        String digest = document.content().digest().map(Sha256::base64).orElse(null);
        Validators validators = new Validators(digest == null ? null : '"' + digest + '"', madeAt);
        return switch (validators.verdict(request)) {
            case NOT_MODIFIED -> validators.in(sandboxed(Response.notModified()));
            case PRECONDITION_FAILED ->
                problem(
                        Problem.of(
                                ProblemCode.PRECONDITION_FAILED,
                                "What is here is not what the request's conditions ask for."),
                        request);
            case GO_ON -> {
                Wanted wanted = wanted(document, validators, request);
                yield wanted instanceof Wanted.Nothing
                        ? outside(document.content().length(), request)
                        : validators
                                .in(content(document, digest, wanted, request))
                                .header("Accept-Ranges", "bytes")
                                .header("Repr-Digest", digest == null ? null : "sha-256=:" + digest + ":");
            }
        };
    }

    /** Ranges are for GET alone (RFC 9110 section 14.2). */
    private static Wanted wanted(Document document, Validators validators, ContainerRequestContext request) {
        return request.getMethod().equals(HttpMethod.GET) && validators.fitIfRange(request)
                ? Wanted.of(request.getHeaderString("Range"), document.content().length())
                : Wanted.WHOLE;
    }

    private ResponseBuilder outside(long length, ContainerRequestContext request) {
        String detail = "There are " + length + " bytes here, and the range asks for none of them.";
        return problem(Problem.of(ProblemCode.RANGE_NOT_SATISFIABLE, detail), request)
                .header("Content-Range", "bytes */" + length);
    }

    private static ResponseBuilder content(
            Document document, @Nullable String digest, Wanted wanted, ContainerRequestContext request)
            throws IOException {
        long length = document.content().length();
        List<ByteRange> ranges = wanted instanceof Wanted.Parts parts ? parts.ranges() : List.of();
        if (ranges.size() == 1) {
            return of(document, 206, mediaType(document), PartsBody.of(document.content(), ranges.get(0)))
                    .header("Content-Range", ranges.get(0).of(length));
        }
        if (ranges.size() > 1 && digest != null) {
            // No content contains its own digest, so this ends no part too early.
            String type = "multipart/byteranges; boundary=\"" + digest + '"';
            return of(document, 206, type, PartsBody.of(document.content(), ranges, mediaType(document), digest));
        }
        return whole(document, 200, request);
    }

    private static ResponseBuilder whole(Document document, int status, ContainerRequestContext request)
            throws IOException {
        long length = document.content().length();
        return request.getMethod().equals(HttpMethod.HEAD)
                // Without an entity Jersey would have the container make a page of its own of a status from 400 on.
                ? of(document, status, mediaType(document))
                        .header(HttpHeaders.CONTENT_LENGTH, length)
                        .entity(status < 400 ? null : new byte[0])
                : of(
                        document,
                        status,
                        mediaType(document),
                        PartsBody.of(document.content().open(), length));
    }

    private static ResponseBuilder of(Document document, int status, String mediaType, PartsBody body) {
        return of(document, status, mediaType)
                .header(HttpHeaders.CONTENT_LENGTH, body.length())
                .entity(body);
    }

    private static ResponseBuilder of(Document document, int status, String mediaType) {
        return sandboxed(Response.status(status))
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(document));
    }

    /** What a handler called its result may be no media type at all. */
    private static String mediaType(Document document) {
        try {
            return MediaType.valueOf(document.mediaType()).toString();
        } catch (IllegalArgumentException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    /** A problem where a document is asked for, and there is none. */
    ResponseBuilder problem(Problem problem, ContainerRequestContext request) {
        ResponseBuilder answer = Response.status(problem.code().status()).header(HttpHeaders.VARY, Answers.VARY);
        byte[] body = answers.problem(
                problem,
                DoorPath.ownQuery(request.getUriInfo()),
                request.getHeaderString(HttpHeaders.ACCEPT),
                Visitor.of(Callers.of(request)),
                answer::header);
        return sandboxed(answer).entity(body);
    }

    /** Puts in the headers that keep foreign bytes from being taken for a page, or from being kept. */
    static ResponseBuilder sandboxed(ResponseBuilder answer) {
        set(answer, "X-Content-Type-Options", "nosniff");
        set(answer, "Content-Security-Policy", "sandbox");
        return set(answer, HttpHeaders.CACHE_CONTROL, "private, no-store");
    }

    /** In place of what is there under this name. */
    private static ResponseBuilder set(ResponseBuilder answer, String name, String value) {
        return answer.header(name, null).header(name, value);
    }

    /** RFC 6266, with the file name in both forms: plain for old clients, RFC 8187 for all that ASCII cannot say. */
    static String disposition(Document document) {
        String kind = isHarmless(document.mediaType()) ? "inline" : "attachment";
        return document.fileName()
                .map(name -> kind + "; filename=\"" + plain(name) + "\"; filename*=UTF-8''" + encoded(name))
                .orElse(kind);
    }

    private static boolean isHarmless(String mediaType) {
        int end = mediaType.indexOf(';');
        String type =
                (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json")
                || (type.startsWith("application/") && type.endsWith("+json"))
                || type.equals("text/csv")
                || type.equals("text/plain");
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        name.codePoints()
                .map(c -> c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' || c == '/' ? '_' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean asItIs = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            encoded.append(asItIs ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
