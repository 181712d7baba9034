package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.engine.JobEngine;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.RefusedException;
import dev.accepted.store.JobStore.Change;

/** What callers have done to jobs, be it one or one of many; says why it cannot be done. */
final class Steering {

    private final JobLookup lookup;
    private final JobEngine engine;

    Steering(JobLookup lookup, JobEngine engine) {
        this.lookup = lookup;
        this.engine = engine;
    }

    /**
     * The job with this id, if the caller may change it.
     *
     * @throws ProblemException if there is none, or the caller may not
     */
    Job find(String id, Caller caller) {
        return lookup.steerable(id, caller);
    }

    /**
     * Ends a waiting job, asks a running one to end.
     *
     * @return the job as it is now: cancelled, or not yet ended
     * @throws ProblemException if it has ended otherwise, or is gone
     */
    Job cancel(Job found, Caller caller) {
        Job job = engine.cancel(found.id(), caller.name()).orElseThrow(() -> lookup.absent(found.id(), caller));
        if (job.isCompleted() && job.status() != JobStatus.CANCELLED) {
            throw new ProblemException(
                    ProblemCode.JOB_ENDED,
                    "The job " + job.id() + " has ended as " + job.status() + ", so it cannot be cancelled.");
        }
        return job;
    }

    /**
     * Does once more what a job did not do.
     *
     * @return the new job; asked again, the same
     * @throws ProblemException unless it has ended without success
     * @throws RefusedException if the new job is refused
     */
    JobId retry(Job found, Caller caller) {
        // One that was removed this very moment is not found again, which is said as for any other.
        return engine.retry(found.id(), caller.name())
                .orElseThrow(() -> notRetryable(find(found.id().toString(), caller)));
    }

    private static ProblemException notRetryable(Job job) {
        return new ProblemException(
                ProblemCode.NOT_RETRYABLE,
                "Only a job that ended without success is retried, but the job " + job.id() + " is " + job.status()
                        + ".");
    }

    /**
     * Removes an ended job, ends any other first.
     *
     * @return the job as it was met and as it was left
     * @throws ProblemException if it is gone
     */
    Change delete(Job found, Caller caller) {
        return engine.delete(found.id(), caller.name()).orElseThrow(() -> lookup.absent(found.id(), caller));
    }
}
