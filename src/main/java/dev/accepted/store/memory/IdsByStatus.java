package dev.accepted.store.memory;

import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ids of some jobs, each in a sorted set with the others of its status. A job moves from one set to another under the lock
 * that readers take, so who asks for both sets never misses it on its way. A status that no job has costs nothing. Safe for
 * use by many threads.
 */
final class IdsByStatus {

    private static final Comparator<JobId> UP = Comparator.naturalOrder();

    private final Map<JobStatus, SortedChunks<JobId>> sets = new EnumMap<>(JobStatus.class);

    synchronized void add(JobStatus status, JobId id) {
        sets.computeIfAbsent(status, first -> new SortedChunks<>(UP)).add(id);
    }

    synchronized void remove(JobStatus status, JobId id) {
        SortedChunks<JobId> set = sets.get(status);
        if (set != null) {
            set.remove(id);
            if (set.isEmpty()) {
                sets.remove(status);
            }
        }
    }

    synchronized void move(JobStatus from, JobStatus to, JobId id) {
        remove(from, id);
        add(to, id);
    }

    synchronized boolean isEmpty() {
        return sets.isEmpty();
    }

    /** How many have one of these statuses. */
    synchronized long size(Set<JobStatus> statuses) {
        long size = 0;
        for (JobStatus status : statuses) {
            SortedChunks<JobId> set = sets.get(status);
            size += set == null ? 0 : set.size();
        }
        return size;
    }

    /** Those of these statuses below the bound that are nearest to it, from the greatest down. */
    synchronized List<JobId> below(Set<JobStatus> statuses, JobId bound, int most) {
        List<List<JobId>> found = new ArrayList<>(statuses.size());
        for (JobStatus status : statuses) {
            SortedChunks<JobId> set = sets.get(status);
            if (set != null) {
                found.add(set.below(bound, most));
            }
        }
        return merge(found, UP.reversed(), most);
    }

    /** Those of these statuses above the bound that are nearest to it, from the smallest up. */
    synchronized List<JobId> above(Set<JobStatus> statuses, JobId bound, int most) {
        List<List<JobId>> found = new ArrayList<>(statuses.size());
        for (JobStatus status : statuses) {
            SortedChunks<JobId> set = sets.get(status);
            if (set != null) {
                found.add(set.above(bound, most));
            }
        }
        return merge(found, UP, most);
    }

    /** The first of some lists that are in this order, in this order. */
    static List<JobId> merge(List<List<JobId>> lists, Comparator<JobId> order, int most) {
        if (lists.size() == 1) {
            return lists.get(0);
        }
        List<JobId> all = new ArrayList<>();
        lists.forEach(all::addAll);
        all.sort(order);
        return all.size() > most ? all.subList(0, most) : all;
    }
}
