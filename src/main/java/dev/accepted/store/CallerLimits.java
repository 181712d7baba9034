package dev.accepted.store;

import dev.accepted.job.Caller;
import java.time.Duration;

/**
 * How much one caller may submit, so that one does not take the room of all. Counted by the caller's name; what a caller's jobs
 * do to it is counted whoever steers them, so retries by others are among them. Administrators are exempt, since they are there to
 * put things right.
 *
 * @param perMinute how many submissions: so many at once, and from then on one each time its part of a minute has passed
 * @param active how many jobs that have not ended
 */
public record CallerLimits(int perMinute, int active) {

    /** Nothing is limited by it. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** What submissions are counted in. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    /** No limits at all. */
    public static final CallerLimits NONE = new CallerLimits(UNLIMITED, UNLIMITED);

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if nobody could submit anything
     */
    public CallerLimits {
        if (perMinute < 1 || active < 1) {
            throw new IllegalArgumentException(
                    "Callers must be allowed at least 1 submission a minute and 1 active job, but the limits are "
                            + perMinute + " and " + active);
        }
    }

    /** Whether this caller is held to them. */
    public boolean apply(Caller caller) {
        return !equals(NONE) && !caller.isAdmin();
    }
}
