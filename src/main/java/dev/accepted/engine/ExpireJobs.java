package dev.accepted.engine;

import dev.accepted.store.JobStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** The background duty that removes ended jobs whose retention is over, a few at a time. */
public final class ExpireJobs implements Runnable {

    /** How often it looks, while there is little to do. */
    public static final Duration PERIOD = Duration.ofSeconds(10);

    private static final int AT_ONCE = 5_000;
    private static final Logger LOG = System.getLogger(ExpireJobs.class.getName());

    private final JobStore jobs;
    private final Timekeeper time;

    /** Begins with the first {@link #run()}. */
    public ExpireJobs(JobStore jobs, Timekeeper time) {
        this.jobs = jobs;
        this.time = time;
    }

    /** Looks once, and sees to it that it looks again. */
    @Override
    public void run() {
        int removed = 0;
        try {
            removed = jobs.removeExpired(time.instant(), AT_ONCE);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Ended jobs could not be removed; they stay until the next look in " + PERIOD, e);
        } finally {
            // A full round means that there is more: the timer's thread is shared, so let others in between.
            time.at(removed < AT_ONCE ? time.instant().plus(PERIOD) : time.instant(), this);
        }
    }
}
