package dev.accepted.store;

import dev.accepted.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs, and which part of them. Pages are found by key: "older than that job" or "newer than that job", so a walk
 * through all of them shows each job that stays exactly once, however many come and go meanwhile.
 *
 * @param filter only jobs that pass
 * @param olderThan only jobs older than this one; null for no such bound
 * @param newerThan only jobs newer than this one, the nearest of them; null for no such bound
 * @param limit how many at the most; above zero
 */
public record JobQuery(
        JobFilter filter,
        @Nullable JobId olderThan,
        @Nullable JobId newerThan,
        int limit) {

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if it asks for no job at all, or in both directions
     */
    public JobQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A page holds at least 1 job, but the limit is " + limit);
        }
        if (olderThan != null && newerThan != null) {
            throw new IllegalArgumentException("A page is older than one job or newer than one, not both");
        }
    }

    /** The newest jobs of everybody. */
    public static JobQuery newest(int limit) {
        return new JobQuery(JobFilter.ALL, null, null, limit);
    }

    /** Only jobs that pass this. */
    public JobQuery where(JobFilter wanted) {
        return new JobQuery(wanted, olderThan, newerThan, limit);
    }

    /** Only the jobs of this owner. */
    public JobQuery of(String owner) {
        return where(filter.only(owner));
    }

    /** The page after the one that ends with this job. */
    public JobQuery olderThan(JobId last) {
        return new JobQuery(filter, last, null, limit);
    }

    /** The page before the one that begins with this job. */
    public JobQuery newerThan(JobId first) {
        return new JobQuery(filter, null, first, limit);
    }
}
