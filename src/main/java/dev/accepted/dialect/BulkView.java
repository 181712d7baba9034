package dev.accepted.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of many jobs that somebody wanted cancelled, retried or deleted: each of them is done, asked or refused.
 *
 * @param uri the absolute path of the action
 * @param done with how many it has happened
 * @param asked with how many it will, once their handlers have stopped
 * @param refusals with which it cannot happen; immutable
 * @param next the absolute path to post to for those that were not looked at this time; null if none are left
 */
public record BulkView(
        String uri,
        int done,
        int asked,
        List<Refused> refusals,
        @Nullable String next) {

    /** Takes a copy. */
    public BulkView {
        refusals = List.copyOf(refusals);
    }

    /** How many were looked at. */
    public int matched() {
        return done + asked + refusals.size();
    }

    /**
     * A job with which it cannot happen.
     *
     * @param id the id, as the client gave it
     * @param why the problem that the same request for this job alone is answered with
     */
    public record Refused(String id, Problem why) {}
}
