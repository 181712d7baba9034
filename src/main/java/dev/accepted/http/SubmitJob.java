package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.TaskView;
import dev.accepted.engine.JobEngine;
import dev.accepted.handler.JobType;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.Submission;
import dev.accepted.security.Callers;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.Locale;

/** From a request to the 202: read, accept, answer. */
final class SubmitJob {

    private final Desk desk;
    private final Readers readers;
    private final JobEngine engine;

    SubmitJob(Desk desk, Readers readers, JobEngine engine) {
        this.desk = desk;
        this.readers = readers;
        this.engine = engine;
    }

    /** A body that describes the job. */
    Response described(ContainerRequestContext request) {
        Parameters.only(request.getUriInfo().getQueryParameters());
        Dialect dialect = desk.answers().dialect(request);
        return accept(readers.described(request), request, dialect);
    }

    /** A body that is the job's input. */
    Response raw(JobType type, ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        return accept(readers.raw(type, request), request, dialect);
    }

    private Response accept(Submission submission, ContainerRequestContext request, Dialect dialect) {
        Caller caller = Callers.of(request);
        Job job = engine.accept(submission, caller);
        String href = desk.addresses().job(job.id());
        String uri = desk.addresses().absolute(href, request.getUriInfo());
        if (isBrowserForm(request)) {
            return Response.status(303).header(HttpHeaders.LOCATION, uri).build();
        }
        ResponseBuilder answer = Answers.answer(202, dialect, dialect.task(new TaskView(job.id(), href, uri)))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(HttpHeaders.RETRY_AFTER, desk.estimates().of(job).askAgain())
                .header(HttpHeaders.LINK, "<" + uri + ">; rel=\"monitor\"");
        boolean respondAsync = prefersRespondAsync(request);
        if (respondAsync) {
            answer.header("Preference-Applied", "respond-async");
        }
        if (respondAsync || answersWithResult(job)) {
            return answer.header(HttpHeaders.LOCATION, uri + "/result")
                    .header(HttpHeaders.CONTENT_LOCATION, uri + "/result")
                    .build();
        }
        return answer.header(HttpHeaders.LOCATION, uri).build();
    }

    private boolean answersWithResult(Job job) {
        return desk.types()
                .find(job.request().type())
                .filter(JobType::answersWithResult)
                .isPresent();
    }

    /** RFC 7240 section 4.1. */
    private static boolean prefersRespondAsync(ContainerRequestContext request) {
        List<String> fields = request.getHeaders().get("Prefer");
        return fields != null
                && fields.stream()
                        .flatMap(field -> List.of(field.split(",", -1)).stream())
                        .map(preference -> preference.split(";", -1)[0].strip().toLowerCase(Locale.ROOT))
                        .anyMatch("respond-async"::equals);
    }

    private static boolean isBrowserForm(ContainerRequestContext request) {
        var mediaType = request.getMediaType();
        return mediaType != null
                && (mediaType.getSubtype().equals("x-www-form-urlencoded")
                        || mediaType.getSubtype().equals("form-data"))
                && Answers.form(request) == Form.HTML;
    }
}
