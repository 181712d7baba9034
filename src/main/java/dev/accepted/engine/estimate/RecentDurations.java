package dev.accepted.engine.estimate;

import dev.accepted.job.TypicalDuration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long the last runs of one type took. A ring of fixed size: what is old is overwritten. One thread adds; what others read
 * is put down anew when a sixteenth of it has changed, so that a type of many short jobs costs no sorting for each.
 */
final class RecentDurations {

    /** Enough to tell one in twenty from one in ten. */
    static final int MOST = 256;

    private final long[] nanos = new long[MOST];
    private final boolean[] succeeded = new boolean[MOST];
    private int added;
    private int notShown;
    private volatile Optional<Durations> all = Optional.empty();
    private volatile Optional<TypicalDuration> typical = Optional.empty();

    /** One more run, which succeeded or failed. */
    void add(long duration, boolean success) {
        nanos[added % MOST] = duration;
        succeeded[added % MOST] = success;
        // Once the ring is full only the place counts, and it must not overflow.
        added = added == 2 * MOST - 1 ? MOST : added + 1;
        notShown++;
        if (notShown > known() / 16) {
            show();
        }
    }

    private int known() {
        return Math.min(added, MOST);
    }

    private void show() {
        notShown = 0;
        all = Optional.of(Durations.of(Arrays.copyOf(nanos, known())));
        long[] successes = new long[known()];
        int count = 0;
        for (int i = 0; i < known(); i++) {
            if (succeeded[i]) {
                successes[count++] = nanos[i];
            }
        }
        typical = count == 0 ? Optional.empty() : Optional.of(typical(Durations.of(Arrays.copyOf(successes, count))));
    }

    private static TypicalDuration typical(Durations successes) {
        return TypicalDuration.ofNanos(successes.median(), successes.p90());
    }

    /** Of all that ended by themselves; empty while there are none. */
    Optional<Durations> all() {
        return all;
    }

    /** Of those that succeeded; empty while there are none. */
    Optional<TypicalDuration> typical() {
        return typical;
    }
}
