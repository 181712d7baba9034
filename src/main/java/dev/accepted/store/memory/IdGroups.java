package dev.accepted.store.memory;

import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The ids of the jobs of each owner, or type, or queue. A group comes with its first job and goes with its last, both under
 * the key's lock, so that a job which comes while the last one goes is not lost with the group. Safe for use by many threads.
 */
final class IdGroups<K> {

    private final ConcurrentMap<K, IdsByStatus> groups = new ConcurrentHashMap<>();

    void add(K key, JobStatus status, JobId id) {
        groups.compute(key, (k, present) -> {
            IdsByStatus group = present == null ? new IdsByStatus() : present;
            group.add(status, id);
            return group;
        });
    }

    void remove(K key, JobStatus status, JobId id) {
        groups.computeIfPresent(key, (k, group) -> {
            group.remove(status, id);
            return group.isEmpty() ? null : group;
        });
    }

    /** A group that the job is in cannot go meanwhile. */
    void move(K key, JobStatus from, JobStatus to, JobId id) {
        Objects.requireNonNull(groups.get(key)).move(from, to, id);
    }

    /** The groups of these keys, where there are any. For reading only. */
    List<IdsByStatus> of(Set<K> keys) {
        return keys.stream().map(groups::get).filter(Objects::nonNull).toList();
    }

    /** How many keys have jobs. */
    int size() {
        return groups.size();
    }
}
