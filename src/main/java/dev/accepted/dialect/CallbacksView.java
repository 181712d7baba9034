package dev.accepted.dialect;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told when a job has ended, and how that goes.
 *
 * @param uri its absolute path
 * @param callbacks each of them; immutable
 * @param links where to go from here; immutable
 */
public record CallbacksView(String uri, List<Told> callbacks, List<Link> links) {

    /** Takes copies. */
    public CallbacksView {
        callbacks = List.copyOf(callbacks);
        links = List.copyOf(links);
    }

    /**
     * Somebody who is told.
     *
     * @param id by which the receiver can tell a repeat
     * @param to where it goes, without the query
     * @param state where it is, in one word
     * @param next when the next attempt is due; null if none is planned
     * @param attempts what was tried, oldest first; immutable
     */
    public record Told(
            String id, String to, String state, @Nullable Instant next, List<Attempt> attempts) {

        /** Takes a copy. */
        public Told {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * A try to tell.
     *
     * @param at when
     * @param outcome the status of the receiver's answer, or a word
     */
    public record Attempt(Instant at, String outcome) {}
}
