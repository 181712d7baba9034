package dev.accepted.http;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.security.Callers;
import dev.accepted.store.JobStore;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the answer to a submission back while its client is willing to wait (RFC 7240 section 4.3): if the job ends meanwhile, it
 * is 200 with the job; else the usual 202. One who finds no place to wait in gets that at once.
 */
final class AwaitEnd {

    private final Desk desk;
    private final Monitor monitor;
    private final JobStore jobs;
    private final Waits waits;

    AwaitEnd(Desk desk, Monitor monitor, JobStore jobs, Waits waits) {
        this.desk = desk;
        this.monitor = monitor;
        this.jobs = jobs;
        this.waits = waits;
    }

    /**
     * The answer, now or later.
     *
     * @param usual makes the 202
     */
    CompletionStage<ResponseBuilder> answer(
            JobId id, Supplier<ResponseBuilder> usual, ContainerRequestContext request) {
        OptionalInt seconds = Prefer.of(request).seconds();
        if (seconds.isEmpty() || Answers.isPage(request)) {
            return CompletableFuture.completedFuture(usual.get());
        }
        Caller caller = Callers.of(request);
        return within(Duration.ofSeconds(seconds.getAsInt()), id, job -> ended(job, caller, request), usual, request);
    }

    /**
     * The same for those who wait so long and want to see something else.
     *
     * @param ended makes the answer of the job that has ended
     */
    CompletionStage<ResponseBuilder> within(
            Duration most,
            JobId id,
            Function<Job, ResponseBuilder> ended,
            Supplier<ResponseBuilder> usual,
            ContainerRequestContext request) {
        Optional<Job> accepted = jobs.find(id);
        // It may have ended before anybody could begin to wait, and nothing will happen to it any more.
        if (accepted.filter(Job::isCompleted).isPresent()) {
            return CompletableFuture.completedFuture(granted(ended.apply(accepted.get()), request));
        }
        return accepted.flatMap(job -> waits.until(
                        Job::isCompleted, job, most, Callers.of(request).name()))
                .map(wait -> wait.outcome()
                        .thenApplyAsync(
                                job -> granted(job.isCompleted() ? ended.apply(job) : usual.get(), request),
                                HoldingServlet.threads(request)))
                .orElseGet(() -> CompletableFuture.completedFuture(usual.get()));
    }

    private static ResponseBuilder granted(ResponseBuilder answer, ContainerRequestContext request) {
        Prefer.of(request).seconds().ifPresent(seconds -> answer.header(Prefer.APPLIED, "wait=" + seconds));
        return answer;
    }

    private ResponseBuilder ended(Job job, Caller caller, ContainerRequestContext request) {
        String uri = desk.addresses().absolute(desk.addresses().job(job.id()), request.getUriInfo());
        return monitor.answer(200, job, caller, request)
                .header(HttpHeaders.CONTENT_LOCATION, uri)
                .header(HttpHeaders.LINK, "<" + uri + ">; rel=\"monitor\"");
    }
}
