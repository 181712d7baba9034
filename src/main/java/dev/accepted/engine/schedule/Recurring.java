package dev.accepted.engine.schedule;

import dev.accepted.engine.JobEngine;
import dev.accepted.engine.schedule.Turn.Missed;
import dev.accepted.engine.schedule.Turn.Refused;
import dev.accepted.engine.schedule.Turn.Skipped;
import dev.accepted.engine.schedule.Turn.Submitted;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.store.JobStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One schedule at work. Its turns come one after another, whoever wants them, so that of two at once the second sees the job of the
 * first. How it stands is read without a lock. Safe for use by many threads.
 *
 * <pre>
 *   due, seen in time        submit, unless the last job has not ended and that is to be waited for
 *   due, seen late           the machine slept, or its clock was set: once for all that was missed, if that is to be made up for
 *   paused                   moments pass, and are not made up for
 * </pre>
 */
public final class Recurring {

    /** A turn that is later than this was missed: whoever is awake looks once a minute. */
    static final Duration LATE = Duration.ofMinutes(2);

    private static final Logger LOG = System.getLogger(Recurring.class.getName());
    private static final Refusal UNFORESEEN =
            new Refusal.Full("internal-error", "The server met a fault of its own. Its log tells more.", Duration.ZERO);

    private final Schedule schedule;
    private final JobEngine engine;
    private final JobStore jobs;
    private volatile Standing standing;

    Recurring(Schedule schedule, JobEngine engine, JobStore jobs, Instant now) {
        this.schedule = schedule;
        this.engine = engine;
        this.jobs = jobs;
        this.standing = Standing.at(schedule.moments().after(now));
    }

    /** What is to be done. */
    public Schedule schedule() {
        return schedule;
    }

    /** How it stands. */
    public Standing standing() {
        return standing;
    }

    /** The last job, as it is now; empty if there is none, or it is gone. */
    public Optional<Job> lastJob() {
        return standing.lastJob().flatMap(last -> jobs.find(last.job()));
    }

    /** Takes its turn, if it is time. */
    synchronized void look(Instant now) {
        Instant due = standing.next();
        if (now.isBefore(due)) {
            return;
        }
        boolean paused = standing.paused();
        standing = standing.with(paused, schedule.moments().after(now));
        if (!paused) {
            Turn turn = turn(due, now);
            standing = standing.after(turn);
            tell(turn, due);
        }
    }

    private Turn turn(Instant due, Instant now) {
        if (isLate(due, now) && !schedule.catchesUp()) {
            return new Missed(now, due);
        }
        try {
            return submit(now, null);
        } catch (RefusedException e) {
            return new Refused(now, e.refusal());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, schedule.name() + ": submitting its job met an error that nobody foresaw", e);
            return new Refused(now, UNFORESEEN);
        }
    }

    private static boolean isLate(Instant due, Instant now) {
        return Duration.between(due, now).compareTo(LATE) > 0;
    }

    /**
     * Takes a turn now, since somebody wants it; also while it is paused.
     *
     * @return the job, or that the last one has not ended
     * @throws RefusedException if the engine takes no job
     */
    synchronized Turn runNow(Instant now, Caller by) {
        Turn turn = submit(now, by.name());
        if (turn instanceof Submitted submitted) {
            standing = standing.after(turn);
            LOG.log(Level.INFO, "{0}: {1} wanted its job {2} now", schedule.name(), by.name(), submitted.job());
        }
        return turn;
    }

    private Turn submit(Instant now, @Nullable String by) {
        Optional<JobId> active = schedule.skipsWhileActive()
                ? lastJob().filter(job -> !job.isCompleted()).map(Job::id)
                : Optional.empty();
        return active.<Turn>map(job -> new Skipped(now, job))
                .orElseGet(() -> new Submitted(
                        now,
                        engine.accept(schedule.submission(), schedule.owner()).id(),
                        by));
    }

    private void tell(Turn turn, Instant due) {
        if (turn instanceof Submitted submitted) {
            LOG.log(
                    isLate(due, turn.at()) ? Level.INFO : Level.DEBUG,
                    "{0}: submitted its job {1}, which was due at {2}",
                    schedule.name(),
                    submitted.job(),
                    due);
        } else if (turn instanceof Skipped skipped) {
            LOG.log(
                    Level.WARNING,
                    "{0}: its job of {1} is left out, since the last one, {2}, has not ended",
                    schedule.name(),
                    due,
                    skipped.active());
        } else if (turn instanceof Refused refused) {
            LOG.log(
                    Level.WARNING,
                    "{0}: its job of {1} was refused, and the next one is due at {2}: {3}",
                    schedule.name(),
                    due,
                    standing.next(),
                    refused.why().detail());
        } else if (turn instanceof Missed) {
            LOG.log(
                    Level.WARNING,
                    "{0}: its job of {1} was missed, since the machine slept or its clock was set; the next one is due at {2}",
                    schedule.name(),
                    due,
                    standing.next());
        }
    }

    /** From now on its moments pass it by. */
    synchronized void pause() {
        standing = standing.with(true, standing.next());
    }

    /** From now on its moments count again. */
    synchronized void resume(Instant now) {
        if (standing.paused()) {
            standing = standing.with(false, schedule.moments().after(now));
        }
    }
}
