package dev.accepted.dialect;

import dev.accepted.job.Pause;
import dev.accepted.job.QueueName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a queue stands.
 *
 * @param uri its absolute path
 * @param name its name
 * @param counts how many jobs are in it, and may be
 * @param oldestDueAt since when the job has been due that waits longest; null if none is due
 * @param pause since when it starts no jobs; null unless it is paused
 * @param links what this caller can do with it; immutable
 */
public record QueueView(
        String uri,
        QueueName name,
        Counts counts,
        @Nullable Instant oldestDueAt,
        @Nullable Pause pause,
        List<Link> links) {

    /** The state of a queue that takes in jobs and starts none. */
    public static final String PAUSED = "PAUSED";

    private static final String ACTIVE = "ACTIVE";

    /** Takes a copy. */
    public QueueView {
        links = List.copyOf(links);
    }

    /**
     * How many jobs.
     *
     * @param running how many run
     * @param concurrency how many may run at once
     * @param waiting how many wait, those for a later time included
     * @param capacity how many may wait
     */
    public record Counts(int running, int concurrency, int waiting, int capacity) {}

    /** In one word, whether it starts jobs. */
    public String state() {
        return pause == null ? ACTIVE : PAUSED;
    }

    /** The link of this name, if this caller has it; null if not. */
    public @Nullable Link link(String rel) {
        return links.stream().filter(link -> link.rel().equals(rel)).findFirst().orElse(null);
    }
}
