package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.ScheduleView;
import dev.accepted.dialect.SchedulesView;
import dev.accepted.engine.schedule.Recurring;
import dev.accepted.engine.schedule.Schedules;
import dev.accepted.engine.schedule.Turn;
import dev.accepted.engine.schedule.Turn.Submitted;
import dev.accepted.job.Caller;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * What is submitted again and again. Whoever may see the jobs of a schedule sees it; administrators pause it, and have it submit
 * its job now.
 */
@Path("job-management/schedules")
public final class SchedulesResource {

    private final Desk desk;
    private final ScheduleSight sight;
    private final Schedules schedules;
    private final TaskAnswer task;

    /** Over these schedules. */
    SchedulesResource(Desk desk, ScheduleSight sight, Schedules schedules, TaskAnswer task) {
        this.desk = desk;
        this.sight = sight;
        this.schedules = schedules;
        this.task = task;
    }

    /** All schedules. */
    @GET
    @Needs(Right.SEE)
    public Response list(@Context ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        Parameters.only(request.getUriInfo().getQueryParameters());
        Caller caller = Callers.of(request);
        SchedulesView view = sight.all(caller);
        return Answers.isPage(request)
                ? Answers.page(request, desk.answers().pages().schedules(view, Visitor.of(caller)))
                        .build()
                : Answers.tagged(request, dialect, dialect.schedules(view)).build();
    }

    /** One schedule. */
    @GET
    @Path("{schedule}")
    @Needs(Right.SEE)
    public Response schedule(@Context ContainerRequestContext request, @PathParam("schedule") String name) {
        Dialect dialect = desk.answers().dialect(request);
        Parameters.only(request.getUriInfo().getQueryParameters());
        Caller caller = Callers.of(request);
        ScheduleView view = sight.view(sight.find(name, caller), caller);
        return Answers.isPage(request)
                ? Answers.page(request, desk.answers().pages().schedule(view, Visitor.of(caller), null))
                        .build()
                : Answers.tagged(request, dialect, dialect.schedule(view)).build();
    }

    /** Submits its job now, whether it is time or not, and whether it is paused or not. */
    @POST
    @Path("{schedule}/run-now")
    @Needs(Right.ADMINISTER)
    public Response runNow(@Context ContainerRequestContext request, @PathParam("schedule") String name) {
        Recurring found = found(request, name);
        Turn turn = schedules.runNow(found, Callers.of(request));
        if (turn instanceof Submitted submitted) {
            return task.of(
                            submitted.job(),
                            task.leadsToResult(found.schedule().submission().type(), request),
                            request)
                    .build();
        }
        throw new ProblemException(
                ProblemCode.LAST_JOB_ACTIVE,
                "The last job of '" + name + "', " + ((Turn.Skipped) turn).active() + ", has not ended.");
    }

    /** From now on it submits nothing by itself; asked again, the answer is the same. */
    @POST
    @Path("{schedule}/pause")
    @Needs(Right.ADMINISTER)
    public Response pause(@Context ContainerRequestContext request, @PathParam("schedule") String name) {
        Recurring found = found(request, name);
        schedules.pause(found, Callers.of(request));
        return changed(found, request);
    }

    /** From now on it submits its jobs again; what was due meanwhile is not made up for. */
    @POST
    @Path("{schedule}/resume")
    @Needs(Right.ADMINISTER)
    public Response resume(@Context ContainerRequestContext request, @PathParam("schedule") String name) {
        Recurring found = found(request, name);
        schedules.resume(found, Callers.of(request));
        return changed(found, request);
    }

    private Recurring found(ContainerRequestContext request, String name) {
        Answers.check(request);
        Parameters.only(request.getUriInfo().getQueryParameters());
        Caller caller = Callers.of(request);
        Recurring found = sight.find(name, caller);
        ProblemPlace.set(
                request,
                problem -> desk.answers().pages().schedule(sight.view(found, caller), Visitor.of(caller), problem));
        return found;
    }

    private Response changed(Recurring found, ContainerRequestContext request) {
        Caller caller = Callers.of(request);
        if (Answers.isBrowserForm(request)) {
            return Answers.seeOther(desk.addresses().schedule(found.schedule().name()))
                    .build();
        }
        ScheduleView view = sight.view(found, caller);
        Dialect dialect = desk.answers().dialect(request);
        return (Answers.isPage(request)
                        ? Answers.html(200, desk.answers().pages().schedule(view, Visitor.of(caller), null))
                        : Answers.answer(200, dialect, dialect.schedule(view)))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
