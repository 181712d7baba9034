package dev.accepted.store.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A sorted set for each key that has elements. A set comes with its first element and goes with its last, both under the
 * key's lock, so that an element which comes while the last one goes is not lost with the set. Safe for use by many threads.
 */
final class SortedGroups<K, E> {

    private final ConcurrentMap<K, SortedChunks<E>> groups = new ConcurrentHashMap<>();
    private final Comparator<? super E> order;

    SortedGroups(Comparator<? super E> order) {
        this.order = order;
    }

    void add(K key, E element) {
        groups.compute(key, (k, present) -> {
            SortedChunks<E> group = present == null ? new SortedChunks<>(order) : present;
            group.add(element);
            return group;
        });
    }

    void remove(K key, E element) {
        groups.computeIfPresent(key, (k, group) -> {
            group.remove(element);
            return group.isEmpty() ? null : group;
        });
    }

    /** What each key has. For reading only. */
    Collection<SortedChunks<E>> all() {
        return groups.values();
    }

    /** The smallest of each key. */
    List<E> firsts() {
        List<E> firsts = new ArrayList<>();
        groups.values().forEach(group -> group.first().ifPresent(firsts::add));
        return firsts;
    }
}
