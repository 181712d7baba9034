package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Absence;

/** Finds the job that a URI names, for this caller. The one place that says 404 and 410. */
final class JobLookup {

    private final JobStore jobs;

    JobLookup(JobStore jobs) {
        this.jobs = jobs;
    }

    /**
     * The job, if the caller may see it.
     *
     * @throws ProblemException 404 if there is none, or the caller may not see it, which is the same answer; 410 if the caller
     *     could have seen it and it is gone, or if it was lost
     */
    Job visible(String text, Caller caller) {
        JobId id = JobId.parse(text).orElseThrow(() -> unknown(text));
        Job job = jobs.find(id).orElseThrow(() -> absent(id, caller));
        if (!caller.sees(job)) {
            throw unknown(text);
        }
        return job;
    }

    /** Why there is no such job, as far as the caller may know. */
    ProblemException absent(JobId id, Caller caller) {
        Absence absence = jobs.absence(id);
        if (absence instanceof Absence.LostAtRestart) {
            return new ProblemException(
                    ProblemCode.LOST_AT_RESTART,
                    "The job " + id + " was accepted before the last start of the server, and is lost.");
        }
        return absence instanceof Absence.Gone gone && caller.seesJobsOf(gone.owner())
                ? new ProblemException(ProblemCode.GONE, "The job " + id + " was deleted, or has expired.")
                : unknown(id.toString());
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
