package dev.accepted.http;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** One job: its status and its cancellation. */
@Path("job-management/jobs/{id}")
public final class JobResource {

    private final Monitor monitor;
    private final JobLookup lookup;
    private final Steering steering;

    /** Over these jobs. */
    JobResource(Monitor monitor, JobLookup lookup, Steering steering) {
        this.monitor = monitor;
        this.lookup = lookup;
        this.steering = steering;
    }

    /** The status monitor: 200 for every job that exists, failed ones included. */
    @GET
    @Needs(Right.SEE)
    public Response status(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Caller caller = Callers.of(request);
        return monitor.read(200, lookup.visible(id, caller), caller, request).build();
    }

    /** Ends a waiting job, asks a running one to end. */
    @POST
    @Path("cancel")
    @Needs(Right.STEER)
    public Response cancel(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Caller caller = Callers.of(request);
        // A form that does not exist is refused before anything is done.
        Answers.check(request);
        Job found = steering.find(id, caller);
        monitor.isPlace(found, caller, request);
        Job job = steering.cancel(found, caller);
        return Answers.isBrowserForm(request)
                ? monitor.wayTo(job).build()
                : monitor.answer(job.isCompleted() ? 200 : 202, job, caller, request)
                        .build();
    }
}
