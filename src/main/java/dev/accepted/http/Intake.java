package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.handler.JobType;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.Job;
import dev.accepted.job.Outcome;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Submission;
import dev.accepted.page.Visitor;
import dev.accepted.security.Callers;
import dev.accepted.store.JobStore;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Where resources that are not ours hand in requests to be done later, and get the answers that ours give. The caller must have
 * been {@linkplain Callers#remember(ContainerRequestContext) remembered}.
 */
public final class Intake {

    private static final String TAKEN = Taken.class.getName();
    private static final String HOME = "/job-management";

    private final Desk desk;
    private final AcceptOnce accept;
    private final KeepInput keep;
    private final TaskAnswer task;
    private final JobStore jobs;
    private final Waits waits;

    Intake(Desk desk, AcceptOnce accept, KeepInput keep, TaskAnswer task, JobStore jobs, Waits waits) {
        this.desk = desk;
        this.accept = accept;
        this.keep = keep;
        this.task = task;
        this.jobs = jobs;
        this.waits = waits;
    }

    /** Whether the client wants to be answered before the work is done (RFC 7240 section 4.1). */
    public static boolean wantsAsync(ContainerRequestContext request) {
        return Prefer.of(request).respondAsync();
    }

    /** How many seconds the client waits for the work to be done (section 4.3), at most fifty. */
    public static OptionalInt patience(ContainerRequestContext request) {
        return Prefer.of(request).seconds();
    }

    /**
     * Accepts a request as a job, or finds the job that it has led to before, and answers 202.
     *
     * @param hold whether the answer is {@linkplain #putOff put off}; never asked about a repeat
     * @throws RefusedException if it is refused
     * @throws ProblemException if it cannot be read
     */
    public Response take(JobType type, Head.Asked head, ContainerRequestContext request, Predicate<Taken> hold) {
        request.setProperty(Answers.FOREIGN, true);
        List<String> keys = request.getHeaders().get(IdempotencyKey.HEADER);
        if (keys != null) {
            KeyedSubmissions.give(
                    IdempotencyKey.parse(keys)
                            .of(
                                    Callers.of(request).name(),
                                    request.getMethod(),
                                    request.getUriInfo().getAbsolutePath().getRawPath()),
                    request);
        }
        boolean toResult = task.leadsToResult(type.name(), request);
        return accept.submit(
                        request,
                        type.input().mostBytes(),
                        () -> read(type, head, request),
                        (id, usual) -> CompletableFuture.completedFuture(
                                hold.test(new Taken(id, toResult)) ? Response.accepted() : usual.get()),
                        (id, usual) -> CompletableFuture.completedFuture(usual.get()))
                .toCompletableFuture()
                .join();
    }

    private Submission read(JobType type, Head.Asked head, ContainerRequestContext request) {
        String mediaType = head.first(HttpHeaders.CONTENT_TYPE).orElse(MediaType.APPLICATION_OCTET_STREAM);
        try {
            Document body = keep.bytes(
                    mediaType, null, LimitedBody.of(request, type.input().mostBytes()));
            return Submission.of(type.name(), new Document(mediaType, null, body.content(), head));
        } catch (IOException e) {
            throw LimitedBody.brokenOff();
        }
    }

    /**
     * A wait for a job's end, without a thread.
     *
     * @param over told when the job has ended, or time is up
     * @param cancel to be called when the client is gone
     */
    public record Pause(CompletionStage<?> over, Runnable cancel) {}

    /** Waits for the end of a job, but no longer than this; empty if there is no place to wait, or no job any more. */
    public Optional<Pause> pause(Taken taken, Duration most, ContainerRequestContext request) {
        return jobs.find(taken.id())
                .flatMap(job -> waits.until(
                        Job::isCompleted, job, most, Callers.of(request).name()))
                .map(wait -> new Pause(wait.outcome(), wait::cancel));
    }

    /**
     * Puts off the answer: it is given when the container dispatches the request anew, to the context-relative path that this
     * returns. Nobody of the application that it came to is asked again then, for its body has been read.
     */
    public static String putOff(Taken taken, ContainerRequestContext request) {
        request.setProperty(TAKEN, taken);
        return HOME;
    }

    /** Gives the answers that were put off, before anything else is asked. */
    ContainerRequestFilter later() {
        return new Later(this);
    }

    @PreMatching
    private record Later(Intake intake) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getProperty(TAKEN) instanceof Taken taken) {
                request.abortWith(intake.done(taken, request));
            }
        }
    }

    /** What the work has come to, if it has been done by now; else the 202. */
    private Response done(Taken taken, ContainerRequestContext request) {
        Optional<Job> job = jobs.find(taken.id());
        OptionalInt patience = patience(request);
        ResponseBuilder answer = job.flatMap(Job::outcome)
                .map(outcome -> ended(outcome, request).header(HttpHeaders.LINK, monitor(taken, request)))
                .orElseGet(() -> task.of(taken.id(), taken.toResult(), request));
        return (patience.isPresent() ? answer.header(Prefer.APPLIED, "wait=" + patience.getAsInt()) : answer).build();
    }

    private String monitor(Taken taken, ContainerRequestContext request) {
        return "<" + desk.addresses().absolute(desk.addresses().job(taken.id()), request.getUriInfo())
                + ">; rel=\"monitor\"";
    }

    private ResponseBuilder ended(Outcome outcome, ContainerRequestContext request) {
        Files files = new Files(desk.answers());
        Optional<Document> result = outcome.result();
        try {
            return result.isPresent()
                    ? files.whole(result.get(), request)
                    : outcome.fault()
                            .map(fault -> files.problem(Problem.of(fault), request))
                            .orElseGet(() -> Files.sandboxed(Response.noContent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problem of a refused request. */
    public Response refusal(RefusedException refused, ContainerRequestContext request) {
        ResponseBuilder answer = problem(Problems.of(refused.refusal()), request);
        return (refused.refusal() instanceof Refusal.Full full
                        ? answer.header(
                                HttpHeaders.RETRY_AFTER,
                                Math.max(1, full.retryAfter().toSeconds()))
                        : answer)
                .build();
    }

    /** The problem of a request that cannot be read. */
    public Response refusal(ProblemException refused, ContainerRequestContext request) {
        return problem(refused.problem(), request).build();
    }

    /** The problem of a request of nobody; the challenge is the container's. */
    public Response unauthenticated(ContainerRequestContext request) {
        return problem(
                        Problem.of(ProblemCode.UNAUTHENTICATED, "The request has no credentials that are known here."),
                        request)
                .build();
    }

    private ResponseBuilder problem(Problem problem, ContainerRequestContext request) {
        RestOfBody.read(request::getHeaderString, request::getEntityStream);
        ResponseBuilder answer = Response.status(problem.code().status())
                .header(HttpHeaders.VARY, Answers.VARY)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
        return answer.entity(desk.answers()
                .problem(
                        problem,
                        null,
                        request.getHeaderString(HttpHeaders.ACCEPT),
                        Callers.found(request).map(Visitor::of).orElse(Visitor.NOBODY),
                        answer::header));
    }
}
