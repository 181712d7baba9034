package dev.accepted.job;

import java.time.Instant;

/**
 * One attempt that failed and was followed by another, or by the end.
 *
 * @param startedAt when its handler began
 * @param endedAt when it failed
 * @param fault why
 */
public record Attempt(Instant startedAt, Instant endedAt, Fault fault) {}
