package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.engine.JobEngine;
import dev.accepted.engine.JobEngine.Accepted;
import dev.accepted.job.JobId;
import dev.accepted.job.Submission;
import dev.accepted.security.Callers;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * From a request to its job: read, accept, answer.
 *
 * <p>With an {@code Idempotency-Key} a repeat gets the job of the first request, and its body is only read for its digest. What
 * comes at the same time has been {@linkplain KeyedSubmissions put in order}; what comes by another node all the same meets the
 * key in the store.
 */
final class AcceptOnce {

    private final JobEngine engine;
    private final JobStore jobs;
    private final TaskAnswer task;

    AcceptOnce(JobEngine engine, JobStore jobs, TaskAnswer task) {
        this.engine = engine;
        this.jobs = jobs;
        this.task = task;
    }

    /** How a request is answered that has its job. */
    @FunctionalInterface
    interface Reply {

        /**
         * The answer, now or later.
         *
         * @param usual makes the 202
         */
        CompletionStage<ResponseBuilder> of(JobId id, Supplier<ResponseBuilder> usual);
    }

    /**
     * Accepts what a request asks for, unless that was done already.
     *
     * @param most how long its body may be
     * @param read makes the submission of it
     * @param first answers those whose job is new
     * @param repeat answers the others
     */
    CompletionStage<Response> submit(
            ContainerRequestContext request, long most, Supplier<Submission> read, Reply first, Reply repeat) {
        Answers.check(request);
        Optional<OnceKey> key = KeyedSubmissions.keyOf(request);
        return (key.isEmpty() ? accept(request, read, first) : once(key.get(), request, most, read, first, repeat))
                .thenApply(ResponseBuilder::build);
    }

    private CompletionStage<ResponseBuilder> accept(
            ContainerRequestContext request, Supplier<Submission> read, Reply reply) {
        engine.admit(Callers.of(request));
        Submission submission = read.get();
        boolean toResult = task.leadsToResult(submission.type(), request);
        JobId id = engine.accept(submission, Callers.of(request)).id();
        return reply.of(id, () -> task.of(id, toResult, request));
    }

    private CompletionStage<ResponseBuilder> once(
            OnceKey key,
            ContainerRequestContext request,
            long most,
            Supplier<Submission> read,
            Reply first,
            Reply repeat) {
        DigestedBody body = DigestedBody.of(request, most);
        Optional<Holder> before = jobs.holder(key);
        if (before.isPresent()) {
            return repeated(before.get(), body.finish(), request, repeat);
        }
        engine.admit(Callers.of(request));
        Submission submission = read.get();
        Once once = new Once(key, finish(body, submission), task.leadsToResult(submission.type(), request));
        Accepted accepted = engine.accept(submission, Callers.of(request), once);
        JobId id = accepted.holder().id();
        return accepted.isNew()
                ? first.of(id, () -> task.of(id, once.toResult(), request))
                : repeated(accepted.holder(), once.request(), request, repeat);
    }

    private static long finish(DigestedBody body, Submission read) {
        try {
            return body.finish();
        } catch (ProblemException e) {
            read.input().content().discard();
            throw e;
        }
    }

    private CompletionStage<ResponseBuilder> repeated(
            Holder first, long asked, ContainerRequestContext request, Reply reply) {
        if (first.once().request() != asked) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This " + IdempotencyKey.HEADER
                            + " came with another request before: other bytes, another media type "
                            + "or another query. It led to the job " + first.id() + ".");
        }
        return reply.of(first.id(), () -> task.of(first.id(), first.once().toResult(), request))
                .thenApply(answer -> answer.header("Idempotency-Replayed", true));
    }
}
