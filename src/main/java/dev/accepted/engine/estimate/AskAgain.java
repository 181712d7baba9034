package dev.accepted.engine.estimate;

import java.time.Duration;
import java.time.Instant;

/**
 * When it is worth asking again after an unfinished job, in whole seconds. Whoever asks then learns of the end within a tenth
 * of the length of its run and a second, and hardly asks before it can have ended:
 *
 * <pre>
 *   now            soonest end     + a tenth of the length by then + 1 s
 *    |------ hardly ends ------|------- late, but not too late -------|  ask here,
 *                                             latest end + 1 s           or here, if that is earlier
 * </pre>
 *
 * <p>Where nothing is known the soonest end is now, and the waits grow by a tenth each. A tenth of what is left would be
 * simpler, but it asks ever more often towards an end that is known, thirty times in a minute, and too seldom after it.
 *
 * @param now when the question is put off
 * @param since from when the length of the run is counted
 * @param most the longest wait, in seconds
 */
record AskAgain(Instant now, Instant since, long most) {

    /** The longest wait while a job runs. */
    static final long RUNNING = 30;

    /** The longest wait of all; Excel honours no more. */
    static final long WAITING = 120;

    /** A latest end that nobody knows. */
    static final Instant UNKNOWN = Instant.MAX;

    private static final Duration ALWAYS = Duration.ofSeconds(1);

    /** If the end is hardly before one moment, and probably before another, which may be {@link #UNKNOWN}. */
    int seconds(Instant soonest, Instant latest) {
        Duration patience = Duration.between(now, soonest).plus(tolerance(soonest));
        Duration sure = Duration.between(now, latest).plus(ALWAYS);
        return within(patience.compareTo(sure) < 0 ? patience : sure);
    }

    private Duration tolerance(Instant end) {
        Duration length = Duration.between(since, end);
        return length.isNegative() ? ALWAYS : length.dividedBy(10).plus(ALWAYS);
    }

    private int within(Duration wait) {
        return (int) Math.max(1, Math.min(most, wait.toSeconds()));
    }
}
