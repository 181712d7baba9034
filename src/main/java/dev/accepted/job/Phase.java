package dev.accepted.job;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a job is in its life. Each phase holds the facts of its time, so a fact that is not known yet has no place. */
public sealed interface Phase {

    /** When the job was, or is, due to start. */
    Instant dueAt();

    /** The status that shows this phase. */
    JobStatus status();

    /** How far the job is. */
    Progress progress();

    /**
     * Waits to be started.
     *
     * @param dueAt not before this instant
     */
    record Scheduled(Instant dueAt) implements Phase {
        @Override
        public JobStatus status() {
            return JobStatus.UNDETERMINED;
        }

        @Override
        public Progress progress() {
            return Progress.NONE;
        }
    }

    /**
     * A handler is running it.
     *
     * @param dueAt when it was due
     * @param startedAt when the handler began
     * @param progress how far it is
     * @param stop why the handler was asked to stop; null while nobody asked
     */
    record Started(
            Instant dueAt,
            Instant startedAt,
            Progress progress,
            @Nullable Stop stop) implements Phase {

        /** Why the handler was asked to stop, if it was. */
        public Optional<Stop> stopAsked() {
            return Optional.ofNullable(stop);
        }

        @Override
        public JobStatus status() {
            return stop == null || stop instanceof Stop.Overrun ? JobStatus.INPROGRESS : JobStatus.CANCELLING;
        }
    }

    /**
     * Ended. Terminal: no event leads out of it. That the job was retried is the one thing that may still be learnt of it.
     *
     * @param dueAt when the last attempt was due; of a job that ended while it waited, when it would have been
     * @param attempts how many attempts were begun; 0 if none
     * @param lastStartedAt when the last attempt began; null if none ever did
     * @param endedAt when it ended
     * @param progress how far it came
     * @param stop why the job was asked to stop; null if nobody asked, or it waited and ended at once
     * @param outcome how it ended
     * @param retry the job that does the same once more; null if there is none
     */
    record Completed(
            Instant dueAt,
            int attempts,
            @Nullable Instant lastStartedAt,
            Instant endedAt,
            Progress progress,
            @Nullable Stop stop,
            Outcome outcome,
            @Nullable JobId retry)
            implements Phase {

        /** When the last attempt began, if one ever did. */
        public Optional<Instant> startedAt() {
            return Optional.ofNullable(lastStartedAt);
        }

        /** Why the last attempt was asked to stop, if it was. */
        public Optional<Stop> stopAsked() {
            return Optional.ofNullable(stop);
        }

        /** The job that does the same once more, if there is one. */
        public Optional<JobId> retriedAs() {
            return Optional.ofNullable(retry);
        }

        Completed retriedAs(JobId newer) {
            return new Completed(dueAt, attempts, lastStartedAt, endedAt, progress, stop, outcome, newer);
        }

        @Override
        public JobStatus status() {
            return outcome.status();
        }
    }
}
