package dev.accepted.http;

import dev.accepted.engine.Timekeeper;
import dev.accepted.engine.Timekeeper.Alarm;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * When things are done, and by whom.
 *
 * @param time rings, and does nothing else
 * @param hands does what is to be done, at once, and without waiting for anybody
 */
record Timing(Timekeeper time, Executor hands) {

    /** Rings after this time. */
    Alarm in(Duration wait, Runnable task) {
        return time.at(time.instant().plus(wait), task);
    }
}
