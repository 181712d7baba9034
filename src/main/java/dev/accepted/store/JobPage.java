package dev.accepted.store;

import dev.accepted.job.Job;
import java.util.List;

/**
 * A part of a list.
 *
 * @param jobs newest first; immutable
 * @param hasOlder whether there is at least one older job that the query matches
 * @param hasNewer whether there is at least one newer job that the query matches
 */
public record JobPage(List<Job> jobs, boolean hasOlder, boolean hasNewer) {

    /** Takes a copy. */
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
