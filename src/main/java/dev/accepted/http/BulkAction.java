package dev.accepted.http;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobState;
import dev.accepted.job.JobStatus;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be done to many jobs at once, and to which of those that pass a filter. */
enum BulkAction {
    /** Ends jobs that have not ended. */
    CANCEL {
        @Override
        boolean isFor(JobStatus status) {
            return status.state() != JobState.COMPLETED;
        }

        @Override
        boolean act(Steering steering, Job job, Caller caller) {
            return steering.cancel(job, caller).isCompleted();
        }
    },
    /** Does once more what jobs that ended without success did not do. */
    RETRY {
        @Override
        boolean isFor(JobStatus status) {
            return status.isUnsuccessfulEnd();
        }

        @Override
        boolean act(Steering steering, Job job, Caller caller) {
            steering.retry(job, caller);
            return true;
        }
    },
    /** Removes jobs, and ends them first if they have not ended. */
    DELETE {
        @Override
        boolean isFor(JobStatus status) {
            return true;
        }

        @Override
        boolean act(Steering steering, Job job, Caller caller) {
            return steering.delete(job, caller).after().isCompleted();
        }
    };

    /** The statuses of the jobs that it is for; the others that pass a filter are not meant. */
    Set<JobStatus> statuses() {
        return Stream.of(JobStatus.values()).filter(this::isFor).collect(Collectors.toSet());
    }

    abstract boolean isFor(JobStatus status);

    /**
     * Does it to one job.
     *
     * @return whether it has happened; else the handler was asked to stop, and it will
     * @throws ProblemException if it cannot be done
     * @throws dev.accepted.job.RefusedException if a new job is refused
     */
    abstract boolean act(Steering steering, Job job, Caller caller);

    /** How it is called in URIs. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
