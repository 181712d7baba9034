package dev.accepted.dialect;

import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
import java.util.List;

/**
 * A job as one caller sees it. What the job itself does not know and clients shall read becomes a component here.
 *
 * @param job the job
 * @param uri its absolute path
 * @param outlook what can be told of its future
 * @param links what this caller can do with it in its present state; immutable
 */
public record JobView(Job job, String uri, Outlook outlook, List<Link> links) {

    /** Takes a copy. */
    public JobView {
        links = List.copyOf(links);
    }

    /** A job with nothing but the way to it. */
    public static JobView of(Job job, String uri) {
        return new JobView(job, uri, Outlook.NONE, List.of(Link.get("self", uri)));
    }

    /** A job without links: an item of a list. */
    public static JobView item(Job job, String uri) {
        return new JobView(job, uri, Outlook.NONE, List.of());
    }
}
