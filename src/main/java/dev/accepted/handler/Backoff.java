package dev.accepted.handler;

import java.time.Duration;

/**
 * How long a job waits between attempts: twice as long each time, up to a limit, and a little more or less so that jobs
 * that failed together do not come back together.
 *
 * @param first the wait after the first attempt; above zero
 * @param most the longest wait; at least {@code first}
 */
public record Backoff(Duration first, Duration most) {

    /** How much of the wait is left to chance: a quarter of it in either direction. */
    private static final double JITTER = 0.25;

    private static final int MOST_DOUBLINGS = 40;

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if the waits are not above zero, or the first is the longer one
     */
    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "Back-off must rise from above zero, but goes from " + first + " to " + most);
        }
    }

    /**
     * The wait after this attempt.
     *
     * @param attempt the number of the attempt that failed; the first is 1
     * @param chance 0 (shortest) to 1 (longest)
     */
    public Duration after(int attempt, double chance) {
        double doubled = (double) first.toMillis() * Math.pow(2, Math.min(attempt - 1, MOST_DOUBLINGS));
        double capped = Math.min(doubled, (double) most.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(capped * (1 + JITTER * (2 * chance - 1)))));
    }
}
