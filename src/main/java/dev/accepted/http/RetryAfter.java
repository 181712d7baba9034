package dev.accepted.http;

import dev.accepted.job.Job;
import dev.accepted.job.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When to ask again about an unfinished job, in whole seconds (RFC 9110 section 10.2.3): about a tenth of what is expected to
 * remain while it runs, the rest of the time until it is due while it waits. Excel honours no more than 120.
 */
final class RetryAfter {

    private static final long MOST_RUNNING = 30;
    private static final long MOST_WAITING = 120;
    /** A job that is due waits for its turn, of which nothing is known yet. */
    private static final long IN_QUEUE = 3;

    private final InstantSource clock;

    RetryAfter(InstantSource clock) {
        this.clock = clock;
    }

    /** From 1 to 120; of no meaning for a job that has ended. */
    long seconds(Job job) {
        Instant now = clock.instant();
        if (job.phase() instanceof Phase.Started run) {
            return within(remaining(run, now).toMillis() / 10_000, MOST_RUNNING);
        }
        long untilDue = Duration.between(now, job.phase().dueAt()).toSeconds();
        return untilDue <= 0 ? IN_QUEUE : within(untilDue + 1, MOST_WAITING);
    }

    /** By its pace so far; a job that tells nothing is taken to be half-way. */
    private static Duration remaining(Phase.Started run, Instant now) {
        Duration spent = Duration.between(run.startedAt(), now);
        int percent = run.progress().percent();
        return percent == 0 ? spent : spent.multipliedBy(100 - percent).dividedBy(percent);
    }

    private static long within(long seconds, long most) {
        return Math.max(1, Math.min(most, seconds));
    }
}
