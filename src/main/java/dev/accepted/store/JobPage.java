package dev.accepted.store;

import dev.accepted.job.Job;
import java.util.List;

/**
 * A part of a list.
 *
 * @param jobs newest first; immutable
 * @param hasOlder whether the query has an older job than these; of an empty page, one beyond the job it was asked from,
 *     that job included
 * @param hasNewer whether the query has a newer job than these; of an empty page, one beyond the job it was asked from,
 *     that job included
 */
public record JobPage(List<Job> jobs, boolean hasOlder, boolean hasNewer) {

    /** Takes a copy. */
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
