package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;

/** Shows a job as it stands, in the form that the client chose. Immutable. */
final class Monitor {

    private final Desk desk;

    Monitor(Desk desk) {
        this.desk = desk;
    }

    /** An answer with the job as its body, and when to ask again unless it has ended. */
    ResponseBuilder answer(int status, Job job, Caller caller, ContainerRequestContext request) {
        Dialect dialect = desk.answers().dialect(request);
        ResponseBuilder answer = Answers.answer(status, dialect, desk.rendered().body(job, dialect, caller.steers(job)))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        return job.isCompleted()
                ? answer
                : answer.header(HttpHeaders.RETRY_AFTER, desk.retryAfter().seconds(job));
    }
}
