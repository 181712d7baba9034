package dev.accepted.engine.schedule;

import dev.accepted.job.JobId;
import dev.accepted.job.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of it when it was a schedule's turn. */
public sealed interface Turn {

    /** When. */
    Instant at();

    /**
     * A job was accepted.
     *
     * @param job which
     * @param by who wanted it; null if it was time
     */
    record Submitted(Instant at, JobId job, @Nullable String by) implements Turn {}

    /**
     * Nothing was submitted, since the last job had not ended.
     *
     * @param active that job
     */
    record Skipped(Instant at, JobId active) implements Turn {}

    /**
     * The engine refused the job.
     *
     * @param why for lack of room, most likely; what is wrong with a submission is found when the application starts
     */
    record Refused(Instant at, Refusal why) implements Turn {}

    /**
     * Nobody was there at the time, and it was not made up for.
     *
     * @param due when it would have been time
     */
    record Missed(Instant at, Instant due) implements Turn {}
}
