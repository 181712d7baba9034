package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.Link;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.TypeView;
import dev.accepted.dialect.TypeView.Limits;
import dev.accepted.dialect.TypeView.Placement;
import dev.accepted.dialect.TypeView.Takes;
import dev.accepted.dialect.TypesView;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobType.InputRules;
import dev.accepted.job.Caller;
import dev.accepted.job.TypeName;
import dev.accepted.page.Visitor;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What can be submitted here, and the way to submit it with the body as the input. */
@Path("job-management/job-types")
public final class JobTypesResource {

    private final Desk desk;
    private final SubmitJob submit;

    /** Over the deployed types. */
    JobTypesResource(Desk desk, SubmitJob submit) {
        this.desk = desk;
        this.submit = submit;
    }

    /** All types. */
    @GET
    @Needs(Right.SEE)
    public Response list(@Context ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        Caller caller = Callers.of(request);
        List<TypeView> types =
                desk.types().all().stream().map(type -> view(type, caller)).toList();
        TypesView view = new TypesView(desk.addresses().types(), types);
        if (Answers.isPage(request)) {
            return Answers.page(request, desk.answers().pages().types(view, Visitor.of(caller)))
                    .build();
        }
        return Answers.tagged(request, dialect, dialect.types(view)).build();
    }

    /** One type. */
    @GET
    @Path("{type}")
    @Needs(Right.SEE)
    public Response type(@Context ContainerRequestContext request, @PathParam("type") String name) {
        Dialect dialect = desk.answers().dialect(request);
        Caller caller = Callers.of(request);
        TypeView view = view(find(name), caller);
        if (Answers.isPage(request)) {
            return Answers.page(request, desk.answers().pages().type(view, Visitor.of(caller)))
                    .build();
        }
        return Answers.tagged(request, dialect, dialect.type(view)).build();
    }

    /** Submits a job of this type whose input is the body. */
    @POST
    @Metered
    @Path("{type}/jobs")
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> submit(@Context ContainerRequestContext request, @PathParam("type") String name) {
        JobType type = find(name);
        return Answers.isBrowserForm(request) ? byForm(type, request) : submit.raw(type, request);
    }

    private CompletionStage<Response> byForm(JobType type, ContainerRequestContext request) {
        Caller caller = Callers.of(request);
        PageForm form = new PageForm(type);
        ProblemPlace.set(request, problem -> {
            if (!form.isRead()) {
                submit.glance(form, request);
            }
            return desk.answers().pages().type(view(type, caller), Visitor.of(caller), problem, form.typed());
        });
        return submit.form(form, request);
    }

    private JobType find(String name) {
        return (TypeName.isValid(name) ? desk.types().find(new TypeName(name)) : Optional.<JobType>empty())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNKNOWN_JOB_TYPE, "There is no job type '" + name + "' here."));
    }

    private TypeView view(JobType type, Caller caller) {
        String uri = desk.addresses().type(type.name());
        List<Link> read = List.of(
                Link.get("self", uri), Link.get("collection", desk.addresses().types()));
        List<Link> links = type.isFor(caller) && !type.input().requestsOnly()
                ? List.of(read.get(0), read.get(1), Link.post("submit", uri + "/jobs"))
                : read;
        int most = type.limits().maxConcurrent();
        return TypeView.of(
                uri,
                type.name(),
                type.description(),
                takes(type.input()),
                new Limits(
                        type.limits().timeout(),
                        type.limits().attempts(),
                        type.limits().retention(),
                        most == Integer.MAX_VALUE ? null : most),
                desk.estimates().typical(type.name()).orElse(null),
                new Placement(
                        type.placement().queues(),
                        type.placement().priority(),
                        type.placement()
                                .window()
                                .map(window -> new TypeView.Window(
                                        window.expression(), window.zone().getId()))
                                .orElse(null)),
                type.roles(),
                links);
    }

    private static Takes takes(InputRules input) {
        return input.schema()
                .<Takes>map(schema -> new Takes.Json(schema.document().toString()))
                .orElseGet(() -> new Takes.Raw(input.mediaTypes(), input.mostBytes()));
    }
}
