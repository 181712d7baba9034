package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.HistoryView;
import dev.accepted.dialect.Link;
import dev.accepted.job.Happening;
import dev.accepted.job.Job;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What has happened to a job, and when. */
@Path("job-management/jobs/{id}/history")
public final class HistoryResource {

    private final Desk desk;
    private final JobLookup lookup;

    /** Over these jobs. */
    HistoryResource(Desk desk, JobLookup lookup) {
        this.desk = desk;
        this.lookup = lookup;
    }

    /** All that the job remembers, oldest first. */
    @GET
    @Needs(Right.SEE)
    public Response history(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Parameters.only(request.getUriInfo().getQueryParameters());
        Dialect dialect = desk.answers().dialect(request);
        Job job = lookup.visible(id, Callers.of(request));
        String uri = desk.addresses().job(job.id());
        String self = uri + "/history";
        byte[] body = dialect.history(
                new HistoryView(self, Happening.to(job), List.of(Link.get("self", self), Link.get("job", uri))));
        return Answers.answer(200, dialect, body)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
