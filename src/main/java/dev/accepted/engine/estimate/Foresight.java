package dev.accepted.engine.estimate;

import dev.accepted.engine.Lineup.Line;
import dev.accepted.engine.Waiting;
import dev.accepted.job.JobId;
import dev.accepted.job.QueueName;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in the queues, and when that will probably be, as seen at one moment. Immutable.
 *
 * <p>A position is a job's place among those of its queue that are due, in the order in which they are handed over: 1 is next.
 * Jobs that are not due yet have none, for nobody knows who will be there when they are. A job of a type that runs as many
 * jobs as it may keeps its place, and those behind it may overtake it.
 */
final class Foresight {

    /** Nothing was seen. */
    static final Foresight NONE = new Foresight(Instant.MIN, List.of(), Map.of(), Map.of());

    private final Instant seenAt;
    private final Map<QueueName, Line> lines = new HashMap<>();
    private final Map<JobId, Integer> positions = new HashMap<>();
    private final Map<JobId, Instant> starts;
    private final Map<QueueName, Instant> openAt;

    /**
     * What was seen.
     *
     * @param starts when each will probably start; without those of whom that cannot be told
     * @param openAt when a queue will probably have a place for a job that comes behind all these
     */
    Foresight(Instant seenAt, List<Line> lines, Map<JobId, Instant> starts, Map<QueueName, Instant> openAt) {
        this.seenAt = seenAt;
        this.starts = Map.copyOf(starts);
        this.openAt = Map.copyOf(openAt);
        for (Line line : lines) {
            this.lines.put(line.queue(), line);
            int position = 1;
            for (Waiting due : line.due()) {
                positions.put(due.id(), position++);
            }
        }
    }

    Instant seenAt() {
        return seenAt;
    }

    /** The position of a job; null if it had none. */
    @Nullable
    Integer position(JobId id) {
        return positions.get(id);
    }

    /** Whether a queue started no jobs. */
    boolean isPaused(QueueName queue) {
        Line line = lines.get(queue);
        return line != null && line.pause() != null;
    }

    /** When a waiting job will probably start, which may be a moment that has passed; empty if that cannot be told. */
    Optional<Instant> start(Waiting job, QueueName queue, Instant now) {
        Instant seen = starts.get(job.id());
        if (seen != null) {
            return Optional.of(seen);
        }
        if (isPaused(queue)) {
            return Optional.empty();
        }
        if (job.dueAt().isAfter(now)) {
            return Optional.of(job.dueAt());
        }
        Line line = lines.get(queue);
        return line == null || positions.containsKey(job.id()) ? Optional.empty() : startOfNewcomer(job, line);
    }

    /** One that came since takes the place of the first that has to let it pass, or goes to the end. */
    private Optional<Instant> startOfNewcomer(Waiting job, Line line) {
        int found = Collections.binarySearch(line.due(), job, Waiting.BY_TURN);
        int place = found < 0 ? -found - 1 : found;
        if (place < line.due().size()) {
            return Optional.ofNullable(starts.get(line.due().get(place).id()));
        }
        return line.complete() ? Optional.ofNullable(openAt.get(line.queue())) : Optional.empty();
    }
}
