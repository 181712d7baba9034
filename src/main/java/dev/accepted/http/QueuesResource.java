package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.QueueView;
import dev.accepted.dialect.QueuesView;
import dev.accepted.job.Caller;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;

/**
 * The queues: how they stand, and the way to pause and resume them. A paused queue takes in jobs and starts none; what runs runs on.
 * Both can be asked for again and again. A pause is forgotten when the application stops, as is what it held up.
 *
 * <p>For people they stand on the overview, to which the form of a browser leads back.
 */
@Path("job-management/queues")
public final class QueuesResource {

    private final Desk desk;
    private final Queues queues;

    /** Over these queues. */
    QueuesResource(Desk desk, Queues queues) {
        this.desk = desk;
        this.queues = queues;
    }

    /** All queues. */
    @GET
    @Needs(Right.SEE)
    public Response list(@Context ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        QueuesView view = new QueuesView(desk.addresses().queues(), queues.all(Callers.of(request)));
        return Answers.tagged(request, dialect, dialect.queues(view)).build();
    }

    /** One queue. */
    @GET
    @Path("{queue}")
    @Needs(Right.SEE)
    public Response queue(@Context ContainerRequestContext request, @PathParam("queue") String name) {
        Dialect dialect = desk.answers().dialect(request);
        QueueView view = queues.find(name, Callers.of(request));
        return Answers.tagged(request, dialect, dialect.queue(view)).build();
    }

    /** Has it start no more jobs. */
    @POST
    @Path("{queue}/pause")
    @Needs(Right.ADMINISTER)
    public Response pause(@Context ContainerRequestContext request, @PathParam("queue") String name) {
        return act(request, name, queues::pause);
    }

    /** Has it start jobs again. */
    @POST
    @Path("{queue}/resume")
    @Needs(Right.ADMINISTER)
    public Response resume(@Context ContainerRequestContext request, @PathParam("queue") String name) {
        return act(request, name, queues::resume);
    }

    private Response act(ContainerRequestContext request, String name, BiFunction<String, Caller, QueueView> what) {
        Dialect dialect = desk.answers().dialect(request);
        QueueView view = what.apply(name, Callers.of(request));
        return Answers.isBrowserForm(request)
                ? Answers.seeOther(desk.addresses().home()).build()
                : Answers.answer(200, dialect, dialect.queue(view))
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .build();
    }
}
