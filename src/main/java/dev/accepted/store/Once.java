package dev.accepted.store;

import dev.accepted.job.JobId;
import java.time.Duration;

/**
 * A wish for a job that is granted once, however often it comes: what a client sent under an {@code Idempotency-Key}, or the
 * retry of a job.
 *
 * @param key what it is
 * @param request 64 bits of a digest of what was asked, by which another request under the same key is told from a repeat
 * @param toResult whether the first answer led to the job's result and not to the job, for the repeats to do the same
 */
public record Once(OnceKey key, long request, boolean toResult) {

    /** How long a key is held at the least, from the acceptance of the job that has it. */
    public static final Duration LEAST_LIFE = Duration.ofDays(1);

    /** The retry of a job: whoever asks for it asks for the same. */
    public static Once retryOf(JobId job) {
        return new Once(OnceKey.of("retry", job.toString()), 0, false);
    }
}
