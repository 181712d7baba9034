package dev.accepted.handler;

/**
 * Does the work of one job type. One instance serves all jobs of its type, on many threads at once, so it keeps what
 * belongs to a job in local variables.
 *
 * <p>Returning normally is success. Any exception fails the attempt; only the words of a {@link JobFailedException} are
 * shown to clients, those of others go to the log. A handler that is to stop is interrupted, and sees
 * {@link JobContext#isStopAsked()}; it should return or throw soon.
 *
 * <p>Delivery is at-least-once where jobs survive a crash: see {@link JobContext#id()} for a key that is the same in every
 * attempt.
 */
@FunctionalInterface
public interface JobHandler {

    /**
     * Does one attempt at a job, on a thread of the container's executor.
     *
     * @throws JobFailedException if the job cannot be done, with a reason that clients may read
     * @throws InterruptedException if it was asked to stop, and did
     * @throws Exception if anything else is wrong
     */
    void run(JobContext job) throws Exception;
}
