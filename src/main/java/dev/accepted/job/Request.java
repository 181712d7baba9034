package dev.accepted.job;

import java.time.Duration;

/**
 * What was accepted: a {@link Submission} after its type has checked it and filled in what the client left open. Never
 * changes during the job's life.
 *
 * @param type the job type
 * @param name what people call the job
 * @param summary a few words about it; may be empty
 * @param owner who asked, with the roles of that moment
 * @param input what the handler gets
 * @param place where and in which order it waits
 * @param terms how long it may run, and is kept
 */
public record Request(
        TypeName type, String name, String summary, Caller owner, Document input, Place place, Terms terms) {

    /**
     * Where a job waits.
     *
     * @param queue the queue
     * @param priority 0 to 9, higher first
     */
    public record Place(QueueName queue, int priority) {}

    /**
     * What a job may use up.
     *
     * @param timeout how long one attempt may run; above zero
     * @param retention how long the job is kept after its end; above zero
     */
    public record Terms(Duration timeout, Duration retention) {}
}
