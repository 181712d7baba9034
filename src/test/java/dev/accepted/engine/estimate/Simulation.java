package dev.accepted.engine.estimate;

import dev.accepted.engine.Estimates;
import dev.accepted.engine.Estimates.Estimate;
import dev.accepted.engine.ManualTime;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.Rig;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Hours of mixed work, with one client for each job that does as it is told. */
final class Simulation {

    /** Few of its jobs run at once, so the others wait. */
    static final QueueName NARROW = new QueueName("narrow");

    private final ManualTime time = new ManualTime(Rig.START);
    private final Supplier<JobId> ids = Rig.ids(time);
    private final Random random;
    private final SimulatedDispatch dispatch;
    private final Estimates estimates;
    private final Map<Kind, List<Watched>> watched = new LinkedHashMap<>();
    private Instant closing = Instant.MAX;

    Simulation(List<Kind> kinds, long seed) {
        random = new Random(seed);
        JobTypes types = Rig.types(kinds.stream().map(Kind::type).toList());
        LearnDurations durations = new LearnDurations(types);
        dispatch = new SimulatedDispatch(
                types,
                time,
                durations,
                Map.of(Rig.DEFAULT, new QueueLimits(10_000, 10_000), NARROW, new QueueLimits(2, 10_000)));
        estimates = new Forecaster(
                durations, new LookAhead(dispatch::lineup, dispatch::find, types, durations, time), time);
        for (Kind kind : kinds) {
            watched.put(kind, new ArrayList<>());
            arrive(kind);
        }
    }

    /** Lets so much time go by with new work, and as much again for the last jobs to end. */
    Map<Kind, List<Watched>> run(Duration duration) {
        closing = time.instant().plus(duration);
        time.advance(duration.multipliedBy(2));
        return watched;
    }

    private void arrive(Kind kind) {
        time.at(time.instant().plus(kind.pause(random)), () -> {
            if (time.instant().isBefore(closing)) {
                for (int i = 0; i < kind.together(); i++) {
                    submit(kind);
                }
                arrive(kind);
            }
        });
    }

    private void submit(Kind kind) {
        JobId id = ids.get();
        Request request = new Request(
                kind.type().name(),
                kind.name(),
                "",
                Rig.USER,
                Document.EMPTY_OBJECT,
                kind.type().placement().standard(),
                new Request.Terms(Duration.ofHours(3), Duration.ofDays(7)));
        Job job = Job.accepted(id, request, kind.type().placement().dueAt(id.madeAt()));
        dispatch.accept(job, kind.plan(random));
        Watched client = new Watched(job);
        watched.get(kind).add(client);
        client.comeBack(estimates.of(job));
    }

    /** One job, and the client that watches it and does as it is told. */
    final class Watched {

        private final Job accepted;
        private int polls;
        private Instant learntAt = Instant.MAX;
        private Instant firstToldEnd = Instant.MAX;

        private Watched(Job accepted) {
            this.accepted = accepted;
        }

        private void comeBack(Estimate estimate) {
            Instant end = estimate.outlook().end();
            if (end != null && firstToldEnd.equals(Instant.MAX)) {
                firstToldEnd = end;
            }
            time.at(time.instant().plusSeconds(estimate.askAgain()), this::poll);
        }

        private void poll() {
            polls++;
            Job job = now();
            if (job.isCompleted()) {
                learntAt = time.instant();
            } else {
                comeBack(estimates.of(job));
            }
        }

        int polls() {
            return polls;
        }

        /** How many seconds after the end the client learnt of it. */
        double late() {
            return seconds(now().endedAt().orElseThrow(), learntAt);
        }

        boolean inTime() {
            return isInTime(late());
        }

        /** The same for a client that asks in a fixed rhythm. */
        int pollsEvery(int period) {
            return (int) Math.max(1, Math.ceil(watched() / period));
        }

        boolean inTimeEvery(int period) {
            return isInTime(pollsEvery(period) * period - watched());
        }

        /** Within a tenth of the length of the run, and a second. */
        private boolean isInTime(double late) {
            return late <= ran() / 10 + 1;
        }

        /** Whether an end was told before there was one. */
        boolean wasToldAnEnd() {
            return !firstToldEnd.equals(Instant.MAX);
        }

        /** How far off the end was that was told first, as a part of the time from acceptance to the end. */
        double firstToldEndIsOffBy() {
            return Math.abs(seconds(now().endedAt().orElseThrow(), firstToldEnd)) / watched();
        }

        private double ran() {
            return seconds(now().startedAt().orElseThrow(), now().endedAt().orElseThrow());
        }

        private double watched() {
            return seconds(accepted.acceptedAt(), now().endedAt().orElseThrow());
        }

        private Job now() {
            return dispatch.find(accepted.id()).orElseThrow();
        }

        private static double seconds(Instant from, Instant to) {
            return Duration.between(from, to).toNanos() / 1e9;
        }
    }
}
