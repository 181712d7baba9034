package dev.accepted.dialect;

import dev.accepted.job.Happening;
import java.util.List;

/**
 * What has happened to a job.
 *
 * @param uri its absolute path
 * @param happenings oldest first; immutable
 * @param links where to go from here; immutable
 */
public record HistoryView(String uri, List<Happening> happenings, List<Link> links) {

    /** Takes copies. */
    public HistoryView {
        happenings = List.copyOf(happenings);
        links = List.copyOf(links);
    }
}
