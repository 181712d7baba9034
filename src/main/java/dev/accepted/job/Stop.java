package dev.accepted.job;

import java.time.Instant;

/**
 * A running handler was asked to stop, and has not done so yet. The first reason counts, but for {@link Discard}, which counts
 * whenever it comes.
 */
public sealed interface Stop {

    /** When it was asked. */
    Instant askedAt();

    /** How the job ends once the handler has stopped, or has been given up. */
    Outcome outcome(Request.Terms terms);

    /**
     * A client wants the job to end.
     *
     * @param askedAt when
     * @param by the client's name
     */
    record Cancel(Instant askedAt, String by) implements Stop {
        @Override
        public Outcome outcome(Request.Terms terms) {
            return new Outcome.Cancelled(by);
        }
    }

    /**
     * A client wants the job to end, and then to be removed.
     *
     * @param askedAt when
     * @param by the client's name
     */
    record Discard(Instant askedAt, String by) implements Stop {
        @Override
        public Outcome outcome(Request.Terms terms) {
            return new Outcome.Cancelled(by);
        }
    }

    /**
     * The attempt ran past its limit.
     *
     * @param askedAt when
     */
    record Overrun(Instant askedAt) implements Stop {
        @Override
        public Outcome outcome(Request.Terms terms) {
            return new Outcome.TimedOut(terms.timeout());
        }
    }
}
