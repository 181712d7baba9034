package dev.accepted.http;

import dev.accepted.handler.JobType;
import dev.accepted.job.Head.Traced;
import dev.accepted.job.Submission;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Takes what clients submit, in whatever form, and answers when the job is accepted, or has ended if they wait for that. */
final class SubmitJob {

    private final Readers readers;
    private final AcceptOnce accept;
    private final AwaitEnd end;

    SubmitJob(Readers readers, AcceptOnce accept, AwaitEnd end) {
        this.readers = readers;
        this.accept = accept;
        this.end = end;
    }

    /** A body that describes the job. */
    CompletionStage<Response> described(ContainerRequestContext request) {
        Parameters.only(request.getUriInfo().getQueryParameters());
        return submit(request, readers.most(), () -> readers.described(request));
    }

    /** A body that is the job's input. */
    CompletionStage<Response> raw(JobType type, ContainerRequestContext request) {
        return submit(request, readers.most(type), () -> readers.raw(type, request));
    }

    /** A form of ours. */
    CompletionStage<Response> form(PageForm form, ContainerRequestContext request) {
        return submit(request, readers.most(form.type()), () -> readers.form(form, request));
    }

    /** Reads a form that was refused before it was read, for what was typed; nothing of it is kept. */
    void glance(PageForm form, ContainerRequestContext request) {
        try {
            readers.glance(form, request);
        } catch (ProblemException e) {
            // What cannot be read is not shown again; the refusal that is told already stays the first.
        }
    }

    private static Submission traced(Submission submission, ContainerRequestContext request) {
        return Traced.of(request.getHeaderString("traceparent"), request.getHeaderString("tracestate"))
                .map(submission::within)
                .orElse(submission);
    }

    /** A repeat is answered at once, like the first request was that did not want to wait. */
    private CompletionStage<Response> submit(ContainerRequestContext request, long most, Supplier<Submission> read) {
        return accept.submit(
                request,
                most,
                () -> traced(read.get(), request),
                (id, usual) -> end.answer(id, usual, request),
                (id, usual) -> CompletableFuture.completedFuture(usual.get()));
    }
}
