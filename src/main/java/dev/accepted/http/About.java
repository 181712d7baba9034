package dev.accepted.http;

import java.time.Instant;

/**
 * What the home resource says of a deployment.
 *
 * @param version of Accepted
 * @param node the name of the machine
 * @param executor which executor runs the jobs, in words
 * @param store where jobs are kept, in words
 * @param settings where the settings came from, in words
 * @param startedAt when it was started
 */
public record About(String version, String node, String executor, String store, String settings, Instant startedAt) {}
