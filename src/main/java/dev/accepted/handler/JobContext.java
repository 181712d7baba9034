package dev.accepted.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.JobId;
import dev.accepted.job.TypeName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a handler knows of the attempt it makes, and how it speaks of it. Its methods may be called from any thread that
 * the handler starts; after the attempt has ended they have no effect.
 */
public interface JobContext {

    /** The job's id: the same in every attempt, so a key for work that must not be done twice. */
    JobId id();

    /** The type of the job. */
    TypeName type();

    /** What people call the job. */
    String name();

    /** The number of this attempt; the first is 1. */
    int attempt();

    /** Who asked for the job, with the roles of that moment. */
    Caller owner();

    /** When the attempt will be asked to stop. */
    Instant deadline();

    /** The input as it came in: media type, file name, and bytes. */
    Document input();

    /**
     * The input as JSON.
     *
     * @throws IOException if it cannot be read
     * @throws JobFailedException if it is no JSON
     */
    JsonNode json() throws IOException, JobFailedException;

    /**
     * The input as an object of this type, by Jackson's rules; unknown members are ignored.
     *
     * @throws IOException if it cannot be read
     * @throws JobFailedException if it does not fit
     */
    <T> T inputAs(Class<T> type) throws IOException, JobFailedException;

    /**
     * Tells how far the attempt is. Cheap: call it as often as you like.
     *
     * @param percent 0 to 100, taken into that range; a lower one than before is ignored
     * @param text a few words for people, or ""
     */
    void progress(int percent, String text);

    /** Adds a line to the job's log, with the time before it. */
    void log(String line);

    /**
     * Opens the job's result. Up to 64 KiB stay in memory, more goes to the spool. The last opened one counts, once the
     * handler has returned normally; it need not be closed.
     *
     * @param mediaType its media type
     * @param fileName what it is called when saved; null if it has no name
     * @throws IOException while writing, if the spool is full
     */
    OutputStream result(String mediaType, @Nullable String fileName) throws IOException;

    /**
     * Opens the job's result as {@link #result(String, String)} does, for the content of an HTTP answer whose status and fields are
     * to be repeated with it, as far as that is safe.
     *
     * @param head what the answer said beside its content
     * @param mediaType the content's media type
     * @throws IOException while writing, if the spool is full
     */
    OutputStream answer(Head.Answered head, String mediaType) throws IOException;

    /** Sets the job's result to this text, in UTF-8. */
    default void resultText(String mediaType, String text) throws IOException {
        try (OutputStream out = result(mediaType, null)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether the attempt shall stop: cancelled, past its limit, or the application is going down. */
    boolean isStopAsked();

    /**
     * Has something done when the attempt is asked to stop, for work that hears no interrupt: a statement to be cancelled, a
     * connection to be closed. It is done at most once, on a thread of its own, so it may wait for others; if the attempt has
     * been asked already, at once. What it throws goes to the log.
     *
     * @return takes it back; do so before what it stops is given to somebody else
     */
    StopHook onStop(Runnable task);

    /** Something to be done when the attempt is asked to stop. */
    @FunctionalInterface
    interface StopHook {

        /**
         * Takes it back. When this returns, it is not being done, and will not be: if it is being done now, this waits. The end
         * of the attempt takes back what has not begun.
         */
        void withdraw();
    }

    /**
     * A place to leave.
     *
     * @throws InterruptedException if the attempt shall stop
     */
    default void stopIfAsked() throws InterruptedException {
        if (isStopAsked()) {
            throw new InterruptedException("asked to stop");
        }
    }
}
