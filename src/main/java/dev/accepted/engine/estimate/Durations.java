package dev.accepted.engine.estimate;

import java.util.Arrays;
import java.util.Optional;

/**
 * How long some runs took, at least one. Immutable.
 *
 * <p>The soonest end is what spares clients their questions, and what makes them late if it is wrong. While a run is younger
 * than nearly all that are known, it is the age of the youngest of those; later it is now, since ends lie close to each other
 * from there on; and where they do not, as for a type that does two kinds of work, it is the other end of the gap.
 */
final class Durations {

    /** One in so many ended sooner than what is called the soonest of all. */
    private static final int SOONEST_OF = 16;

    /** How many times as far apart as usual two durations must be for the space between them to mean anything. */
    private static final int GAP = 5;

    private final long[] nanos;
    private final long mean;

    private Durations(long[] ascending) {
        nanos = ascending;
        mean = (long) Arrays.stream(ascending).average().orElseThrow();
    }

    /** These, in any order. */
    static Durations of(long... nanos) {
        long[] ascending = nanos.clone();
        Arrays.sort(ascending);
        return new Durations(ascending);
    }

    /** What runs cost on the average: what counts when many wait for each other. */
    long mean() {
        return mean;
    }

    /** Half took no longer. */
    long median() {
        return nanos[nanos.length / 2];
    }

    /** Nine in ten took no longer. */
    long p90() {
        return nanos[nanos.length - 1 - nanos.length / 10];
    }

    /** How wide they lie: about the standard deviation of their logarithms. The fewer there are, the less is taken for sure. */
    double spread() {
        double seen = Math.log((double) Math.max(1, p90()) / Math.max(1, median())) / 1.28;
        return Math.max(seen, 1.0 / nanos.length);
    }

    /** Of a run that has lasted so long: as those went on that lasted longer; empty if it has outlasted them all. */
    Optional<Forecast> forecast(long elapsed) {
        int longer = firstLongerThan(elapsed);
        int left = nanos.length - longer;
        return left == 0
                ? Optional.empty()
                : Optional.of(new Forecast(
                        soonest(elapsed, longer), nanos[longer + left / 2], nanos[nanos.length - 1 - left / 10]));
    }

    private long soonest(long elapsed, int longer) {
        long first = (long) (nanos[nanos.length / SOONEST_OF] * trust(nanos.length));
        if (elapsed < first) {
            return first;
        }
        int left = nanos.length - longer;
        return isGap(elapsed, nanos[longer], left)
                ? elapsed + (long) ((nanos[longer] - elapsed) * trust(left))
                : elapsed;
    }

    /** The fewer are left, the wider they lie by chance alone. */
    private static boolean isGap(long elapsed, long next, int left) {
        return (double) next / elapsed > 1 + (double) GAP / left;
    }

    /** That no run ended at a time says little if few runs are known. */
    private static double trust(int known) {
        return known / (known + 3.0);
    }

    private int firstLongerThan(long elapsed) {
        int low = 0;
        int high = nanos.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos[middle] <= elapsed) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
