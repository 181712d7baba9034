package dev.accepted.boot;

import dev.accepted.handler.http.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The system's clock for handlers, which wait on their own threads. */
record HttpTime(Clock clock) implements Time {

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
