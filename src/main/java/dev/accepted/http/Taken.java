package dev.accepted.http;

import dev.accepted.job.JobId;

/**
 * A job that has been made of a request.
 *
 * @param id the job
 * @param toResult whether the {@code Location} of the 202 is its result
 */
public record Taken(JobId id, boolean toResult) {}
