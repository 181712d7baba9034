package dev.accepted.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try to tell a receiver. */
public sealed interface Attempt {

    /** When. */
    Instant at();

    /** What stands for what came of it: a status, or a word. */
    String word();

    /** Whether the receiver has taken it. */
    default boolean isTaken() {
        return false;
    }

    /**
     * The receiver answered.
     *
     * @param status its status
     * @param pause after how long it wants to be asked again; null if it did not say
     */
    record Answered(Instant at, int status, @Nullable Duration pause) implements Attempt {

        private static final int GONE = 410;

        @Override
        public String word() {
            return Integer.toString(status);
        }

        @Override
        public boolean isTaken() {
            return status >= 200 && status < 300;
        }

        /** Whether it wants to hear nothing more. */
        boolean isFinal() {
            return status == GONE;
        }

        Optional<Duration> retryAfter() {
            return Optional.ofNullable(pause);
        }
    }

    /** Nobody answered. */
    record Unanswered(Instant at) implements Attempt {
        @Override
        public String word() {
            return "NO_ANSWER";
        }
    }

    /** The host has an address to which callbacks do not go, so nothing was sent. */
    record Refused(Instant at) implements Attempt {
        @Override
        public String word() {
            return "ADDRESS_REFUSED";
        }
    }
}
