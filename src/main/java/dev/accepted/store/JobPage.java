package dev.accepted.store;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. It may hold fewer jobs than asked for, even none, although there are more: a store looks at so many jobs
 * for one page and not at more, so that no question takes long. Whether the walk is at its end, only the next page's key
 * tells.
 *
 * @param jobs newest first; immutable
 * @param older what the next page is {@linkplain JobQuery#olderThan older than}; null if nothing older is left
 * @param newer what the page before is {@linkplain JobQuery#newerThan newer than}; null if there is nothing newer
 * @param total how many jobs pass the filter in all; null if that is not known without counting
 */
public record JobPage(
        List<Job> jobs,
        @Nullable JobId older,
        @Nullable JobId newer,
        @Nullable Long total) {

    /** Takes a copy. */
    public JobPage {
        jobs = List.copyOf(jobs);
    }

    /** The query for the next page of the same walk, towards older jobs. */
    public Optional<JobQuery> next(JobQuery query) {
        return Optional.ofNullable(older).map(query::olderThan);
    }

    /** The query for the page before, towards newer jobs. */
    public Optional<JobQuery> previous(JobQuery query) {
        return Optional.ofNullable(newer).map(query::newerThan);
    }
}
