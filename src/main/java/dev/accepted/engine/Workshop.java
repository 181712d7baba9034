package dev.accepted.engine;

import dev.accepted.handler.JobTypes;
import dev.accepted.job.TypeName;
import dev.accepted.store.Storage;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * What every run of a job needs.
 *
 * @param types who does what
 * @param storage where jobs are kept
 * @param time the clock
 * @param changes who wants to know
 * @param chance 0 to 1, for back-off
 * @param aside runs what may block, each task at once on a thread of its own
 * @param again which types' jobs are tried again when the server goes down while they run
 */
public record Workshop(
        JobTypes types,
        Storage storage,
        Timekeeper time,
        Changes changes,
        DoubleSupplier chance,
        Executor aside,
        Predicate<TypeName> again) {

    /** One in which no job is tried again for that. */
    public Workshop(
            JobTypes types, Storage storage, Timekeeper time, Changes changes, DoubleSupplier chance, Executor aside) {
        this(types, storage, time, changes, chance, aside, type -> false);
    }
}
