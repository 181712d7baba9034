package dev.accepted.engine;

/**
 * What a queue may hold.
 *
 * @param concurrency how many of its jobs run at once; at least 1
 * @param capacity how many wait; at least 1
 */
public record QueueLimits(int concurrency, int capacity) {}
