package dev.accepted.job;

/** How a job fares: the {@code job-status} of its representation. Each belongs to exactly one {@link JobState}. */
public enum JobStatus {
    /** Nothing can be said yet. */
    UNDETERMINED(JobState.SCHEDULED),
    /** A handler is at work. */
    INPROGRESS(JobState.STARTED),
    /** Cancel was asked for, and the handler has not yet obeyed. */
    CANCELLING(JobState.STARTED),
    /** The handler did what was asked. */
    SUCCESS(JobState.COMPLETED),
    /** The last attempt failed, or its node was lost. */
    FAILURE(JobState.COMPLETED),
    /** Ended by a client. */
    CANCELLED(JobState.COMPLETED),
    /** One attempt ran past its limit. */
    TIMEOUT(JobState.COMPLETED);

    private final JobState state;

    JobStatus(JobState state) {
        this.state = state;
    }

    /** The one state that goes with this status. */
    public JobState state() {
        return state;
    }

    /** Whether a job of this status has ended in any way but success, so that it may be tried anew. */
    public boolean isUnsuccessfulEnd() {
        return state == JobState.COMPLETED && this != SUCCESS;
    }
}
