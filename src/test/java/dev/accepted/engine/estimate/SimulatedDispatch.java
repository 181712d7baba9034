package dev.accepted.engine.estimate;

import dev.accepted.engine.Lineup;
import dev.accepted.engine.ManualTime;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.Waiting;
import dev.accepted.engine.WaitingLine;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Progress;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The lines of the real dispatch, with handlers that do nothing but let time go by, as planned. Everything happens on the thread
 * that moves the clock, so a simulated day takes a moment, and the same one every time.
 */
final class SimulatedDispatch {

    /**
     * What a run will be like.
     *
     * @param length how long it takes
     * @param steps when it tells which percentage: fractions of its length, ascending
     * @param fails whether it fails in the end
     */
    record Plan(Duration length, Map<Double, Integer> steps, boolean fails) {}

    private final JobTypes types;
    private final ManualTime time;
    private final Consumer<Change> news;
    private final Map<QueueName, WaitingLine> lines = new TreeMap<>();
    private final Map<JobId, Job> jobs = new HashMap<>();
    private final Map<JobId, Plan> plans = new HashMap<>();
    private final Set<JobId> running = new LinkedHashSet<>();
    private final Map<TypeName, Integer> runningOfType = new HashMap<>();

    /** Empty queues of these limits. */
    SimulatedDispatch(JobTypes types, ManualTime time, Consumer<Change> news, Map<QueueName, QueueLimits> limits) {
        this.types = types;
        this.time = time;
        this.news = news;
        limits.forEach((name, of) -> lines.put(name, new WaitingLine(name, of)));
    }

    /** Accepts a job that will go like this. */
    void accept(Job job, Plan plan) {
        jobs.put(job.id(), job);
        plans.put(job.id(), plan);
        lines.get(job.request().place().queue()).readmit(Waiting.of(job), now());
        time.at(job.phase().dueAt(), this::handOver);
        handOver();
    }

    /** A job as it is now. */
    Optional<Job> find(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Lineup lineup(int most) {
        return new Lineup(
                List.copyOf(running),
                lines.values().stream().map(line -> line.front(now(), most)).toList());
    }

    private void handOver() {
        for (WaitingLine line : lines.values()) {
            for (Waiting next = take(line); next != null; next = take(line)) {
                start(next.id(), line);
            }
        }
    }

    private Waiting take(WaitingLine line) {
        return line.take(now(), type -> runningOfType.getOrDefault(type, 0) < types.maxConcurrent(type));
    }

    private void start(JobId id, WaitingLine line) {
        running.add(id);
        Job job = happens(id, waiting -> waiting.start(now()));
        runningOfType.merge(job.request().type(), 1, Integer::sum);
        Plan plan = plans.get(id);
        plan.steps()
                .forEach((fraction, percent) -> time.at(
                        now().plusNanos((long) (plan.length().toNanos() * fraction)),
                        () -> happens(id, run -> run.progress(1, new Progress(percent, "")))));
        time.at(now().plus(plan.length()), () -> end(id, line, plan));
    }

    private void end(JobId id, WaitingLine line, Plan plan) {
        Job ended = happens(
                id, run -> plan.fails() ? run.fail(1, now(), Fault.failed("as planned")) : run.succeed(1, now(), null));
        running.remove(id);
        runningOfType.merge(ended.request().type(), -1, Integer::sum);
        line.free();
        handOver();
    }

    private Job happens(JobId id, UnaryOperator<Job> event) {
        Job before = jobs.get(id);
        Job after = event.apply(before);
        jobs.put(id, after);
        news.accept(new Change(before, after));
        return after;
    }

    private Instant now() {
        return time.instant();
    }
}
