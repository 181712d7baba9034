package dev.accepted.store;

import dev.accepted.job.JobId;
import java.io.IOException;

/** Keeps what handlers say of their work, as UTF-8 text that only grows. Safe for use by many threads. */
public interface JobLogs {

    /** Adds text to the end of a job's log; text beyond the log's limit is dropped, and that is said once in the log. */
    void append(JobId id, String text);

    /** How many bytes a job's log has; 0 if it has none. */
    long length(JobId id);

    /**
     * The log from this byte to its present end; empty from there on.
     *
     * @param offset in bytes; not negative
     */
    LogPart read(JobId id, long offset) throws IOException;

    /** Forgets a job's log. */
    void remove(JobId id);
}
