package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Document;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.Outcome;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What those get who waited at a front door until the job had ended: the endpoint's answer, as {@code /result} repeats it, but whole
 * and without conditions, for those of the request were meant for the endpoint. If there is none, we are the gateway that has to say
 * so (RFC 9110 sections 15.6.3 and 15.6.5). {@code Link} leads to the job, for whoever wants to know more. Immutable.
 */
final class DoorAnswer {

    private final Desk desk;
    private final Files files;

    DoorAnswer(Desk desk) {
        this.desk = desk;
        this.files = new Files(desk.answers());
    }

    /** The answer to this request, which led to this job; it has ended. */
    ResponseBuilder of(Job job, ContainerRequestContext request) {
        String uri = desk.addresses().absolute(desk.addresses().job(job.id()), request.getUriInfo());
        Outcome outcome = job.outcome().orElseThrow();
        return answer(outcome, request)
                .header("Job-Status", outcome.status())
                .header(HttpHeaders.LINK, "<" + uri + ">; rel=\"monitor\"");
    }

    private ResponseBuilder answer(Outcome outcome, ContainerRequestContext request) {
        return switch (outcome.status()) {
            case SUCCESS ->
                outcome.result()
                        .map(document -> whole(document, request))
                        .orElseGet(() -> Files.sandboxed(Response.noContent()));
            case TIMEOUT -> failed(ProblemCode.ENDPOINT_TIMED_OUT, outcome, request);
            default -> failed(ProblemCode.ENDPOINT_FAILED, outcome, request);
        };
    }

    private ResponseBuilder whole(Document document, ContainerRequestContext request) {
        try {
            return files.whole(document, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResponseBuilder failed(ProblemCode code, Outcome outcome, ContainerRequestContext request) {
        return files.problem(Problem.of(code, outcome.fault().map(Fault::detail).orElse(code.meaning())), request);
    }
}
