package dev.accepted.http;

import dev.accepted.store.OnceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who is at work under which key, and who waits for that. A key is known here only while somebody is at work under it. Safe for
 * use by many threads.
 */
final class Turns {

    /** Somebody who waits. Both are told soon, outside locks, and perhaps more than once. */
    interface Waiter {

        /** Nobody is at work any more: begin anew. */
        void again();

        /** There will be no more work: give up. */
        void stop();
    }

    private final ConcurrentMap<OnceKey, List<Waiter>> atWork = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int most;

    /** Nobody is at work; so many may wait, under all keys together. */
    Turns(int most) {
        this.most = most;
    }

    /** Begins work under a key, unless somebody is at it; whoever begins {@linkplain #end ends}. */
    boolean begin(OnceKey key) {
        return atWork.putIfAbsent(key, new ArrayList<>(0)) == null;
    }

    /** Whether one more may wait. */
    boolean hasRoom() {
        return waiting.get() < most;
    }

    /** How many wait. */
    int waiting() {
        return waiting.get();
    }

    /** Waits until nobody is at work under a key; if that is so already, is told at once. */
    void await(OnceKey key, Waiter waiter) {
        boolean waits = atWork.computeIfPresent(key, (same, others) -> {
                    others.add(waiter);
                    waiting.incrementAndGet();
                    return others;
                })
                != null;
        if (!waits) {
            waiter.again();
        }
    }

    /** Ends work under a key: all who waited are told, and begin anew. */
    void end(OnceKey key) {
        takeOut(key).forEach(Waiter::again);
    }

    /** Tells all who wait that it is over. */
    void stop() {
        List.copyOf(atWork.keySet()).forEach(key -> takeOut(key).forEach(Waiter::stop));
    }

    private List<Waiter> takeOut(OnceKey key) {
        List<Waiter> all = atWork.remove(key);
        if (all == null) {
            return List.of();
        }
        waiting.addAndGet(-all.size());
        return all;
    }
}
