package dev.accepted.job;

import java.time.Instant;

/**
 * A queue takes in jobs and starts none of them.
 *
 * @param at since when
 * @param by the name of whoever wanted it
 */
public record Pause(Instant at, String by) {}
