package dev.accepted.job;

import dev.accepted.job.Phase.Completed;
import dev.accepted.job.Phase.Scheduled;
import dev.accepted.job.Phase.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job at one moment, and the state machine that leads it to the next.
 *
 * <pre>
 *              start                    succeed, fail, or stopped
 *   Scheduled --------&gt; Started --------------------------------------&gt; Completed
 *    |     ^              |  cancel / overrun: asked to stop, still Started    ^
 *    |     +--------------+  tryAgain                                          |
 *    +---------------------------- cancel -------------------------------------+
 * </pre>
 *
 * <p>One method an event. An event that comes late, twice, or in a phase that has no use for it returns {@code this}, so
 * that a caller who compares by identity knows whether anything happened; every other answer has the next version.
 * Nothing leads out of {@link Completed}; that it was {@linkplain #retriedAs(JobId) retried} is all that can still be added
 * to it. Times never run backwards within a job, even if the clock does. Events of an attempt name it by its number, so that a handler that was given up
 * cannot speak for its successor.
 *
 * @param id its name
 * @param version 1 when accepted, one more at each change
 * @param request what was asked
 * @param phase where it is
 * @param failedAttempts what was tried in vain so far, oldest first; immutable
 */
public record Job(JobId id, int version, Request request, Phase phase, List<Attempt> failedAttempts) {

    /** A job as it is accepted. One that is due earlier than its acceptance is due at once. */
    public static Job accepted(JobId id, Request request, Instant dueAt) {
        return new Job(id, 1, request, new Scheduled(later(dueAt, id.madeAt())), List.of());
    }

    /** A handler begins an attempt. */
    public Job start(Instant now) {
        return phase instanceof Scheduled waiting
                ? in(new Started(waiting.dueAt(), later(now, lastEvent()), Progress.NONE, null))
                : this;
    }

    /** An attempt tells how far it is. The percentage never goes down. */
    public Job progress(int attempt, Progress newer) {
        if (!(phase instanceof Started run) || attempt != attempt()) {
            return this;
        }
        Progress next = run.progress().advancedTo(newer);
        return next == run.progress() ? this : in(new Started(run.dueAt(), run.startedAt(), next, run.stop()));
    }

    /** A client wants the job to end: at once while it waits; by asking the handler while it runs. */
    public Job cancel(Instant now, String by) {
        if (phase instanceof Scheduled) {
            return ended(now, new Outcome.Cancelled(by));
        }
        return stop(new Stop.Cancel(later(now, lastEvent()), by));
    }

    /** A client wants the job gone: it ends as after a cancel, and is {@linkplain #isUnwanted() unwanted} then. */
    public Job discard(Instant now, String by) {
        Stop wish = new Stop.Discard(later(now, lastEvent()), by);
        if (phase instanceof Scheduled) {
            return ended(now, wish, wish.outcome(request.terms()));
        }
        return phase instanceof Started run && !(run.stop() instanceof Stop.Discard)
                ? in(new Started(run.dueAt(), run.startedAt(), run.progress(), wish))
                : this;
    }

    /** The running attempt has used up its time and is asked to stop. */
    public Job overrun(int attempt, Instant now) {
        return attempt == attempt() ? stop(new Stop.Overrun(later(now, lastEvent()))) : this;
    }

    /**
     * The handler returned normally. That counts as success even if a client wanted the job cancelled, for the work is
     * done; it does not if the attempt had run past its limit.
     *
     * @param result what the handler made; null if it made nothing
     */
    public Job succeed(int attempt, Instant now, @Nullable Document result) {
        if (!(phase instanceof Started run) || attempt != attempt()) {
            return this;
        }
        if (run.stop() instanceof Stop.Overrun overrun) {
            return ended(now, overrun.outcome(request.terms()));
        }
        return ended(now, result == null ? Outcome.Success.WITHOUT_RESULT : new Outcome.Success(result));
    }

    /** The attempt failed, and there will be no other. One that was asked to stop ends as it was asked. */
    public Job fail(int attempt, Instant now, Fault fault) {
        return fail(attempt, now, fault, null);
    }

    /**
     * The same.
     *
     * @param answer the HTTP answer that says so; null if there is none
     */
    public Job fail(int attempt, Instant now, Fault fault, @Nullable Document answer) {
        if (!(phase instanceof Started run) || attempt != attempt()) {
            return this;
        }
        return ended(
                now,
                run.stopAsked().map(stop -> stop.outcome(request.terms())).orElse(new Outcome.Failure(fault, answer)));
    }

    /** The attempt failed, and another shall follow. One that was asked to stop is not tried again. */
    public Job tryAgain(int attempt, Instant now, Fault fault, Instant dueAt) {
        if (!(phase instanceof Started run) || attempt != attempt()) {
            return this;
        }
        if (run.stop() != null) {
            return fail(attempt, now, fault);
        }
        Instant failedAt = later(now, run.startedAt());
        List<Attempt> failed = new ArrayList<>(failedAttempts);
        failed.add(new Attempt(run.startedAt(), failedAt, fault));
        return new Job(id, version + 1, request, new Scheduled(later(dueAt, failedAt)), List.copyOf(failed));
    }

    /** The handler was asked to stop and did not; the job ends without waiting for it any longer. */
    public Job giveUp(int attempt, Instant now) {
        return phase instanceof Started run && run.stop() != null && attempt == attempt()
                ? ended(now, run.stop().outcome(request.terms()))
                : this;
    }

    /**
     * Another job does the same once more, since this one ended without success. The first such job counts. Nothing of how
     * this one ended changes by that.
     */
    public Job retriedAs(JobId newer) {
        return phase instanceof Completed end && end.retry() == null && status().isUnsuccessfulEnd()
                ? in(end.retriedAs(newer))
                : this;
    }

    private Job stop(Stop reason) {
        return phase instanceof Started run && run.stop() == null
                ? in(new Started(run.dueAt(), run.startedAt(), run.progress(), reason))
                : this;
    }

    private Job ended(Instant now, Outcome outcome) {
        return ended(now, phase instanceof Started run ? run.stop() : null, outcome);
    }

    private Job ended(Instant now, @Nullable Stop stop, Outcome outcome) {
        int attempts = failedAttempts.size() + (phase instanceof Started ? 1 : 0);
        Instant end = later(now, lastEvent());
        Progress reached = outcome instanceof Outcome.Success ? phase.progress().completed() : phase.progress();
        return in(new Completed(phase.dueAt(), attempts, lastStart(), end, reached, stop, outcome, null));
    }

    private Job in(Phase next) {
        return new Job(id, version + 1, request, next, failedAttempts);
    }

    private @Nullable Instant lastStart() {
        if (phase instanceof Started run) {
            return run.startedAt();
        }
        return failedAttempts.isEmpty() ? null : lastFailed().startedAt();
    }

    /** Before this nothing can happen to it any more, even if the clock has gone back. */
    private Instant lastEvent() {
        if (phase instanceof Started run) {
            return run.stop() == null ? run.startedAt() : run.stop().askedAt();
        }
        return failedAttempts.isEmpty() ? id.madeAt() : lastFailed().endedAt();
    }

    private Attempt lastFailed() {
        return failedAttempts.get(failedAttempts.size() - 1);
    }

    /** When it was accepted; its id tells. */
    public Instant acceptedAt() {
        return id.madeAt();
    }

    /** When the running or last attempt began; empty while the job waits, and for a job that never ran. */
    public Optional<Instant> startedAt() {
        if (phase instanceof Started run) {
            return Optional.of(run.startedAt());
        }
        return phase instanceof Completed end ? end.startedAt() : Optional.empty();
    }

    /** When it ended, if it has. */
    public Optional<Instant> endedAt() {
        return phase instanceof Completed end ? Optional.of(end.endedAt()) : Optional.empty();
    }

    /** How it ended, if it has. */
    public Optional<Outcome> outcome() {
        return phase instanceof Completed end ? Optional.of(end.outcome()) : Optional.empty();
    }

    /** The job that does the same once more, if this one was retried. */
    public Optional<JobId> retriedAs() {
        return phase instanceof Completed end ? end.retriedAs() : Optional.empty();
    }

    /** Whether a store may keep that job in the place of this one: any before the end, and after it one that was retried. */
    public boolean mayBecome(Job next) {
        return next.id.equals(id)
                && next.request == request
                && (!isCompleted()
                        || next.retriedAs()
                                .map(this::retriedAs)
                                .filter(next::equals)
                                .isPresent());
    }

    /** Whether it is to be removed now that it has ended, since a client wants it gone. */
    public boolean isUnwanted() {
        return phase instanceof Completed end && end.stop() instanceof Stop.Discard;
    }

    /** How long it is kept after its end. */
    public Duration retention() {
        return isUnwanted() ? Duration.ZERO : request.terms().retention();
    }

    /** When it will be forgotten, once it has ended; the end of time, if its retention leads beyond. */
    public Optional<Instant> expiresAt() {
        // By seconds, since an exception, as Duration.between makes one of such a length for itself, costs more than an
        // answer.
        return endedAt()
                .map(end -> Instant.MAX.getEpochSecond() - end.getEpochSecond()
                                > retention().toSeconds()
                        ? end.plus(retention())
                        : Instant.MAX);
    }

    /** The number of the attempt that runs or comes next; of an ended job, of the last that ran. The first is 1. */
    public int attempt() {
        return phase instanceof Completed end ? end.attempts() : failedAttempts.size() + 1;
    }

    /** Whether it has ended. */
    public boolean isCompleted() {
        return phase instanceof Completed;
    }

    /** The coarse word for its phase. */
    public JobState state() {
        return status().state();
    }

    /** The word for its phase and outcome. */
    public JobStatus status() {
        return phase.status();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
