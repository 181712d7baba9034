package dev.accepted.http;

import dev.accepted.callback.Outbox;
import dev.accepted.callback.Report;
import dev.accepted.dialect.CallbacksView;
import dev.accepted.dialect.CallbacksView.Attempt;
import dev.accepted.dialect.CallbacksView.Told;
import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.Link;
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

/** Who is told when a job has ended, and how that goes. Of what receivers answer, only the status is shown. */
@Path("job-management/jobs/{id}/callbacks")
public final class CallbacksResource {

    private final Desk desk;
    private final JobLookup lookup;
    private final Outbox outbox;

    /** Over these jobs. */
    CallbacksResource(Desk desk, JobLookup lookup, Outbox outbox) {
        this.desk = desk;
        this.lookup = lookup;
        this.outbox = outbox;
    }

    /** The callback of a job with its attempts; an empty list if it has none. */
    @GET
    @Needs(Right.SEE)
    public Response callbacks(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Parameters.only(request.getUriInfo().getQueryParameters());
        Dialect dialect = desk.answers().dialect(request);
        Job job = lookup.visible(id, Callers.of(request));
        String uri = desk.addresses().job(job.id());
        String self = uri + "/callbacks";
        byte[] body = dialect.callbacks(
                new CallbacksView(self, of(job), List.of(Link.get("self", self), Link.get("job", uri))));
        return Answers.answer(200, dialect, body)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private List<Told> of(Job job) {
        String to = Outbox.shown(job).orElse(null);
        if (to == null) {
            return List.of();
        }
        Report report = outbox.report(job);
        return List.of(new Told(
                Outbox.idOf(job),
                to,
                report.state().name(),
                report.next(),
                report.attempts().stream()
                        .map(attempt -> new Attempt(attempt.at(), attempt.word()))
                        .toList()));
    }
}
