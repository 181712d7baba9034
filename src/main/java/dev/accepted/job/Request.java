package dev.accepted.job;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param retry which job it asks for once more; null if it was asked for the first time
 * @param callback who is told when the job has ended, as an absolute URI; null if nobody is
 */
public record Request(
        TypeName type,
        String name,
        String summary,
        Caller owner,
        Document input,
        Place place,
        Terms terms,
        @Nullable Retry retry,
        @Nullable URI callback) {

    /** What is asked for the first time, and nobody is told of. */
    public Request(TypeName type, String name, String summary, Caller owner, Document input, Place place, Terms terms) {
        this(type, name, summary, owner, input, place, terms, null, null);
    }

    /**
     * The same once more, for the same owner.
     *
     * @param copy the input, with contents that are discarded on their own
     */
    public Request again(Retry why, Document copy) {
        return new Request(type, name, summary, owner, copy, place, terms, why, callback);
    }

    /** Which job it asks for once more, if it does. */
    public Optional<Retry> retryOf() {
        return Optional.ofNullable(retry);
    }

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

    /**
     * Why something is asked for once more.
     *
     * @param of the job that ended without success
     * @param by who asked; the owner stays the same
     */
    public record Retry(JobId of, String by) {}
}
