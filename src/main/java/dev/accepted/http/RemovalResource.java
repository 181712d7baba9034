package dev.accepted.http;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import dev.accepted.store.JobStore.Change;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * Has a job gone. 204 removes one that has ended; 202 ends one that has not, and it is removed then: its body is the job as it was
 * left, and further looks at it show how it ends, until they are answered 410. A browser's form is answered with the list.
 */
@Path("job-management/jobs/{id}")
public final class RemovalResource {

    private final Desk desk;
    private final Monitor monitor;
    private final Steering steering;

    /** Over these jobs. */
    RemovalResource(Desk desk, Monitor monitor, Steering steering) {
        this.desk = desk;
        this.monitor = monitor;
        this.steering = steering;
    }

    /** Removes an ended job, ends any other first. */
    @DELETE
    @Needs(Right.STEER)
    public Response delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Answers.check(request);
        Caller caller = Callers.of(request);
        Job job = steering.find(id, caller);
        monitor.isPlace(job, caller, request);
        Change met = steering.delete(job, caller);
        if (Answers.isBrowserForm(request)) {
            return Answers.seeOther(desk.addresses().jobs()).build();
        }
        return met.before().isCompleted()
                ? Response.noContent().build()
                : monitor.answer(202, met.after(), caller, request).build();
    }

    /** The same for clients that know no other methods than GET and POST. */
    @POST
    @Path("delete")
    @Needs(Right.STEER)
    public Response deleteByPost(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return delete(request, id);
    }
}
