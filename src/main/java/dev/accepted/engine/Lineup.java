package dev.accepted.engine;

import dev.accepted.job.JobId;
import dev.accepted.job.Pause;
import dev.accepted.job.QueueName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who runs, and who comes next, at one moment. Immutable.
 *
 * @param running the jobs that hold a place, in any order
 * @param lines the queues
 */
public record Lineup(List<JobId> running, List<Line> lines) {

    /** Takes copies. */
    public Lineup {
        running = List.copyOf(running);
        lines = List.copyOf(lines);
    }

    /**
     * The front of a queue.
     *
     * @param queue its name
     * @param limits how many of its jobs run at once
     * @param due the first that are due, in their {@linkplain Waiting#BY_TURN turn}
     * @param later the first that are not due yet, by their {@linkplain Waiting#BY_TIME time}
     * @param complete whether all that are due are among the first
     * @param pause since when none of them is started; null unless the queue is paused
     */
    public record Line(
            QueueName queue,
            QueueLimits limits,
            List<Waiting> due,
            List<Waiting> later,
            boolean complete,
            @Nullable Pause pause) {

        /** Takes copies. */
        public Line {
            due = List.copyOf(due);
            later = List.copyOf(later);
        }
    }
}
