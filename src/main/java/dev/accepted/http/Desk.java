package dev.accepted.http;

import dev.accepted.handler.JobTypes;

/**
 * What every resource has at hand to make an answer.
 *
 * @param answers the forms
 * @param addresses where everything is
 * @param types what is deployed
 * @param rendered the bodies of jobs
 * @param retryAfter when to ask again
 */
record Desk(Answers answers, Addresses addresses, JobTypes types, RenderedJobs rendered, RetryAfter retryAfter) {}
