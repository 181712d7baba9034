package dev.accepted.store.memory;

import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Sorted ids among which are those of all jobs that pass a filter.
 *
 * @param groups where they stand; no job is in two of them
 * @param statuses in which sets of these
 * @param exact whether no others are among them
 */
record Candidates(List<IdsByStatus> groups, Set<JobStatus> statuses, boolean exact) {

    long size() {
        long size = 0;
        for (IdsByStatus group : groups) {
            size += group.size(statuses);
        }
        return size;
    }

    Candidates orFewer(Candidates others) {
        return others.size() < size() ? others : this;
    }

    /** Those below the bound that are nearest to it, from the greatest down. */
    List<JobId> below(JobId bound, int most) {
        List<List<JobId>> found = new ArrayList<>(groups.size());
        groups.forEach(group -> found.add(group.below(statuses, bound, most)));
        return IdsByStatus.merge(found, Comparator.reverseOrder(), most);
    }

    /** Those above the bound that are nearest to it, from the smallest up. */
    List<JobId> above(JobId bound, int most) {
        List<List<JobId>> found = new ArrayList<>(groups.size());
        groups.forEach(group -> found.add(group.above(statuses, bound, most)));
        return IdsByStatus.merge(found, Comparator.naturalOrder(), most);
    }
}
