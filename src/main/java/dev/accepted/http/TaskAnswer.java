package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.TaskView;
import dev.accepted.handler.JobType;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Outlook;
import dev.accepted.job.TypeName;
import dev.accepted.security.Callers;
import dev.accepted.store.JobStore;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;

/**
 * The 202 of whatever has led to a job: where the job is found, and when to look. The same whether the job is new, or was made
 * for an earlier request, and has ended or gone since.
 */
final class TaskAnswer {

    private static final int AT_ONCE = 1;

    private final Desk desk;
    private final JobStore jobs;

    TaskAnswer(Desk desk, JobStore jobs) {
        this.desk = desk;
        this.jobs = jobs;
    }

    /**
     * The answer.
     *
     * @param toResult whether {@code Location} is the job's result, for those who poll it until it is no longer 202
     */
    ResponseBuilder of(JobId id, boolean toResult, ContainerRequestContext request) {
        String href = desk.addresses().job(id);
        String uri = desk.addresses().absolute(href, request.getUriInfo());
        if (Answers.isBrowserForm(request)) {
            return Answers.seeOther(href);
        }
        ResponseBuilder answer = withBody(new TaskView(id, href, uri), request)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(HttpHeaders.RETRY_AFTER, askAgain(id))
                .header(HttpHeaders.LINK, "<" + uri + ">; rel=\"monitor\"");
        if (!toResult) {
            return answer.header(HttpHeaders.LOCATION, uri);
        }
        if (Prefer.of(request).respondAsync()) {
            answer.header(Prefer.APPLIED, "respond-async");
        }
        return answer.header(HttpHeaders.LOCATION, uri + "/result")
                .header(HttpHeaders.CONTENT_LOCATION, uri + "/result");
    }

    /** JSON alone has room for the job beside its task. */
    private ResponseBuilder withBody(TaskView task, ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        Optional<Job> job = Prefer.of(request).representation() && Answers.form(request) == Form.JSON
                ? jobs.find(task.id())
                : Optional.empty();
        return job.map(shown -> Answers.answer(202, dialect, dialect.task(task, view(shown, request)))
                        .header(Prefer.APPLIED, "return=representation"))
                .orElseGet(() -> Answers.answer(202, dialect, dialect.task(task)));
    }

    private JobView view(Job job, ContainerRequestContext request) {
        Outlook outlook =
                job.isCompleted() ? Outlook.NONE : desk.estimates().of(job).outlook();
        return desk.rendered().view(job, outlook, Callers.of(request).steers(job));
    }

    private int askAgain(JobId id) {
        return jobs.find(id)
                .filter(job -> !job.isCompleted())
                .map(job -> desk.estimates().of(job).askAgain())
                .orElse(AT_ONCE);
    }

    /** Whether a request for a job of this type is answered with the job's result as {@code Location}. */
    boolean leadsToResult(TypeName type, ContainerRequestContext request) {
        return Prefer.of(request).respondAsync()
                || desk.types().find(type).filter(JobType::answersWithResult).isPresent();
    }
}
