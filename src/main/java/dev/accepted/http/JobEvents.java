package dev.accepted.http;

import dev.accepted.http.Watchers.Watcher;
import dev.accepted.job.Job;
import dev.accepted.store.JobStore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one job: its newest state, whenever the reader has not been told that one, and its last one last. An event's id
 * is the version of the job. What came between two events of a slow reader is left out.
 */
final class JobEvents implements Events, Watcher {

    private final Watchers watchers;
    private final Function<Job, byte[]> json;
    private final Runnable bell;
    private Job newest;
    private int told;
    private boolean over;

    private JobEvents(Watchers watchers, Job found, int known, Function<Job, byte[]> json, Runnable bell) {
        this.watchers = watchers;
        this.newest = found;
        this.told = known;
        this.json = json;
        this.bell = bell;
    }

    /**
     * From now on.
     *
     * @param known the version that the reader knows; 0 for none
     * @param bell rung when there is something new; quick
     */
    static JobEvents of(
            Job found, int known, Function<Job, byte[]> json, Watchers watchers, JobStore jobs, Runnable bell) {
        JobEvents events = new JobEvents(watchers, found, known, json, bell);
        watchers.add(found.id(), events);
        jobs.find(found.id()).ifPresent(events::changed);
        return events;
    }

    @Override
    public void changed(Job job) {
        if (isNews(job)) {
            bell.run();
        }
    }

    private synchronized boolean isNews(Job job) {
        if (job.version() <= newest.version()) {
            return false;
        }
        newest = job;
        return true;
    }

    private synchronized Job newest() {
        return newest;
    }

    @Override
    public byte @Nullable [] next() {
        Job now = newest();
        over = now.isCompleted();
        if (now.version() == told) {
            return null;
        }
        told = now.version();
        return Events.event("status", Integer.toString(told), json.apply(now));
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        watchers.remove(newest().id(), this);
    }
}
