package dev.accepted.boot;

import dev.accepted.engine.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The system's clock, with one thread of our own that rings all alarms. */
final class SystemTime implements Timekeeper {

    private static final Logger LOG = System.getLogger(SystemTime.class.getName());
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer;

    SystemTime(Clock clock, ThreadFactory threads) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public Alarm at(Instant instant, Runnable task) {
        Ringing ringing = new Ringing(instant, task);
        ringing.schedule();
        return ringing;
    }

    /** Has something done soon on the alarms' thread, as if it were due now. */
    void soon(Runnable task) {
        try {
            timer.execute(() -> ring(task));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The timer is closed; what was to be done soon is not done any more");
        }
    }

    private static void ring(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A task of the timer failed; the others go on", e);
        }
    }

    /** Rings no more. */
    void close() {
        timer.shutdownNow();
    }

    /** The timer counts elapsed time, and the wall clock may be set meanwhile: so long waits look at the clock in between. */
    private final class Ringing implements Alarm, Runnable {

        private final Instant at;
        private final Runnable task;
        private volatile boolean cancelled;
        private volatile Future<?> pending = NONE;

        Ringing(Instant at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        void schedule() {
            Duration wait = Duration.between(clock.instant(), at);
            Duration sleep = wait.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : wait;
            try {
                pending = timer.schedule(this, Math.max(0, sleep.toNanos()), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "The timer is closed; an alarm does not ring any more");
            }
        }

        @Override
        public void run() {
            if (cancelled) {
                return;
            }
            if (clock.instant().isBefore(at)) {
                schedule();
            } else {
                ring(task);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            pending.cancel(false);
        }
    }

    private static final Future<?> NONE = CompletableFuture.completedFuture(null);
}
