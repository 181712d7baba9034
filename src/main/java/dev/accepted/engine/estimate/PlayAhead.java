package dev.accepted.engine.estimate;

import dev.accepted.engine.Lineup;
import dev.accepted.engine.Lineup.Line;
import dev.accepted.engine.Waiting;
import dev.accepted.engine.WaitingLine;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Phase;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays the dispatch forward from a moment: the same lines, the same limits, and every run as long as its type takes on the
 * average. A run of which nothing is known never ends here, so that nobody is promised its place. For one play, by one thread.
 */
final class PlayAhead {

    private final JobTypes types;
    private final LearnDurations durations;
    private final ForecastRun runs;
    private final Map<QueueName, WaitingLine> lines = new TreeMap<>();
    private final Map<TypeName, Integer> runningOfType = new HashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));
    private final Map<JobId, Instant> starts = new HashMap<>();
    private final Map<QueueName, Instant> openAt = new HashMap<>();
    private int waiting;

    PlayAhead(JobTypes types, LearnDurations durations) {
        this.types = types;
        this.durations = durations;
        this.runs = new ForecastRun(durations);
    }

    /**
     * Plays until all have started who can.
     *
     * @param running the jobs that hold a place now
     */
    Foresight play(Lineup lineup, List<Job> running, Instant now) {
        lineup.lines().forEach(line -> lineUp(line, now));
        running.forEach(job -> occupy(job, now));
        handOver(now);
        Instant next = next();
        while (next != null && (waiting > 0 || openAt.size() < lines.size())) {
            while (!ends.isEmpty() && !ends.peek().at().isAfter(next)) {
                free(ends.remove());
            }
            handOver(next);
            next = next();
        }
        return new Foresight(now, lineup.lines(), starts, openAt);
    }

    private void lineUp(Line line, Instant now) {
        WaitingLine played = new WaitingLine(line.queue(), line.limits());
        if (line.pause() != null) {
            played.pause(line.pause());
        }
        line.due().forEach(job -> played.readmit(job, now));
        line.later().forEach(job -> played.readmit(job, now));
        waiting += line.due().size() + line.later().size();
        lines.put(line.queue(), played);
    }

    private void occupy(Job job, Instant now) {
        WaitingLine line = lines.get(job.request().place().queue());
        if (line != null) {
            TypeName type = job.request().type();
            line.occupy();
            runningOfType.merge(type, 1, Integer::sum);
            end(job, now).ifPresent(at -> ends.add(new End(at, line, type)));
        }
    }

    /** One that was handed over begins now; one that has ended, or shall end, gives its place back now. */
    private Optional<Instant> end(Job job, Instant now) {
        if (job.phase() instanceof Phase.Scheduled) {
            return end(job.request().type(), now);
        }
        if (job.phase() instanceof Phase.Started run && run.stop() == null) {
            return runs.of(job, run, now).map(forecast -> run.startedAt().plusNanos(forecast.likely()));
        }
        return Optional.of(now);
    }

    private Optional<Instant> end(TypeName type, Instant start) {
        return durations.of(type).map(of -> start.plusNanos(of.mean()));
    }

    private void free(End end) {
        end.line().free();
        runningOfType.merge(end.type(), -1, Integer::sum);
    }

    private void handOver(Instant at) {
        lines.forEach((queue, line) -> {
            for (Waiting next = take(line, at); next != null; next = take(line, at)) {
                start(line, next, at);
            }
            if (line.hasRoom()) {
                openAt.putIfAbsent(queue, at);
            }
        });
    }

    private void start(WaitingLine line, Waiting job, Instant at) {
        waiting--;
        starts.put(job.id(), at);
        runningOfType.merge(job.type(), 1, Integer::sum);
        end(job.type(), at).ifPresent(end -> ends.add(new End(end, line, job.type())));
    }

    private @Nullable Waiting take(WaitingLine line, Instant at) {
        return line.take(at, type -> runningOfType.getOrDefault(type, 0) < types.maxConcurrent(type));
    }

    /** When something happens next; null if nothing does any more. */
    private @Nullable Instant next() {
        List<Instant> all = new ArrayList<>();
        if (!ends.isEmpty()) {
            all.add(ends.peek().at());
        }
        for (WaitingLine line : lines.values()) {
            Instant due = line.nextDue();
            if (due != null) {
                all.add(due);
            }
        }
        return all.stream().min(Comparator.naturalOrder()).orElse(null);
    }

    /** A run that will end. */
    private record End(Instant at, WaitingLine line, TypeName type) {}
}
