package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.HomeView;
import dev.accepted.dialect.Link;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Caller;
import dev.accepted.page.Visitor;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/** Where everything begins: what runs here, links to all there is, and the contract in words and schemas. */
@Path("job-management")
public final class HomeResource {

    private final Desk desk;
    private final Queues queues;
    private final About about;
    private final URL schema;
    private final ScheduleSight schedules;

    /**
     * With what there is to say about this deployment.
     *
     * @param schema the XML Schema of the representations
     */
    HomeResource(Desk desk, Queues queues, About about, URL schema, ScheduleSight schedules) {
        this.desk = desk;
        this.queues = queues;
        this.about = about;
        this.schema = schema;
        this.schedules = schedules;
    }

    /** What runs here, and where to go. */
    @GET
    @Needs(Right.SEE)
    public Response home(@Context ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        HomeView home = new HomeView(
                desk.addresses().home(),
                about.version(),
                about.node(),
                about.executor(),
                about.store(),
                about.settings(),
                about.startedAt(),
                links(Callers.of(request)));
        if (Answers.isPage(request)) {
            Caller caller = Callers.of(request);
            return Answers.page(
                            request,
                            desk.answers()
                                    .pages()
                                    .home(
                                            home,
                                            queues.all(caller),
                                            schedules.all(caller).schedules(),
                                            Visitor.of(caller)))
                    .build();
        }
        return Answers.tagged(request, dialect, dialect.home(home)).build();
    }

    private List<Link> links(Caller caller) {
        Addresses addresses = desk.addresses();
        List<Link> links = new ArrayList<>();
        links.add(Link.get("self", addresses.home()));
        links.add(Link.get("jobs", addresses.jobs()));
        if (caller.has(Caller.USER) || caller.isAdmin()) {
            links.add(Link.post("submit", addresses.jobs()));
        }
        links.add(Link.get("job-types", addresses.types()));
        links.add(Link.get("schedules", addresses.schedules()));
        links.add(Link.get("queues", addresses.queues()));
        links.add(Link.get("service-desc", addresses.contract()));
        links.add(Link.get("describedby", addresses.schema(), "application/xml"));
        links.add(Link.get("script", addresses.script(), "text/x-shellscript"));
        if (caller.seesAll()) {
            links.add(Link.get("metrics", addresses.metrics(), "text/plain"));
        }
        return links;
    }

    /** The XML Schema of jobs, tasks and submissions. */
    @GET
    @Path("job.xsd")
    @Needs(Right.SEE)
    public Response schema() {
        try (InputStream in = schema.openStream()) {
            return Response.ok(in.readAllBytes(), "application/xml").build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a kind of problem means. */
    @GET
    @Path("problems/{code}")
    @Needs(Right.SEE)
    public Response meaning(@Context ContainerRequestContext request, @PathParam("code") String key) {
        Dialect dialect = desk.answers().dialect(request);
        ProblemCode code = ProblemCode.ofKey(key)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "There is no kind of problem with the key '" + key + "'."));
        if (Answers.isPage(request)) {
            return Answers.page(request, desk.answers().pages().meaning(code, Visitor.of(Callers.of(request))))
                    .build();
        }
        return Answers.tagged(request, dialect, dialect.meaning(code)).build();
    }
}
