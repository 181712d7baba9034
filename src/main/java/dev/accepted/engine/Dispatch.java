package dev.accepted.engine;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Pause;
import dev.accepted.job.QueueName;
import dev.accepted.job.RefusedException;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the waiting jobs in their order, and hands each to a thread when its time, its queue and its type allow. Safe for
 * use by many threads.
 */
public interface Dispatch {

    /**
     * Keeps a new job and queues it: one step that happens whole or not at all.
     *
     * @throws RefusedException if its queue is full, or the application is going down
     */
    void accept(Job job);

    /**
     * Keeps a new job and queues it, unless what it is for has led to a job before: one step that happens whole or not at all.
     *
     * @return who has the key now: this job, or the one that had it before
     * @throws RefusedException as {@link #accept(Job)}; the key is not taken then
     */
    Holder accept(Job job, Once once);

    /** Takes a job out of its queue that was waiting like this, and has ended. */
    void withdraw(Job waiting);

    /** Interrupts the attempt that runs at this job, if one does. */
    void interrupt(JobId id);

    /** How the queues stand, in the order of their names. */
    List<QueueView> queues();

    /**
     * Hands over no job of a queue from now on, until it is resumed. The queue takes in jobs as ever, and what has been handed over
     * runs on; what fails, and is tried again, waits too. One that is paused already stays as it is.
     *
     * @param by who wants it, for people to see
     * @return how the queue stands; empty if there is none of this name
     */
    Optional<QueueView> pause(QueueName queue, String by);

    /**
     * Lets the jobs of a queue start again, if it is paused.
     *
     * @return how the queue stands; empty if there is none of this name
     */
    Optional<QueueView> resume(QueueName queue);

    /**
     * Who runs, and who comes next.
     *
     * @param most how many of each queue, so that a long queue costs no more than a short one
     */
    Lineup lineup(int most);

    /**
     * Hands over no more; gives running attempts this long to end, then interrupts them, and gives them as long again.
     *
     * @return how many attempts still run
     */
    int stop(Duration grace);

    /**
     * How a queue stands.
     *
     * @param name its name
     * @param concurrency how many of its jobs may run at once
     * @param capacity how many may wait
     * @param running how many run
     * @param waiting how many wait, those for a later time included
     * @param oldestDueAt since when the one has been due that waits longest; null if none is due
     * @param pause since when it starts no jobs; null unless it is paused
     */
    record QueueView(
            QueueName name,
            int concurrency,
            int capacity,
            int running,
            int waiting,
            @Nullable Instant oldestDueAt,
            @Nullable Pause pause) {}
}
