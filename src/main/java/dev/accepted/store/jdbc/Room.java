package dev.accepted.store.jdbc;

import dev.accepted.store.Spool.FullException;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes large inputs, results and logs may take in all. Safe for use by many threads. */
final class Room {

    private final AtomicLong used = new AtomicLong();
    private final long quota;

    Room(long quota) {
        this.quota = quota;
    }

    /** Takes so many bytes, or none. */
    void reserve(long bytes) throws FullException {
        while (true) {
            long before = used.get();
            if (bytes > quota - before) {
                throw new FullException("The store has room for " + quota
                        + " bytes of large inputs, results and logs, of which " + before
                        + " are used; there is none for "
                        + bytes + " more");
            }
            if (used.compareAndSet(before, before + bytes)) {
                return;
            }
        }
    }

    /** Takes what an earlier life has left, whether there is room for it or not. */
    void recall(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
