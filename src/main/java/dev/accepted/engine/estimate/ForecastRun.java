package dev.accepted.engine.estimate;

import dev.accepted.job.Job;
import dev.accepted.job.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long a running attempt will run in all: by its own pace, by how long runs of its type take that have lasted so long
 * already, or by both.
 *
 * @param durations how long runs take
 */
record ForecastRun(LearnDurations durations) {

    /** How far off the pace of an attempt is that has just begun, as a {@link Durations#spread()}. */
    private static final double SPREAD_OF_PACE = 0.5;

    /** Empty if nothing can be told; never later than the limit of the attempt. */
    Optional<Forecast> of(Job job, Phase.Started run, Instant now) {
        long elapsed = Math.max(0, nanos(Duration.between(run.startedAt(), now)));
        long limit = Math.max(elapsed, nanos(job.request().terms().timeout()));
        int percent = run.progress().percent();
        Optional<Durations> known = durations.of(job.request().type());
        Optional<Forecast> byPace = percent == 0 ? Optional.empty() : Optional.of(Forecast.ofPace(elapsed, percent));
        return known.flatMap(of -> of.forecast(elapsed)
                        .map(byType -> byPace.map(pace -> byType.mixedWith(pace, trust(of.spread(), percent)))
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

    private static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }
}
