package dev.accepted.http;

import dev.accepted.engine.Estimates;
import dev.accepted.handler.JobTypes;

/**
 * What every resource has at hand to make an answer.
 *
 * @param answers the forms
 * @param addresses where everything is
 * @param types what is deployed
 * @param rendered the bodies of jobs
 * @param estimates what can be told of the future
 */
record Desk(Answers answers, Addresses addresses, JobTypes types, RenderedJobs rendered, Estimates estimates) {}
