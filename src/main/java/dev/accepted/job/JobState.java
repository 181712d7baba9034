package dev.accepted.job;

/** The coarse word for where a job is: the {@code job-state} of its representation. */
public enum JobState {
    /** Accepted; waits for its time, its window, its queue, or its next attempt. */
    SCHEDULED,
    /** A handler is running it. */
    STARTED,
    /** Ended. Never left again. */
    COMPLETED
}
