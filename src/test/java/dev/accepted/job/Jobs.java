package dev.accepted.job;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Jobs in every state that tests speak of. All were accepted at {@link #ACCEPTED_AT}, run from {@link #STARTED_AT}, and
 * ended at {@link #ENDED_AT}, unless they say otherwise.
 */
public final class Jobs {

    /** When the jobs here were accepted. */
    public static final Instant ACCEPTED_AT = Instant.parse("2026-03-01T09:00:00Z");

    /** When those that ran were started. */
    public static final Instant STARTED_AT = ACCEPTED_AT.plusSeconds(10);

    /** When those that ended did so. */
    public static final Instant ENDED_AT = ACCEPTED_AT.plusSeconds(57);

    /** When a job is due that waits for its second attempt. */
    public static final Instant SECOND_DUE_AT = ACCEPTED_AT.plusSeconds(120);

    /** The id of the jobs here. */
    public static final JobId ID = JobId.firstAt(ACCEPTED_AT);

    private Jobs() {}

    /** The request of the jobs here. */
    public static Request request() {
        return request("Update Resource", "random text");
    }

    /** A request with this name and summary. */
    public static Request request(String name, String summary) {
        return new Request(
                new TypeName("update-resource"),
                name,
                summary,
                new Caller("Admin", Set.of("job-admin")),
                Document.EMPTY_OBJECT,
                new Request.Place(new QueueName("default"), 5),
                new Request.Terms(Duration.ofMinutes(10), Duration.ofDays(7)));
    }

    /** The job of the contract's example, member for member. */
    public static Job seed() {
        return new Job(
                new JobId(2130040),
                3,
                request(),
                new Phase.Started(
                        Instant.parse("2013-01-01T22:50:45Z"),
                        Instant.parse("2013-01-01T22:50:55Z"),
                        new Progress(30, ""),
                        null),
                List.of());
    }

    /** Waits. */
    public static Job scheduled() {
        return scheduled(request());
    }

    /** Waits, with this request. */
    public static Job scheduled(Request request) {
        return Job.accepted(ID, request, ACCEPTED_AT);
    }

    /** Runs, and is this far. */
    public static Job started(int percent) {
        return scheduled().start(STARTED_AT).progress(1, new Progress(percent, ""));
    }

    /** Runs, was asked to stop by its owner, and has not obeyed. */
    public static Job cancelling(int percent) {
        return started(percent).cancel(STARTED_AT.plusSeconds(20), "Admin");
    }

    /** Succeeded without a result. */
    public static Job succeeded() {
        return started(90).succeed(1, ENDED_AT, null);
    }

    /** Succeeded with this text as its result. */
    public static Job succeeded(String result) {
        return started(90).succeed(1, ENDED_AT, Document.of("text/plain", result.getBytes(StandardCharsets.UTF_8)));
    }

    /** Failed at its only attempt, at 40 percent. */
    public static Job failed(String detail) {
        return failed(Fault.failed(detail));
    }

    /** Failed at its only attempt, at 40 percent. */
    public static Job failed(Fault fault) {
        return started(40).fail(1, ENDED_AT, fault);
    }

    /** Was cancelled by its owner while it ran, and obeyed. */
    public static Job cancelled() {
        return cancelling(40).giveUp(1, ENDED_AT);
    }

    /** Was cancelled by its owner before it ever ran. */
    public static Job cancelledBeforeItRan() {
        return scheduled().cancel(ENDED_AT, "Admin");
    }

    /** Ran past its limit of ten minutes. */
    public static Job timedOut() {
        Instant late = STARTED_AT.plus(Duration.ofMinutes(10));
        return started(40).overrun(1, late).giveUp(1, late.plusSeconds(1));
    }

    /** Failed once, at 40 percent, and waits for its second attempt. */
    public static Job waitingForSecondAttempt() {
        return started(40).tryAgain(1, ENDED_AT, Fault.failed("The disk is full."), SECOND_DUE_AT);
    }

    /** Failed, and somebody else wanted it tried once more. */
    public static Job retried() {
        return failed("The disk is full.").retriedAs(new JobId(ID.value() + 1));
    }

    /** Does once more what that one did not do. */
    public static Job retry() {
        Request.Retry why = new Request.Retry(ID, "operator");
        return Job.accepted(
                new JobId(ID.value() + 1), request().again(why, Document.EMPTY_OBJECT), ACCEPTED_AT.plusSeconds(3600));
    }

    /** A retry that failed once, was cancelled in its second attempt, and was retried itself. */
    public static Job eventful() {
        return retry().start(ACCEPTED_AT.plusSeconds(3610))
                .tryAgain(
                        1,
                        ACCEPTED_AT.plusSeconds(3620),
                        Fault.failed("The disk is full: \"/\" has no room."),
                        ACCEPTED_AT.plusSeconds(3680))
                .start(ACCEPTED_AT.plusSeconds(3681))
                .cancel(ACCEPTED_AT.plusSeconds(3700), "somebody <else>")
                .giveUp(2, ACCEPTED_AT.plusSeconds(3730))
                .retriedAs(JobId.firstAt(ACCEPTED_AT.plusSeconds(4000)));
    }
}
