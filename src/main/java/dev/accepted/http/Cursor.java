package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.JobId;
import dev.accepted.store.JobQuery;

/**
 * Where a page of a list begins, as it stands in a URI; of no meaning to clients.
 *
 * @param newer whether the page is before the job, in a list that begins with the newest; else it is after it
 * @param job the job next to the page
 */
record Cursor(boolean newer, JobId job) {

    /**
     * Reads a cursor.
     *
     * @throws ProblemException if it is none of ours
     */
    static Cursor parse(String text) {
        if (text.startsWith("before-") || text.startsWith("after-")) {
            boolean newer = text.startsWith("before-");
            return new Cursor(
                    newer, JobId.parse(text.substring(text.indexOf('-') + 1)).orElseThrow(() -> unreadable(text)));
        }
        throw unreadable(text);
    }

    JobQuery in(JobQuery query) {
        return newer ? query.newerThan(job) : query.olderThan(job);
    }

    @Override
    public String toString() {
        return (newer ? "before-" : "after-") + job;
    }

    private static ProblemException unreadable(String text) {
        return new ProblemException(
                ProblemCode.INVALID_PARAMETER,
                "The parameter 'cursor' must come from a link of this list, but is '" + text + "'.");
    }
}
