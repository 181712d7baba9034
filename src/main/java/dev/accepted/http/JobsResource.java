package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.JobsView;
import dev.accepted.dialect.Problem;
import dev.accepted.job.Caller;
import dev.accepted.job.JobStatus;
import dev.accepted.page.Visitor;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All jobs: submit one, list them. */
@Path("job-management/jobs")
public final class JobsResource {

    private static final int LIMIT = 50;
    private static final int MOST = 500;
    private static final Set<String> PARAMETERS = Stream.concat(
                    FilterParameters.ONCE.stream(), Stream.of("limit", "cursor"))
            .collect(Collectors.toSet());

    private static final JobsView NONE = new JobsView("", List.of(), null, null, null);

    private final Desk desk;
    private final SubmitJob submit;
    private final JobStore jobs;

    /** Over this store. */
    JobsResource(Desk desk, SubmitJob submit, JobStore jobs) {
        this.desk = desk;
        this.submit = submit;
        this.jobs = jobs;
    }

    /** Accepts a submission in JSON or XML. */
    @POST
    @Metered
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> submit(@Context ContainerRequestContext request) {
        return submit.described(request);
    }

    /** A page of the jobs that the caller may see and that pass the filter, newest first; short where a search stops early. */
    @GET
    @Needs(Right.SEE)
    public Response list(@Context ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        Caller caller = Callers.of(request);
        MultivaluedMap<String, String> parameters = parameters(request);
        ProblemPlace.set(request, problem -> page(NONE, parameters, statuses -> null, caller, problem));
        Parameters.only(parameters, FilterParameters.REPEATED, PARAMETERS);
        FilterParameters filter = new FilterParameters(parameters);
        JobQuery query = JobQuery.newest((int) Parameters.number(parameters, "limit", 1, MOST, LIMIT))
                .where(visible(filter.filter(), caller));
        String cursor = parameters.getFirst("cursor");
        JobPage page = jobs.page(cursor == null ? query : Cursor.parse(cursor).in(query));
        String every = every(filter, query, parameters);
        String next = page.older() == null ? null : every + new Cursor(false, page.older());
        String prev = page.newer() == null ? null : every + new Cursor(true, page.newer());
        List<JobView> items = page.jobs().stream()
                .map(job -> JobView.item(job, desk.addresses().job(job.id())))
                .toList();
        JobsView view = new JobsView(self(request), items, page.total(), next, prev);
        boolean isPage = Answers.isPage(request);
        byte[] body = isPage ? page(view, parameters, count(filter, caller), caller, null) : dialect.jobs(view);
        ResponseBuilder answer = isPage ? Answers.html(200, body) : Answers.answer(200, dialect, body);
        link(answer, next, "next", request);
        link(answer, prev, "prev", request);
        return Answers.tagged(request, body, answer).build();
    }

    private static MultivaluedMap<String, String> parameters(ContainerRequestContext request) {
        MultivaluedMap<String, String> given = request.getUriInfo().getQueryParameters();
        return Answers.isPage(request) ? FilterParameters.ofForm(given) : given;
    }

    private static JobFilter visible(JobFilter filter, Caller caller) {
        return caller.seesAll() ? filter : filter.only(caller.name());
    }

    /** How many there are of each status with the rest of the filter; nothing is searched for to tell that. */
    private Function<Set<JobStatus>, @Nullable Long> count(FilterParameters filter, Caller caller) {
        JobFilter rest = visible(filter.filter().inAnyStatus(), caller);
        return statuses -> rest.isDirect()
                ? jobs.page(JobQuery.newest(1).where(rest.in(statuses))).total()
                : null;
    }

    private byte[] page(
            JobsView view,
            Map<String, List<String>> parameters,
            Function<Set<JobStatus>, @Nullable Long> count,
            Caller caller,
            @Nullable Problem problem) {
        return desk.answers()
                .pages()
                .jobs(view, FilterParameters.asked(parameters), count, Visitor.of(caller), problem);
    }

    /** What the links to other parts have in common with this one, up to their cursor. */
    private String every(FilterParameters filter, JobQuery query, MultivaluedMap<String, String> parameters) {
        return desk.addresses().jobs()
                + Parameters.query(
                        filter.query(),
                        parameters.containsKey("limit") ? "limit=" + query.limit() : "",
                        parameters.containsKey("f") ? "f=" + parameters.getFirst("f") : "",
                        "cursor=");
    }

    private String self(ContainerRequestContext request) {
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        return desk.addresses().jobs() + (query == null ? "" : "?" + query);
    }

    private void link(ResponseBuilder answer, @Nullable String path, String rel, ContainerRequestContext request) {
        if (path != null) {
            answer.header(
                    "Link", "<" + desk.addresses().absolute(path, request.getUriInfo()) + ">; rel=\"" + rel + "\"");
        }
    }
}
