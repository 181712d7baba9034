package dev.accepted.job;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, before it is checked against its job type. Members that a client left out are null; the type
 * then decides.
 *
 * @param type the job type
 * @param name what people will call the job
 * @param summary a few words about it
 * @param input what the handler gets
 * @param startAt not to be started before this instant
 * @param priority 0 to 9, higher first
 * @param queue one of the type's queues
 * @param timeout how long one attempt may run
 * @param callback who is told when the job has ended, as an absolute URI
 */
public record Submission(
        TypeName type,
        @Nullable String name,
        @Nullable String summary,
        Document input,
        @Nullable Instant startAt,
        @Nullable Integer priority,
        @Nullable QueueName queue,
        @Nullable Duration timeout,
        @Nullable URI callback) {

    /** A submission of which nobody is told. */
    public Submission(
            TypeName type,
            @Nullable String name,
            @Nullable String summary,
            Document input,
            @Nullable Instant startAt,
            @Nullable Integer priority,
            @Nullable QueueName queue,
            @Nullable Duration timeout) {
        this(type, name, summary, input, startAt, priority, queue, timeout, null);
    }

    /** A submission that leaves all but type and input to the type. */
    public static Submission of(TypeName type, Document input) {
        return new Submission(type, null, null, input, null, null, null, null, null);
    }

    /** The same, with a wish for when to start. */
    public Submission startingAt(Instant wish) {
        return new Submission(type, name, summary, input, wish, priority, queue, timeout, callback);
    }

    /** The same under another name. */
    public Submission named(String wish) {
        return new Submission(type, wish, summary, input, startAt, priority, queue, timeout, callback);
    }

    /** The same as part of a trace. */
    public Submission within(Head.Traced trace) {
        Document traced = new Document(input.mediaType(), input.name(), input.content(), trace);
        return new Submission(type, name, summary, traced, startAt, priority, queue, timeout);
    }

    /** The same with other words about it. */
    public Submission summarized(String wish) {
        return new Submission(type, name, wish, input, startAt, priority, queue, timeout);
    }

    /** The same with a priority. */
    public Submission withPriority(int wish) {
        return new Submission(type, name, summary, input, startAt, wish, queue, timeout, callback);
    }

    /** The same in a queue of the client's choice. */
    public Submission inQueue(QueueName wish) {
        return new Submission(type, name, summary, input, startAt, priority, wish, timeout, callback);
    }

    /** The same with a limit for one attempt. */
    public Submission withTimeout(Duration wish) {
        return new Submission(type, name, summary, input, startAt, priority, queue, wish, callback);
    }

    /** The same with somebody to be told. */
    public Submission callingBack(URI wish) {
        return new Submission(type, name, summary, input, startAt, priority, queue, timeout, wish);
    }
}
