package dev.accepted.store.memory;

import dev.accepted.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which jobs are gone, and whose they were: those that went last, so many of them, for so long.
 *
 * <pre>
 *   ids     [ 17 | 12 | 15 |    |    | 11 ]   in the order in which they went, round and round
 *   owners  [  0 |  1 |  0 |    |    |  0 ]   numbers of names; a name goes with its last job
 *   wentAt  [ .. | .. | .. |    |    | .. ]   in seconds
 *   table   id -&gt; place in these              linear probing, at most half full
 * </pre>
 *
 * <p>A stone is 16 bytes, and 8 to 16 in the table. Safe for use by many threads: one lock, held for less than a microsecond but
 * when the room is doubled.
 */
final class Tombstones {

    private static final int FIRST_ROOM = 16;

    private final Duration longest;
    private final int most;
    private final Owners names = new Owners();

    private long[] ids = new long[FIRST_ROOM];
    private int[] owners = new int[FIRST_ROOM];
    private int[] wentAt = new int[FIRST_ROOM];
    private int[] table = new int[2 * FIRST_ROOM];
    private int oldest;
    private int size;

    /**
     * None yet.
     *
     * @param longest how long each stands
     * @param most how many stand at the most; above zero
     */
    Tombstones(Duration longest, int most) {
        this.longest = longest;
        this.most = most;
    }

    /** Sets one, and takes away the oldest if there are too many. */
    synchronized void add(JobId id, String owner, Instant now) {
        if (table[slot(id.value())] > 0) {
            return;
        }
        if (size == most) {
            removeOldest();
        } else if (size == ids.length) {
            grow();
        }
        int place = (oldest + size) % ids.length;
        ids[place] = id.value();
        owners[place] = names.take(owner);
        wentAt[place] = seconds(now);
        table[slot(id.value())] = place + 1;
        size++;
    }

    /** Whose job that was; empty if nothing is known of it. */
    synchronized Optional<String> owner(JobId id) {
        int place = table[slot(id.value())] - 1;
        return place < 0 ? Optional.empty() : Optional.of(names.of(owners[place]));
    }

    /** Takes away those that have stood long enough. */
    synchronized void removeOld(Instant now) {
        int last = seconds(now.minus(longest));
        while (size > 0 && wentAt[oldest] <= last) {
            removeOldest();
        }
    }

    synchronized int size() {
        return size;
    }

    synchronized int ownerCount() {
        return names.size();
    }

    private static int seconds(Instant now) {
        return (int) Duration.between(JobId.EPOCH, now).toSeconds();
    }

    private void removeOldest() {
        vacate(slot(ids[oldest]));
        names.giveBack(owners[oldest]);
        oldest = (oldest + 1) % ids.length;
        size--;
    }

    private void grow() {
        int room = Math.min(most, 2 * ids.length);
        ids = Arrays.copyOf(unrolled(ids), room);
        owners = Arrays.copyOf(unrolled(owners), room);
        wentAt = Arrays.copyOf(unrolled(wentAt), room);
        oldest = 0;
        table = new int[Integer.highestOneBit(2 * room - 1) * 2];
        for (int place = 0; place < size; place++) {
            table[slot(ids[place])] = place + 1;
        }
    }

    private long[] unrolled(long[] ring) {
        long[] from = Arrays.copyOfRange(ring, oldest, oldest + ring.length);
        System.arraycopy(ring, 0, from, ring.length - oldest, oldest);
        return from;
    }

    private int[] unrolled(int[] ring) {
        int[] from = Arrays.copyOfRange(ring, oldest, oldest + ring.length);
        System.arraycopy(ring, 0, from, ring.length - oldest, oldest);
        return from;
    }

    /** Where in the table an id stands, or where it would. */
    private int slot(long id) {
        int slot = home(id);
        while (table[slot] > 0 && ids[table[slot] - 1] != id) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private int home(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (table.length - 1);
    }

    /** Moves up those behind that could not stand nearer to their home. */
    private void vacate(int slot) {
        int free = slot;
        int next = slot;
        while (true) {
            next = (next + 1) & (table.length - 1);
            if (table[next] == 0) {
                break;
            }
            int home = home(ids[table[next] - 1]);
            if (((next - home) & (table.length - 1)) >= ((next - free) & (table.length - 1))) {
                table[free] = table[next];
                free = next;
            }
        }
        table[free] = 0;
    }

    /** Numbers for names. A number is used again when nobody has it. */
    private static final class Owners {

        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final List<Integer> counts = new ArrayList<>();
        private final Deque<Integer> unused = new ArrayDeque<>();

        int take(String name) {
            int number = numbers.computeIfAbsent(name, this::number);
            counts.set(number, counts.get(number) + 1);
            return number;
        }

        private int number(String name) {
            Integer used = unused.poll();
            if (used != null) {
                names.set(used, name);
                return used;
            }
            names.add(name);
            counts.add(0);
            return names.size() - 1;
        }

        String of(int number) {
            return names.get(number);
        }

        void giveBack(int number) {
            int left = counts.get(number) - 1;
            counts.set(number, left);
            if (left == 0) {
                numbers.remove(names.set(number, ""));
                unused.add(number);
            }
        }

        int size() {
            return numbers.size();
        }
    }
}
