package dev.accepted.engine.estimate;

import dev.accepted.engine.Estimates;
import dev.accepted.engine.Waiting;
import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
import dev.accepted.job.Phase;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import dev.accepted.job.TypicalDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells what is to be expected of a job: while it runs, by {@link ForecastRun}; while it waits, by when it will probably have
 * its turn, and how long runs of its type take.
 */
public final class Forecaster implements Estimates {

    private final LearnDurations durations;
    private final ForecastRun runs;
    private final Supplier<Foresight> ahead;
    private final InstantSource clock;

    /**
     * By what was learnt.
     *
     * @param ahead whose turn it is when
     */
    public Forecaster(LearnDurations durations, LookAhead ahead, InstantSource clock) {
        this(durations, (Supplier<Foresight>) ahead, clock);
    }

    Forecaster(LearnDurations durations, Supplier<Foresight> ahead, InstantSource clock) {
        this.durations = durations;
        this.runs = new ForecastRun(durations);
        this.ahead = ahead;
        this.clock = clock;
    }

    @Override
    public Optional<TypicalDuration> typical(TypeName type) {
        return durations.typical(type);
    }

    @Override
    public Estimate of(Job job) {
        Instant now = clock.instant();
        return job.phase() instanceof Phase.Started run ? running(job, run, now) : waiting(job, now);
    }

    private Estimate running(Job job, Phase.Started run, Instant now) {
        if (run.stop() != null) {
            return unknown(new AskAgain(now, run.stop().askedAt(), AskAgain.RUNNING));
        }
        AskAgain askAgain = new AskAgain(now, run.startedAt(), AskAgain.RUNNING);
        return runs.of(job, run, now)
                .map(of -> new Estimate(
                        new Outlook(null, wholeSecond(run.startedAt().plusNanos(of.likely())), false),
                        askAgain.seconds(
                                run.startedAt().plusNanos(of.soonest()),
                                run.startedAt().plusNanos(of.latest()))))
                .orElseGet(() -> unknown(askAgain));
    }

    private static Estimate unknown(AskAgain askAgain) {
        return new Estimate(Outlook.NONE, askAgain.seconds(askAgain.now(), AskAgain.UNKNOWN));
    }

    private Estimate waiting(Job job, Instant now) {
        Foresight foresight = ahead.get();
        QueueName queue = job.request().place().queue();
        boolean paused = foresight.isPaused(queue);
        Waiting waiting = Waiting.of(job);
        Instant earliest = later(now, waiting.dueAt());
        Optional<Instant> start = foresight.start(waiting, queue, now).map(seen -> later(seen, earliest));
        Optional<Forecast> run = durations.of(waiting.type()).flatMap(of -> of.forecast(0));
        Optional<Instant> end = start.flatMap(at -> run.map(of -> at.plusNanos(of.likely())));
        Instant soonestStart = start.map(at -> halfWay(earliest, at)).orElse(earliest);
        Instant soonest = soonestStart.plusNanos(run.map(Forecast::soonest).orElse(0L));
        Instant latest =
                start.flatMap(at -> run.map(of -> at.plusNanos(of.latest()))).orElse(AskAgain.UNKNOWN);
        Integer position = foresight.position(job.id());
        // One that is due and stands in no line, or in one that is paused, is held up, nobody knows how long.
        Instant since = paused || position == null ? waiting.dueAt() : soonestStart;
        return new Estimate(
                new Outlook(position, end.map(Forecaster::wholeSecond).orElse(null), paused),
                new AskAgain(now, since, mostWhileWaiting(now, soonestStart)).seconds(soonest, latest));
    }

    /** Those ahead of a job may be twice as quick as expected. */
    private static Instant halfWay(Instant from, Instant to) {
        return from.plus(Duration.between(from, to).dividedBy(2));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** As long as a running job's, and longer only while it hardly runs. */
    private static long mostWhileWaiting(Instant now, Instant start) {
        return Math.max(
                AskAgain.RUNNING,
                Math.min(AskAgain.WAITING, Duration.between(now, start).toSeconds()));
    }

    /** Up, for an end must not be before now when its parts of a second are not shown. */
    private static Instant wholeSecond(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? time : second.plusSeconds(1);
    }
}
