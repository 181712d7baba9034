package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Outcome;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import dev.accepted.store.JobLogs;
import dev.accepted.store.LogPart;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** What belongs to a job: the result that it made, the log of what it said, the input that it was given. */
@Path("job-management/jobs/{id}")
public final class JobFilesResource {

    private final Desk desk;
    private final Monitor monitor;
    private final JobLookup lookup;
    private final JobLogs logs;
    private final Files files;

    /** Over these logs; the rest belongs to the jobs themselves. */
    JobFilesResource(Desk desk, Monitor monitor, JobLookup lookup, JobLogs logs) {
        this.desk = desk;
        this.monitor = monitor;
        this.lookup = lookup;
        this.logs = logs;
        this.files = new Files(desk.answers());
    }

    /** The monitor that most clients know: 202 until there is something else to say. */
    @GET
    @Path("result")
    @Needs(Right.SEE)
    public Response result(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Caller caller = Callers.of(request);
        Job job = lookup.visible(id, caller);
        ResponseBuilder answer = job.outcome()
                .map(outcome -> ended(job, outcome, request))
                .orElseGet(() -> Files.sandboxed(monitor.read(202, job, caller, request))
                        .header(HttpHeaders.CONTENT_LOCATION, desk.addresses().job(job.id())));
        return Monitor.withSunset(answer, job)
                .header("Job-Status", job.status())
                .build();
    }

    /** The same without the bytes, which are not even read. */
    @HEAD
    @Path("result")
    @Needs(Right.SEE)
    public Response aboutResult(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return result(request, id);
    }

    private ResponseBuilder ended(Job job, Outcome outcome, ContainerRequestContext request) {
        if (outcome.result().isPresent()) {
            return file(job, outcome.result().get(), job.endedAt().orElseThrow(), request);
        }
        return outcome.status() == JobStatus.SUCCESS
                ? Files.sandboxed(Response.noContent())
                : files.problem(Problem.of(outcome.fault().orElseThrow()), request);
    }

    private ResponseBuilder file(Job job, Document document, Instant madeAt, ContainerRequestContext request) {
        try {
            return files.answer(document, madeAt, request);
        } catch (IOException e) {
            // Gone with its job, since that was found? Then this says so.
            lookup.visible(job.id().toString(), Callers.of(request));
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the handler said, from a byte on. {@code Log-Offset} is where to go on; lines are whole there, and so are characters.
     * Beyond the end there is nothing, and {@code Log-Offset} says where the end is.
     */
    @GET
    @Path("log")
    @Needs(Right.SEE)
    public Response log(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var parameters = request.getUriInfo().getQueryParameters();
        Parameters.only(parameters, "offset");
        Answers.check(request);
        long offset = Parameters.number(parameters, "offset", 0, Long.MAX_VALUE, 0);
        Job job = lookup.visible(id, Callers.of(request));
        // The job comes first and its log second: nothing is said after a job has ended, so a log that is complete is
        // read whole.
        return request.getMethod().equals(HttpMethod.HEAD)
                ? log(job, offset, logs.length(job.id())).build()
                : log(job, offset).build();
    }

    private ResponseBuilder log(Job job, long offset) {
        try {
            LogPart part = logs.read(job.id(), offset);
            return log(job, offset, part.end()).entity(PartsBody.of(part, Math.max(0, part.end() - offset)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseBuilder log(Job job, long offset, long end) {
        return Files.sandboxed(Response.ok())
                .header(HttpHeaders.CONTENT_TYPE, "text/plain;charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
                .header(HttpHeaders.CONTENT_LENGTH, Math.max(0, end - offset))
                .header("Log-Offset", end)
                .header("Log-Complete", job.isCompleted());
    }

    /** The same without the text. */
    @HEAD
    @Path("log")
    @Needs(Right.SEE)
    public Response aboutLog(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return log(request, id);
    }

    /** What was asked, with the members masked that are not for reading. */
    @GET
    @Path("input")
    @Needs(Right.SEE)
    public Response input(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Job job = lookup.visible(id, Callers.of(request));
        return file(job, desk.types().shownInput(job), job.acceptedAt(), request)
                .build();
    }

    /** The same without the bytes. */
    @HEAD
    @Path("input")
    @Needs(Right.SEE)
    public Response aboutInput(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return input(request, id);
    }
}
