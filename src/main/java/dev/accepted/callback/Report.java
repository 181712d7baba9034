package dev.accepted.callback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with telling a receiver of a job.
 *
 * @param state where it is
 * @param next when the next attempt is due; null if none is planned
 * @param attempts what was tried, oldest first; immutable
 */
public record Report(State state, @Nullable Instant next, List<Attempt> attempts) {

    /** Nothing was tried. */
    static Report in(State state) {
        return new Report(state, null, List.of());
    }

    /** Where telling a receiver is. */
    public enum State {
        /** The job has not ended. */
        WAITING,
        /** It will be tried, for the first time or again. */
        PENDING,
        /** The receiver has taken it. */
        DELIVERED,
        /** The receiver wants to hear nothing more (410). */
        STOPPED,
        /** It was tried for a day. */
        GIVEN_UP,
        /** As many wait for that receiver as there is room for, so it was not tried at all. */
        DROPPED,
        /** What came of it is not remembered any more. */
        FORGOTTEN
    }
}
