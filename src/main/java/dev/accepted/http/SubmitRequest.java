package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.http.AcceptOnce.Reply;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.Submission;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes whole requests through front doors. Each becomes the input of a job: the body as it came, whatever coding it is in, and
 * the rest as its {@linkplain Head.Asked head}. Who waits, a repeat too, gets the endpoint's answer if there is one in time.
 */
final class SubmitRequest {

    private static final int LONGEST_SUMMARY = 2_000;

    private final KeepInput keep;
    private final AcceptOnce accept;
    private final AwaitEnd end;
    private final DoorAnswer answer;

    SubmitRequest(KeepInput keep, AcceptOnce accept, AwaitEnd end, DoorAnswer answer) {
        this.keep = keep;
        this.accept = accept;
        this.end = end;
        this.answer = answer;
    }

    /**
     * Takes one.
     *
     * @param path what it asks for behind the door
     */
    CompletionStage<Response> submit(Door door, DoorPath path, ContainerRequestContext request) {
        Duration patience = patience(door, path.waits(), request).orElse(null);
        Reply reply = (id, usual) -> patience == null
                ? CompletableFuture.completedFuture(usual.get())
                : end.within(patience, id, job -> answer.of(job, request), usual, request);
        return accept.submit(request, door.type().input().mostBytes(), () -> read(door, path, request), reply, reply);
    }

    /** A client may have less patience than the door that waits, not more. */
    private static Optional<Duration> patience(Door door, boolean waits, ContainerRequestContext request) {
        Optional<Duration> wish = Prefer.of(request).seconds().stream()
                .mapToObj(Duration::ofSeconds)
                .findFirst();
        return waits
                ? Optional.of(wish.filter(shorter -> shorter.compareTo(door.patience()) < 0)
                        .orElse(door.patience()))
                : wish;
    }

    private Submission read(Door door, DoorPath path, ContainerRequestContext request) {
        Head.Asked head = head(door, path, request);
        MediaType given = request.getMediaType();
        if (given != null && !Readers.takes(door.type(), given)) {
            throw Readers.unsupported(Readers.taken(door.type()), given);
        }
        String mediaType = head.first("Content-Type").orElse(MediaType.APPLICATION_OCTET_STREAM);
        String summary = head.method() + " " + (path.rest().isEmpty() ? "/" : path.rest());
        try {
            Document body = keep.bytes(
                    mediaType, null, LimitedBody.of(request, door.type().input().mostBytes()));
            return Submission.of(door.type().name(), new Document(mediaType, null, body.content(), head))
                    .summarized(summary.substring(0, Math.min(summary.length(), LONGEST_SUMMARY)));
        } catch (IOException e) {
            throw LimitedBody.brokenOff();
        }
    }

    private static Head.Asked head(Door door, DoorPath path, ContainerRequestContext request) {
        try {
            return new Head.Asked(request.getMethod(), path.rest(), path.query(), door.fields(request));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, Objects.requireNonNullElse(e.getMessage(), "This is no address."));
        }
    }
}
