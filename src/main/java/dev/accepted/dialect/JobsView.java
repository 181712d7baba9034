package dev.accepted.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of jobs.
 *
 * @param uri the absolute path, with the query, of this part
 * @param jobs newest first; their links are not shown; immutable
 * @param total how many there are in all parts; null if that is not known without counting
 * @param next the absolute path of the part with the next older jobs; null if there are none
 * @param prev the absolute path of the part with the next newer jobs; null if there are none
 */
public record JobsView(
        String uri,
        List<JobView> jobs,
        @Nullable Long total,
        @Nullable String next,
        @Nullable String prev) {

    /** Takes a copy. */
    public JobsView {
        jobs = List.copyOf(jobs);
    }
}
