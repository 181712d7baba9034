package dev.accepted.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of the future of a job, at one moment. All of it is an estimate, and may be another one the next time.
 *
 * @param queuePosition its turn among the jobs of its queue that are due, 1 being next; null unless it waits, is due, and is
 *     near enough to be counted
 * @param end when it will probably end: a whole second, not before the moment of the estimate; null while nothing can be
 *     told, and once it has ended
 * @param queuePaused whether its queue starts no job at present, so that nobody can tell when it will run
 */
public record Outlook(
        @Nullable Integer queuePosition, @Nullable Instant end, boolean queuePaused) {

    /** Nothing can be told. */
    public static final Outlook NONE = new Outlook(null, null, false);
}
