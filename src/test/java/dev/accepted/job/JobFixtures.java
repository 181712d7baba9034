package dev.accepted.job;

import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Jobs for tests, each led where it is by its own events. */
public final class JobFixtures {

    /** When the jobs of tests are accepted. */
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    public static final Caller ADMIN = new Caller("Admin", Set.of("job-admin"));
    public static final Fault FAULT = Fault.failed("No luck.");
    public static final Duration RETENTION = Duration.ofDays(7);

    private static final TypeName TYPE = new TypeName("demo");
    private static final Place PLACE = new Place(new QueueName("default"), 5);
    private static final Terms TERMS = new Terms(Duration.ofMinutes(10), RETENTION);

    private JobFixtures() {}

    /** The nth id of noon. */
    public static JobId id(int n) {
        return idAt(NOON, n);
    }

    /** The nth id of a millisecond. */
    public static JobId idAt(Instant instant, int n) {
        return new JobId(JobId.firstAt(instant).value() + n);
    }

    /** What Admin asks. */
    public static Request request() {
        return request(ADMIN, TERMS, document("{\"duration\":\"PT0S\"}"));
    }

    public static Request requestOf(String owner) {
        return request(new Caller(owner, Set.of("job-user")), TERMS, document("{}"));
    }

    public static Request requestKeptFor(Duration retention) {
        return request(ADMIN, new Terms(TERMS.timeout(), retention), document("{}"));
    }

    public static Request requestWith(Document input) {
        return request(ADMIN, TERMS, input);
    }

    /** What somebody asks of some type in some queue. */
    public static Request request(String owner, String type, String queue, String name, String summary) {
        return new Request(
                new TypeName(type),
                name,
                summary,
                new Caller(owner, Set.of("job-user")),
                Document.EMPTY_OBJECT,
                new Place(new QueueName(queue), 5),
                TERMS);
    }

    private static Request request(Caller owner, Terms terms, Document input) {
        return new Request(TYPE, "Update Resource", "random text", owner, input, PLACE, terms);
    }

    public static Document document(String text) {
        return Document.of("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Accepted at the time of its id, and due at once. */
    public static Job accepted(JobId id, Request request) {
        return Job.accepted(id, request, id.madeAt());
    }

    /** The first job of noon, waiting. */
    public static Job waiting() {
        return accepted(id(1), request());
    }

    /** The same, in its first attempt since a second. */
    public static Job running() {
        return waiting().start(NOON.plusSeconds(1));
    }

    /** The same; its first attempt has failed after two seconds, the second is due at ten. */
    public static Job retrying() {
        return running().tryAgain(1, NOON.plusSeconds(2), FAULT, NOON.plusSeconds(10));
    }

    /** The same in its second attempt. */
    public static Job runningAgain() {
        return retrying().start(NOON.plusSeconds(11));
    }

    /** A job that ended well at this instant, without a result. */
    public static Job succeeded(Job waiting, Instant end) {
        Job run = waiting.start(end);
        return run.succeed(run.attempt(), end, null);
    }
}
