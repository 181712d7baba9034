package dev.accepted.job;

import dev.accepted.job.Phase.Completed;
import dev.accepted.job.Phase.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that has happened to a job. All of it is read from the job itself; nothing is kept beside. */
public sealed interface Happening {

    /** When. */
    Instant at();

    /**
     * It was accepted.
     *
     * @param by who asked for it
     * @param retryOf the job that it does once more; null if it is the first to do it
     */
    record Accepted(Instant at, String by, @Nullable JobId retryOf) implements Happening {}

    /**
     * It was to wait.
     *
     * @param until not to be started before this instant
     */
    record PutOff(Instant at, Instant until) implements Happening {}

    /**
     * An attempt began.
     *
     * @param attempt which; the first is 1
     */
    record Began(Instant at, int attempt) implements Happening {}

    /**
     * An attempt failed, and another was to follow.
     *
     * @param attempt which
     * @param fault why
     */
    record Failed(Instant at, int attempt, Fault fault) implements Happening {}

    /**
     * The running attempt was asked to stop.
     *
     * @param attempt which
     * @param to how the job was to end by that
     * @param by who asked; null if its time was up
     */
    record AskedToStop(
            Instant at, int attempt, JobStatus to, @Nullable String by) implements Happening {}

    /**
     * It ended.
     *
     * @param outcome how
     */
    record Ended(Instant at, Outcome outcome) implements Happening {}

    /**
     * It was retried.
     *
     * @param as the job that does it once more
     */
    record Retried(Instant at, JobId as) implements Happening {}

    /** What has happened to a job so far, oldest first. When earlier attempts were due is not remembered. */
    static List<Happening> to(Job job) {
        List<Happening> all = new ArrayList<>();
        Request request = job.request();
        all.add(new Accepted(
                job.acceptedAt(),
                request.retryOf().map(Request.Retry::by).orElse(request.owner().name()),
                request.retryOf().map(Request.Retry::of).orElse(null)));
        Instant last = job.acceptedAt();
        int attempt = 0;
        for (Attempt failed : job.failedAttempts()) {
            attempt++;
            all.add(new Began(failed.startedAt(), attempt));
            all.add(new Failed(failed.endedAt(), attempt, failed.fault()));
            last = failed.endedAt();
        }
        if (job.phase().dueAt().isAfter(last)) {
            all.add(new PutOff(last, job.phase().dueAt()));
        }
        if (job.attempt() > attempt) {
            job.startedAt().ifPresent(start -> all.add(new Began(start, job.attempt())));
        }
        stop(job.phase()).ifPresent(stop -> all.add(asked(job, stop)));
        if (job.phase() instanceof Completed end) {
            all.add(new Ended(end.endedAt(), end.outcome()));
            end.retriedAs().ifPresent(newer -> all.add(new Retried(later(newer.madeAt(), end.endedAt()), newer)));
        }
        return List.copyOf(all);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Optional<Stop> stop(Phase phase) {
        return phase instanceof Started run
                ? run.stopAsked()
                : phase instanceof Completed end ? end.stopAsked() : Optional.empty();
    }

    private static Happening asked(Job job, Stop stop) {
        return new AskedToStop(
                stop.askedAt(),
                job.attempt(),
                stop.outcome(job.request().terms()).status(),
                by(stop));
    }

    private static @Nullable String by(Stop stop) {
        if (stop instanceof Stop.Cancel cancel) {
            return cancel.by();
        }
        return stop instanceof Stop.Discard discard ? discard.by() : null;
    }
}
