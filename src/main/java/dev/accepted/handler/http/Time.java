package dev.accepted.handler.http;

import java.time.Duration;
import java.time.Instant;

/** The clock, and waiting by it. */
public interface Time {

    /** What it is now. */
    Instant now();

    /** Returns when so much time has passed. */
    void pass(Duration time) throws InterruptedException;
}
