package dev.accepted.engine;

import java.time.Instant;
import java.time.InstantSource;

/** The clock, and who rings at a time. Safe for use by many threads. Tests move it by hand. */
public interface Timekeeper extends InstantSource {

    /**
     * Has something done at an instant, or at once if that has passed, on a thread that is not the caller's.
     *
     * @param task short and never blocking, for all alarms share a thread
     * @return what takes the wish back
     */
    Alarm at(Instant instant, Runnable task);

    /** Something that will be done. */
    @FunctionalInterface
    interface Alarm {

        /** Takes it back; changes nothing if it has been done. */
        void cancel();
    }
}
