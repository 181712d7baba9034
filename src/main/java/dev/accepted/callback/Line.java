package dev.accepted.callback;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What is due at one host, in its order. A host that has taken the last one is told several at once; one that has not, one at a
 * time, so that a dead host takes up one thread at the most. Not safe for use by many threads; whoever has one holds a lock.
 */
final class Line {

    private static final int AT_ONCE = 4;

    private final Queue<Delivery> due = new ArrayDeque<>();
    private int running;
    private int unfinished;
    private boolean fails;

    /** One more is to be told, now or later. */
    void open() {
        unfinished++;
    }

    void add(Delivery delivery) {
        due.add(delivery);
    }

    /** The next that may be tried now; null if there is none. */
    @Nullable
    Delivery take() {
        if (running >= (fails ? 1 : AT_ONCE)) {
            return null;
        }
        Delivery next = due.poll();
        running += next == null ? 0 : 1;
        return next;
    }

    /** One that was taken has been tried. */
    void tried(boolean taken, boolean finished) {
        running--;
        fails = !taken;
        unfinished -= finished ? 1 : 0;
    }

    /** Whether there is nothing left to tell. */
    boolean isEmpty() {
        return unfinished == 0;
    }

    void clear() {
        due.clear();
    }
}
