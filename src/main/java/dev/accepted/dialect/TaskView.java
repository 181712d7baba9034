package dev.accepted.dialect;

import dev.accepted.job.JobId;

/**
 * The answer to an accepted submission: where its job is found.
 *
 * @param id the job's id
 * @param href the job's absolute path
 * @param uri the job's absolute URI, with scheme and host
 */
public record TaskView(JobId id, String href, String uri) {}
