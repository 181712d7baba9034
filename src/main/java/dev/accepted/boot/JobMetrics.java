package dev.accepted.boot;

import dev.accepted.callback.Outbox;
import dev.accepted.callback.Report.State;
import dev.accepted.engine.Dispatch;
import dev.accepted.engine.schedule.Recurring;
import dev.accepted.engine.schedule.Schedules;
import dev.accepted.engine.schedule.Standing.Tally;
import dev.accepted.http.KeyedSubmissions;
import dev.accepted.http.Waiting;
import dev.accepted.job.Job;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Change;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Counts what happens to jobs: ended ones by type and outcome with their durations, and how queues and store stand. */
final class JobMetrics implements Consumer<Change> {

    private final MeterRegistry registry;

    JobMetrics(MeterRegistry registry, JobStore jobs, Dispatch dispatch) {
        this.registry = registry;
        Gauge.builder("accepted.jobs.kept", jobs, store -> store.count().all())
                .description("Jobs that are kept, in all states")
                .register(registry);
        Gauge.builder("accepted.jobs.kept.ended", jobs, store -> store.count().ended())
                .description("Jobs that are kept and have ended")
                .register(registry);
        FunctionCounter.builder("accepted.jobs.evicted", jobs, JobStore::evictedEarly)
                .description("Ended jobs that went before their retention was over, because there were too many")
                .register(registry);
        for (Dispatch.QueueView queue : dispatch.queues()) {
            String name = queue.name().value();
            gauge("accepted.queue.waiting", "Jobs that wait", name, dispatch, Dispatch.QueueView::waiting);
            gauge("accepted.queue.running", "Jobs that run", name, dispatch, Dispatch.QueueView::running);
        }
    }

    /** How idempotency keys stand, too. */
    void keys(JobStore jobs, KeyedSubmissions submissions) {
        Gauge.builder("accepted.keys.kept", jobs, JobStore::keyCount)
                .description("Idempotency keys and retries that are remembered")
                .register(registry);
        Gauge.builder("accepted.keys.waiting", submissions, KeyedSubmissions::waiting)
                .description("Repeats that wait for the first answer to their key")
                .register(registry);
    }

    /** How many wait for news of jobs, too. Nobody else holds on to what is asked for that. */
    void waiting(Waiting waiting) {
        Gauge.builder("accepted.waiting.requests", waiting, Waiting::waitCount)
                .description("Requests that are held until something happens to a job")
                .strongReference(true)
                .register(registry);
        Gauge.builder("accepted.waiting.streams", waiting, Waiting::streamCount)
                .description("Event streams that are followed")
                .strongReference(true)
                .register(registry);
    }

    /** What came of the turns of schedules, too. */
    void schedules(Schedules schedules) {
        for (Recurring each : schedules.all()) {
            turns("submitted", each, Tally::submitted);
            turns("skipped", each, Tally::skipped);
            turns("refused", each, Tally::refused);
            turns("missed", each, Tally::missed);
        }
    }

    /** How it goes with telling of jobs, too. */
    void callbacks(Outbox outbox) {
        Gauge.builder("accepted.callbacks.pending", outbox, Outbox::pendingCount)
                .description("Callbacks that are on their way")
                .register(registry);
        for (State state : EnumSet.of(State.DELIVERED, State.STOPPED, State.GIVEN_UP, State.DROPPED)) {
            FunctionCounter.builder("accepted.callbacks.ended", outbox, of -> of.count(state))
                    .tag("outcome", state.name())
                    .description("Callbacks that are over, by how they went")
                    .register(registry);
        }
    }

    private void turns(String outcome, Recurring schedule, ToDoubleFunction<Tally> count) {
        FunctionCounter.builder(
                        "accepted.schedule.turns",
                        schedule,
                        of -> count.applyAsDouble(of.standing().tally()))
                .tag("schedule", schedule.schedule().name().value())
                .tag("outcome", outcome)
                .description("Turns of schedules, by what came of them")
                .register(registry);
    }

    private void gauge(
            String meter,
            String description,
            String queue,
            Dispatch dispatch,
            ToDoubleFunction<Dispatch.QueueView> value) {
        Gauge.builder(
                        meter,
                        dispatch,
                        of -> of.queues().stream()
                                .filter(view -> view.name().value().equals(queue))
                                .mapToDouble(value)
                                .sum())
                .tag("queue", queue)
                .description(description)
                .register(registry);
    }

    @Override
    public void accept(Change change) {
        if (change.ended()) {
            Job job = change.after();
            Duration ran = job.startedAt()
                    .flatMap(start -> job.endedAt().map(end -> Duration.between(start, end)))
                    .orElse(Duration.ZERO);
            Timer.builder("accepted.jobs.ended")
                    .description("Jobs that have ended, with how long their last attempt ran")
                    .tag("type", job.request().type().value())
                    .tag("status", job.status().name())
                    .register(registry)
                    .record(ran);
        }
    }
}
