package dev.accepted.dialect;

import java.util.List;

/**
 * All queues.
 *
 * @param uri the absolute path of the list
 * @param queues in the order of their names; immutable
 */
public record QueuesView(String uri, List<QueueView> queues) {

    /** Takes a copy. */
    public QueuesView {
        queues = List.copyOf(queues);
    }
}
