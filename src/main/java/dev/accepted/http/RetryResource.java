package dev.accepted.http;

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

/** Does once more what a job did not do. */
@Path("job-management/jobs/{id}/retry")
public final class RetryResource {

    private final Monitor monitor;
    private final Steering steering;
    private final TaskAnswer task;

    /** Over these jobs. */
    RetryResource(Monitor monitor, Steering steering, TaskAnswer task) {
        this.monitor = monitor;
        this.steering = steering;
        this.task = task;
    }

    /** Accepts a new job that does the same; asked again, answers the same new job. */
    @POST
    @Metered
    @Needs(Right.STEER)
    public Response retry(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Answers.check(request);
        Caller caller = Callers.of(request);
        Job job = steering.find(id, caller);
        monitor.isPlace(job, caller, request);
        JobId newer = steering.retry(job, caller);
        return task.of(newer, task.leadsToResult(job.request().type(), request), request)
                .build();
    }
}
