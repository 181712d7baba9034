package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.engine.Estimates.Estimate;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
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
        if (job.isCompleted()) {
            return answer(status, dialect, desk.rendered().body(job, Outlook.NONE, dialect, caller.steers(job)));
        }
        Estimate estimate = desk.estimates().of(job);
        return answer(status, dialect, desk.rendered().body(job, estimate.outlook(), dialect, caller.steers(job)))
                .header(HttpHeaders.RETRY_AFTER, estimate.askAgain());
    }

    private static ResponseBuilder answer(int status, Dialect dialect, byte[] body) {
        return Answers.answer(status, dialect, body).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
