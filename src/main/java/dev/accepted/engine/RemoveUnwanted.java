package dev.accepted.engine;

import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Change;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Removes jobs that a client wanted gone while they ran, as soon as they have ended. After a crash in between, {@link ExpireJobs}
 * removes them, since they are kept for no time.
 */
public final class RemoveUnwanted implements Consumer<Change> {

    private final JobStore jobs;
    private final InstantSource clock;

    /** To be told last, so that all others have heard of the end when the job goes. */
    public RemoveUnwanted(JobStore jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void accept(Change change) {
        if (change.ended() && change.after().isUnwanted()) {
            jobs.remove(change.after().id(), clock.instant());
        }
    }
}
