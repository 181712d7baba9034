package dev.accepted.http;

import dev.accepted.handler.JobType;
import dev.accepted.job.Submission;
import jakarta.ws.rs.container.ContainerRequestContext;

/** stub. */
interface Readers {
    Submission described(ContainerRequestContext request);

    Submission raw(JobType type, ContainerRequestContext request);
}
