package dev.accepted.library;

import dev.accepted.handler.JobContext;
import dev.accepted.jaxrs.LongRunning;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** The resource that the README shows. */
@Path("resources/{id}")
public final class Resources {

    @PUT
    @LongRunning(name = "Update Resource", summary = "random text", timeout = "PT1H")
    @RolesAllowed("clerk")
    public String update(
            @PathParam("id") String id, String content, @Context JobContext job, @Context SecurityContext caller)
            throws InterruptedException {
        for (int percent = 0; percent < 100; percent += 10) {
            job.progress(percent, "updating " + id);
            Thread.sleep(10);
        }
        return id + " is '" + content + "' now, as " + caller.getUserPrincipal().getName() + " wishes\n";
    }
}
