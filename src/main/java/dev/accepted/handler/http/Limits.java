package dev.accepted.handler.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patient a type is with its target.
 *
 * @param answer how long until the answer begins; null for as long as the attempt may run
 * @param silence how long nothing may come while the answer is read
 * @param mostBytes the largest answer
 * @param redirects how many are followed, one after another
 */
record Limits(@Nullable Duration answer, Duration silence, long mostBytes, int redirects) {}
