package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.engine.JobEngine;
import dev.accepted.engine.JobEngine.Accepted;
import dev.accepted.handler.JobType;
import dev.accepted.job.JobId;
import dev.accepted.job.Submission;
import dev.accepted.security.Callers;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * From a request to the 202: read, accept, answer.
 *
 * <p>With an {@code Idempotency-Key} a repeat is answered like the first request, and its body is only read for its digest. What
 * comes at the same time has been {@linkplain KeyedSubmissions put in order}; what comes by another node all the same meets the
 * key in the store.
 */
final class SubmitJob {

    private final Readers readers;
    private final JobEngine engine;
    private final JobStore jobs;
    private final TaskAnswer task;
    private final AwaitEnd end;

    SubmitJob(Readers readers, JobEngine engine, JobStore jobs, TaskAnswer task, AwaitEnd end) {
        this.readers = readers;
        this.engine = engine;
        this.jobs = jobs;
        this.task = task;
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

    private CompletionStage<Response> submit(ContainerRequestContext request, long most, Supplier<Submission> read) {
        Answers.check(request);
        Optional<OnceKey> key = KeyedSubmissions.keyOf(request);
        return key.isEmpty() ? accept(request, read) : once(key.get(), request, most, read);
    }

    private CompletionStage<Response> accept(ContainerRequestContext request, Supplier<Submission> read) {
        engine.admit(Callers.of(request));
        Submission submission = read.get();
        boolean toResult = task.leadsToResult(submission.type(), request);
        JobId id = engine.accept(submission, Callers.of(request)).id();
        return end.answer(id, () -> task.of(id, toResult, request), request);
    }

    private CompletionStage<Response> once(
            OnceKey key, ContainerRequestContext request, long most, Supplier<Submission> read) {
        DigestedBody body = DigestedBody.of(request, most);
        Optional<Holder> first = jobs.holder(key);
        if (first.isPresent()) {
            return repeat(first.get(), body.finish(), request);
        }
        engine.admit(Callers.of(request));
        Submission submission = read.get();
        Once once = new Once(key, finish(body, submission), task.leadsToResult(submission.type(), request));
        Accepted accepted = engine.accept(submission, Callers.of(request), once);
        JobId id = accepted.holder().id();
        return accepted.isNew()
                ? end.answer(id, () -> task.of(id, once.toResult(), request), request)
                : repeat(accepted.holder(), once.request(), request);
    }

    private static long finish(DigestedBody body, Submission read) {
        try {
            return body.finish();
        } catch (ProblemException e) {
            read.input().content().discard();
            throw e;
        }
    }

    /** A repeat is answered at once, like the first request was that did not want to wait. */
    private CompletionStage<Response> repeat(Holder first, long asked, ContainerRequestContext request) {
        if (first.once().request() != asked) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This " + IdempotencyKey.HEADER
                            + " came with another request before: other bytes, another media type "
                            + "or another query. It led to the job " + first.id() + ".");
        }
        return CompletableFuture.completedFuture(
                task.of(first.id(), first.once().toResult(), request)
                        .header("Idempotency-Replayed", true)
                        .build());
    }
}
