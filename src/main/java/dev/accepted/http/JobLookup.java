package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobStore;

/** Finds the job that a URI names, for this caller. The one place that says 404 and 410. */
final class JobLookup {

    private final JobStore jobs;

    JobLookup(JobStore jobs) {
        this.jobs = jobs;
    }

    /**
     * The job, if the caller may see it.
     *
     * @throws ProblemException 404 if there is none, or the caller may not see it, which is the same answer; 410 if it was
     *     lost
     */
    Job visible(String text, Caller caller) {
        JobId id = JobId.parse(text).orElseThrow(() -> unknown(text));
        Job job = jobs.find(id).orElse(null);
        if (job != null && caller.sees(job)) {
            return job;
        }
        if (job == null && jobs.absence(id) == JobStore.Absence.LOST_AT_RESTART) {
            throw new ProblemException(
                    ProblemCode.LOST_AT_RESTART,
                    "The job " + id + " was accepted before the last start of the server, and is lost.");
        }
        throw unknown(text);
    }

    /**
     * The job, if the caller may change it.
     *
     * @throws ProblemException as {@link #visible}; 403 if the caller may see it but not change it
     */
    Job steerable(String text, Caller caller) {
        Job job = visible(text, caller);
        if (!caller.steers(job)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, "Only its owner and administrators may change the job " + job.id() + ".");
        }
        return job;
    }

    private static ProblemException unknown(String text) {
        return new ProblemException(ProblemCode.UNKNOWN_JOB, "There is no job '" + text + "' that you may see.");
    }
}
