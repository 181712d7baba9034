package dev.accepted.http;

import dev.accepted.engine.JobEngine;
import dev.accepted.handler.JobType;
import dev.accepted.job.Job;
import dev.accepted.job.Submission;
import dev.accepted.security.Callers;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

/** From a request to the 202: read, accept, answer. */
final class SubmitJob {

    private final Readers readers;
    private final JobEngine engine;
    private final TaskAnswer task;

    SubmitJob(Readers readers, JobEngine engine, TaskAnswer task) {
        this.readers = readers;
        this.engine = engine;
        this.task = task;
    }

    /** A body that describes the job. */
    Response described(ContainerRequestContext request) {
        Parameters.only(request.getUriInfo().getQueryParameters());
        Answers.check(request);
        admit(request);
        return accept(readers.described(request), request);
    }

    /** A body that is the job's input. */
    Response raw(JobType type, ContainerRequestContext request) {
        Answers.check(request);
        admit(request);
        return accept(readers.raw(type, request), request);
    }

    /** Before the body is read; a repeat is answered whatever the limits say. */
    private void admit(ContainerRequestContext request) {
        if (request.getHeaderString("Idempotency-Key") == null) {
            engine.admit(Callers.of(request));
        }
    }

    private Response accept(Submission submission, ContainerRequestContext request) {
        boolean toResult = task.leadsToResult(submission.type(), request);
        Job job = engine.accept(submission, Callers.of(request));
        return task.of(job.id(), toResult, request).build();
    }
}
