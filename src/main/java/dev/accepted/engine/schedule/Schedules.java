package dev.accepted.engine.schedule;

import dev.accepted.engine.JobEngine;
import dev.accepted.engine.Timekeeper;
import dev.accepted.engine.Timekeeper.Alarm;
import dev.accepted.job.Caller;
import dev.accepted.job.RefusedException;
import dev.accepted.job.ScheduleName;
import dev.accepted.store.JobStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All schedules, in the order of their names, and the one alarm that they share. It rings when the first of them is due, and once a
 * minute at the least: that a machine slept, or that its clock was set forward, is noticed by that. A clock that is set back makes
 * nothing happen twice. Knows nothing of what was before the application started. Safe for use by many threads.
 */
public final class Schedules {

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Logger LOG = System.getLogger(Schedules.class.getName());

    private final Map<ScheduleName, Recurring> byName;
    private final Timekeeper time;
    private Alarm alarm = () -> {};
    private boolean stopped;

    /**
     * These schedules, which submit nothing yet.
     *
     * @param jobs where it is seen whether a job has ended
     */
    public Schedules(List<Schedule> schedules, JobEngine engine, JobStore jobs, Timekeeper time) {
        Map<ScheduleName, Recurring> map = new TreeMap<>();
        Instant now = time.instant();
        for (Schedule schedule : schedules) {
            map.put(schedule.name(), new Recurring(schedule, engine, jobs, now));
        }
        this.byName = Collections.unmodifiableMap(map);
        this.time = time;
    }

    /** All of them. */
    public Collection<Recurring> all() {
        return byName.values();
    }

    /** The one of this name, if there is one. */
    public Optional<Recurring> find(ScheduleName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** From now on they submit jobs. */
    public synchronized void start() {
        arrange();
    }

    /** From now on they submit nothing. */
    public synchronized void stop() {
        stopped = true;
        alarm.cancel();
    }

    /**
     * Has one take a turn now.
     *
     * @return the job, or that the last one has not ended
     * @throws RefusedException if the engine takes no job
     */
    public Turn runNow(Recurring which, Caller by) {
        return which.runNow(time.instant(), by);
    }

    /** Has the moments of one pass by. */
    public void pause(Recurring which, Caller by) {
        which.pause();
        LOG.log(Level.INFO, "{0}: paused by {1}", which.schedule().name(), by.name());
    }

    /** Has the moments of one count again. */
    public synchronized void resume(Recurring which, Caller by) {
        which.resume(time.instant());
        LOG.log(Level.INFO, "{0}: resumed by {1}", which.schedule().name(), by.name());
        arrange();
    }

    private synchronized void look() {
        if (stopped) {
            return;
        }
        Instant now = time.instant();
        all().forEach(each -> each.look(now));
        arrange();
    }

    private void arrange() {
        alarm.cancel();
        if (!stopped && !byName.isEmpty()) {
            Instant next = time.instant().plus(LOOK);
            for (Recurring each : all()) {
                Instant due = each.standing().next();
                next = due.isBefore(next) ? due : next;
            }
            alarm = time.at(next, this::look);
        }
    }
}
