package dev.accepted.dialect;

import java.time.Instant;
import java.util.List;

/**
 * The home resource: what runs here, and links to all there is.
 *
 * @param uri its absolute path
 * @param version the version of Accepted
 * @param node the name of the machine that answers
 * @param executor which executor runs the jobs, in words
 * @param store where jobs are kept, in words
 * @param settings where the settings came from, or that there are none, in words
 * @param startedAt when the application was started
 * @param links what this caller can do from here; immutable
 */
public record HomeView(
        String uri,
        String version,
        String node,
        String executor,
        String store,
        String settings,
        Instant startedAt,
        List<Link> links) {

    /** Takes a copy. */
    public HomeView {
        links = List.copyOf(links);
    }
}
