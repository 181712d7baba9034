package dev.accepted.engine.estimate;

import dev.accepted.engine.Estimates;
import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
import dev.accepted.job.Phase;
import dev.accepted.job.TypeName;
import dev.accepted.job.TypicalDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells what is to be expected of a job. While it runs: by its pace, and by how long runs of its type take that have lasted so
 * long already. While it waits: by when it is due, and by how long its type runs.
 */
public final class Forecaster implements Estimates {

    /** How far off the pace of an attempt is that has just begun, as a {@link Durations#spread()}. */
    private static final double SPREAD_OF_PACE = 0.5;

    private final LearnDurations durations;
    private final InstantSource clock;

    /** By what was learnt. */
    public Forecaster(LearnDurations durations, InstantSource clock) {
        this.durations = durations;
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
            return new Estimate(Outlook.NONE, new AskAgain(now, run.stop().askedAt(), AskAgain.RUNNING).seconds(now));
        }
        AskAgain askAgain = new AskAgain(now, run.dueAt(), AskAgain.RUNNING);
        return forecast(job, run, now)
                .map(of -> new Estimate(
                        new Outlook(null, wholeSecond(run.startedAt().plusNanos(of.likely()))),
                        askAgain.seconds(
                                run.startedAt().plusNanos(of.soonest()),
                                run.startedAt().plusNanos(of.latest()))))
                .orElseGet(() -> new Estimate(Outlook.NONE, askAgain.seconds(now)));
    }

    private Optional<Forecast> forecast(Job job, Phase.Started run, Instant now) {
        long elapsed = Math.max(0, nanos(Duration.between(run.startedAt(), now)));
        long limit = Math.max(elapsed, nanos(job.request().terms().timeout()));
        int percent = run.progress().percent();
        Optional<Durations> known = durations.of(job.request().type());
        Optional<Forecast> byPace = percent == 0 ? Optional.empty() : Optional.of(Forecast.ofPace(elapsed, percent));
        return known.flatMap(durations -> durations
                        .forecast(elapsed)
                        .map(byType -> byPace.map(pace -> byType.mixedWith(pace, trust(durations.spread(), percent)))
                                .orElse(byType)))
                .or(() -> byPace)
                .or(() -> known.map(outlasted -> Forecast.aLittleMore(elapsed)))
                .map(forecast -> forecast.endedBy(limit));
    }

    /** The wider the durations of a type lie, and the further an attempt is, the more its own pace says: by their variances. */
    private static double trust(double spread, int percent) {
        double ofPace = SPREAD_OF_PACE * (100 - percent) / 100;
        return spread * spread / (spread * spread + ofPace * ofPace);
    }

    private Estimate waiting(Job job, Instant now) {
        Instant dueAt = job.phase().dueAt();
        Instant start = dueAt.isAfter(now) ? dueAt : now;
        AskAgain askAgain = new AskAgain(now, dueAt, mostWhileWaiting(now, start));
        return durations
                .of(job.request().type())
                .flatMap(of -> of.forecast(0))
                .map(of -> new Estimate(
                        dueAt.isAfter(now)
                                ? new Outlook(null, wholeSecond(start.plusNanos(of.likely())))
                                : Outlook.NONE,
                        askAgain.seconds(start.plusNanos(of.soonest()), start.plusNanos(of.latest()))))
                .orElseGet(() -> new Estimate(Outlook.NONE, askAgain.seconds(start)));
    }

    /** As long as a running job's, and longer only while it certainly does not run. */
    private static long mostWhileWaiting(Instant now, Instant start) {
        return Math.max(
                AskAgain.RUNNING,
                Math.min(AskAgain.WAITING, Duration.between(now, start).toSeconds()));
    }

    private static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    /** Up, for an end must not be before now when its parts of a second are not shown. */
    private static Instant wholeSecond(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? time : second.plusSeconds(1);
    }
}
