package dev.accepted.store.memory;

import dev.accepted.job.JobId;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which job holds which key.
 *
 * <pre>
 *   part 0   [ key | key | request | job ] [ free ] [ free ] [ key | key | request | job ] ...
 *   part 1   ...                            four longs a place, found by the key's own bits, else in the next
 * </pre>
 *
 * <p>Keys are what is kept longest and read least, so they are packed: 32 bytes, and room to grow, where a map of objects
 * takes thrice as much. Each part has a lock, held while a job is created, so that of many who claim a key at once one gets
 * it. Keys go in a sweep once an hour, which packs a part anew; nothing else takes one out. Safe for use by many threads.
 */
final class OnceTable {

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(2);

    private final Part[] parts = Stream.generate(Part::new).limit(64).toArray(Part[]::new);
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Instant> nextSweep;
    private final long most;

    /**
     * Without any key.
     *
     * @param most how many keys are held; another is refused then, for to forget one early would let its work be done twice
     */
    OnceTable(Instant startedAt, long most) {
        this.nextSweep = new AtomicReference<>(startedAt.plus(BETWEEN_SWEEPS));
        this.most = most;
    }

    /**
     * Gives the key to a job, unless another has it.
     *
     * @param create keeps the job, if it is to have the key; called within the lock of the key's part
     * @throws RefusedException if there are too many keys
     */
    Holder claim(Once once, JobId job, Runnable create) {
        Part part = part(once.key());
        synchronized (part) {
            Holder holder = part.find(once.key());
            if (holder != null) {
                return holder;
            }
            if (count.get() >= most) {
                throw new RefusedException(new Refusal.Full(
                        "keys-full",
                        "As many idempotency keys and retries are remembered as there is room for: " + most + ".",
                        ASK_AGAIN));
            }
            create.run();
            part.add(once, job.value());
            count.incrementAndGet();
            return new Holder(job, once);
        }
    }

    Optional<Holder> find(OnceKey key) {
        Part part = part(key);
        synchronized (part) {
            return Optional.ofNullable(part.find(key));
        }
    }

    /** Forgets keys that are a day old and whose job is gone; does so once an hour, however often it is called. */
    void sweep(Instant now, Predicate<JobId> isKept) {
        Instant due = nextSweep.get();
        if (now.isBefore(due) || !nextSweep.compareAndSet(due, now.plus(BETWEEN_SWEEPS))) {
            return;
        }
        JobId young = JobId.firstAt(now.minus(Once.LEAST_LIFE));
        for (Part part : parts) {
            synchronized (part) {
                count.addAndGet(-part.retain(job -> job.compareTo(young) >= 0 || isKept.test(job)));
            }
        }
    }

    long size() {
        return count.get();
    }

    private Part part(OnceKey key) {
        return parts[(int) key.low() & (parts.length - 1)];
    }

    /** Places with linear probing. Its lock is held by whoever calls. */
    private static final class Part {

        private static final int WIDTH = 4;
        private static final int FIRST_PLACES = 4;

        private long[] places = new long[FIRST_PLACES * WIDTH];
        private int taken;

        @Nullable
        Holder find(OnceKey key) {
            int at = place(key.high(), key.low());
            if (places[at + 3] == 0) {
                return null;
            }
            // Ids are above zero, so the sign is free for the one bit there is to keep beside.
            long job = places[at + 3];
            return new Holder(new JobId(Math.abs(job)), new Once(key, places[at + 2], job < 0));
        }

        void add(Once once, long job) {
            if (4 * (taken + 1) > 3 * places.length / WIDTH) {
                resize(places.length / WIDTH * 3 / 2);
            }
            put(once.key().high(), once.key().low(), once.request(), once.toResult() ? -job : job);
        }

        private void put(long high, long low, long request, long job) {
            int at = place(high, low);
            places[at] = high;
            places[at + 1] = low;
            places[at + 2] = request;
            places[at + 3] = job;
            taken++;
        }

        /** Where the key is, or the free place where it would be; there always is one. */
        private int place(long high, long low) {
            int all = places.length / WIDTH;
            int n = (int) Math.floorMod(high, (long) all);
            while (places[n * WIDTH + 3] != 0 && (places[n * WIDTH] != high || places[n * WIDTH + 1] != low)) {
                n = n + 1 == all ? 0 : n + 1;
            }
            return n * WIDTH;
        }

        private void resize(int count) {
            long[] old = places;
            places = new long[count * WIDTH];
            taken = 0;
            for (int at = 0; at < old.length; at += WIDTH) {
                if (old[at + 3] != 0) {
                    put(old[at], old[at + 1], old[at + 2], old[at + 3]);
                }
            }
        }

        /** Drops what is not wanted, and answers how many that were. */
        int retain(Predicate<JobId> wanted) {
            int before = taken;
            int left = 0;
            for (int at = 0; at < places.length; at += WIDTH) {
                if (places[at + 3] != 0 && !wanted.test(new JobId(Math.abs(places[at + 3])))) {
                    places[at + 3] = 0;
                } else if (places[at + 3] != 0) {
                    left++;
                }
            }
            if (left < before) {
                resize(Math.max(FIRST_PLACES, left * 3 / 2 + 1));
            }
            return before - left;
        }
    }
}
