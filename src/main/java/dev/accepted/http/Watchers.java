package dev.accepted.http;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobStore.Change;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Who looks at which job. Whoever wants to miss nothing registers first, and looks at the job then: what happened before is
 * seen, and what happens after is told. Safe for use by many threads.
 */
final class Watchers implements Consumer<Change> {

    private final Map<JobId, Set<Watcher>> byJob = new ConcurrentHashMap<>();

    /** Who looks at a job. */
    @FunctionalInterface
    interface Watcher {

        /**
         * The job is another one now. News of one job may come in another order than they happened in; its version tells.
         * Called on the thread that calls all listeners: must be quick, and not block.
         */
        void changed(Job job);
    }

    /** From now on this watcher is told of the job's changes. */
    void add(JobId id, Watcher watcher) {
        byJob.compute(id, (same, present) -> {
            Set<Watcher> all = present == null ? ConcurrentHashMap.newKeySet(1) : present;
            all.add(watcher);
            return all;
        });
    }

    /** From now on it is not told any more; no harm if it never was. */
    void remove(JobId id, Watcher watcher) {
        byJob.computeIfPresent(id, (same, present) -> {
            present.remove(watcher);
            return present.isEmpty() ? null : present;
        });
    }

    @Override
    public void accept(Change change) {
        Set<Watcher> all = byJob.get(change.after().id());
        if (all != null) {
            all.forEach(watcher -> watcher.changed(change.after()));
        }
    }

    /** How many jobs are looked at. */
    int jobs() {
        return byJob.size();
    }
}
