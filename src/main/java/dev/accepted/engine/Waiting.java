package dev.accepted.engine;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Request;
import dev.accepted.job.TypeName;
import java.time.Instant;
import java.util.Comparator;

/**
 * A job's place in a queue.
 *
 * @param id the job
 * @param type its type, whose limit counts across queues
 * @param priority 0 to 9
 * @param dueAt not before this instant
 */
public record Waiting(JobId id, TypeName type, int priority, Instant dueAt) {

    /** Who comes first among those that are due: priority, then the earlier time, then the earlier acceptance. */
    public static final Comparator<Waiting> BY_TURN = Comparator.comparingInt(Waiting::priority)
            .reversed()
            .thenComparing(Waiting::dueAt)
            .thenComparing(Waiting::id);

    /** Who comes first among those that are not due yet. */
    public static final Comparator<Waiting> BY_TIME =
            Comparator.comparing(Waiting::dueAt).thenComparing(Waiting::id);

    /** A place behind all of its priority. */
    Waiting behindItsPriority() {
        return new Waiting(id, type, priority, Instant.MAX);
    }

    /** The place of a job that waits like this. */
    public static Waiting of(Job job) {
        Request request = job.request();
        return new Waiting(
                job.id(),
                request.type(),
                request.place().priority(),
                job.phase().dueAt());
    }
}
