package dev.accepted.job;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a job ended. */
public sealed interface Outcome {

    /** The status that shows this outcome. */
    JobStatus status();

    /** Why the job did not succeed; empty after success. */
    default Optional<Fault> fault() {
        return Optional.empty();
    }

    /** What the handler made; empty if it made nothing, or did not succeed and has no answer that says why. */
    default Optional<Document> result() {
        return Optional.empty();
    }

    /**
     * The handler did what was asked.
     *
     * @param document what it made; null if it made nothing
     */
    record Success(@Nullable Document document) implements Outcome {

        /** Success with nothing to show for it. */
        public static final Success WITHOUT_RESULT = new Success(null);

        @Override
        public JobStatus status() {
            return JobStatus.SUCCESS;
        }

        @Override
        public Optional<Document> result() {
            return Optional.ofNullable(document);
        }
    }

    /**
     * The last attempt failed.
     *
     * @param why the last attempt's fault
     * @param answer the HTTP answer that says so in the words of whatever was asked; null if there is none
     */
    record Failure(Fault why, @Nullable Document answer) implements Outcome {

        /** A failure of which there is nothing to show but why. */
        public Failure(Fault why) {
            this(why, null);
        }

        @Override
        public JobStatus status() {
            return JobStatus.FAILURE;
        }

        @Override
        public Optional<Document> result() {
            return Optional.ofNullable(answer);
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.of(why);
        }
    }

    /**
     * A client ended the job.
     *
     * @param by the client's name
     */
    record Cancelled(String by) implements Outcome {
        @Override
        public JobStatus status() {
            return JobStatus.CANCELLED;
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.of(new Fault(Fault.JOB_CANCELLED, "Cancelled by " + by + "."));
        }
    }

    /**
     * One attempt ran past its limit.
     *
     * @param limit the limit
     */
    record TimedOut(Duration limit) implements Outcome {
        @Override
        public JobStatus status() {
            return JobStatus.TIMEOUT;
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.of(new Fault(Fault.JOB_TIMED_OUT, "Ran longer than its limit of " + limit + "."));
        }
    }
}
