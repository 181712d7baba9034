package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.engine.JobEngine;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Does once more what a job did not do. */
@Path("job-management/jobs/{id}/retry")
public final class RetryResource {

    private final JobLookup lookup;
    private final JobEngine engine;
    private final TaskAnswer task;

    /** Over this engine. */
    RetryResource(JobLookup lookup, JobEngine engine, TaskAnswer task) {
        this.lookup = lookup;
        this.engine = engine;
        this.task = task;
    }

    /** Accepts a new job that does the same; asked again, answers the same new job. */
    @POST
    @Metered
    @Needs(Right.STEER)
    public Response retry(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Answers.check(request);
        Caller caller = Callers.of(request);
        Job job = lookup.steerable(id, caller);
        Optional<JobId> newer = engine.retry(job.id(), caller.name());
        if (newer.isEmpty()) {
            // One that was removed this very moment is not found now, which is said as for any other.
            throw notRetryable(lookup.steerable(id, caller));
        }
        return task.of(newer.get(), task.leadsToResult(job.request().type(), request), request)
                .build();
    }

    private static ProblemException notRetryable(Job job) {
        return new ProblemException(
                ProblemCode.NOT_RETRYABLE,
                "Only a job that ended without success is retried, but the job " + job.id() + " is " + job.status()
                        + ".");
    }
}
