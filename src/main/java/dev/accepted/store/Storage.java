package dev.accepted.store;

/**
 * All that keeps things: jobs, their logs, and what is too large for memory. One object, since they come and go together.
 *
 * @param jobs the jobs
 * @param logs what handlers said
 * @param spool inputs and results
 */
public record Storage(JobStore jobs, JobLogs logs, Spool spool) {}
