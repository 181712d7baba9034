package dev.accepted.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.Estimates.Estimate;
import dev.accepted.engine.Lineup.Line;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.Rig;
import dev.accepted.engine.Waiting;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobState;
import dev.accepted.job.Jobs;
import dev.accepted.job.Progress;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What holds of every estimate, whatever is known, and whenever it is asked for. */
class ForecasterPropertyTest {

    private static final Instant START = Jobs.STARTED_AT;

    /**
     * What is known: how long others ran, in milliseconds, and when the queue will have a place, in seconds from now on.
     *
     * @param millis how long
     * @param start null if nobody knows
     */
    record Known(List<Integer> millis, @Nullable Integer start) {

        Forecaster at(Instant now) {
            LearnDurations durations = new LearnDurations(Rig.types(List.of(Rig.type("update-resource", job -> {}))));
            for (int ran : millis) {
                Job run = Jobs.started(0);
                durations.accept(new Change(run, run.succeed(1, START.plusMillis(ran), null)));
            }
            return new Forecaster(durations, this::foresight, () -> now);
        }

        private Foresight foresight() {
            Waiting first = new Waiting(Jobs.ID, Jobs.request().type(), 5, Jobs.ACCEPTED_AT);
            Line line = new Line(Rig.DEFAULT, new QueueLimits(1, 10), List.of(first), List.of(), true, null);
            Map<JobId, Instant> starts = start == null ? Map.of() : Map.of(Jobs.ID, START.plusSeconds(start));
            return new Foresight(START, List.of(line), starts, Map.of());
        }
    }

    @Provide
    Arbitrary<Known> known() {
        Arbitrary<Integer> millis = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 1_000), Arbitraries.integers().between(0, 600_000));
        return Combinators.combine(
                        millis.list().ofMaxSize(30),
                        Arbitraries.integers().between(-100, 10_000).injectNull(0.3))
                .as(Known::new);
    }

    @Provide
    Arbitrary<Job> unfinished() {
        Arbitrary<Integer> percent = Arbitraries.integers().between(0, 100);
        return Arbitraries.oneOf(
                Arbitraries.just(Jobs.scheduled()),
                Arbitraries.integers()
                        .between(0, 100_000)
                        .map(second -> Job.accepted(Jobs.ID, Jobs.request(), Jobs.ACCEPTED_AT.plusSeconds(second))),
                Arbitraries.just(Jobs.waitingForSecondAttempt()),
                percent.map(Jobs::started),
                percent.map(Jobs::cancelling));
    }

    @Property
    void everyUnfinishedJobIsAskedForAgainIn1To120Seconds(
            @ForAll("known") Known known, @ForAll("unfinished") Job job, @ForAll @IntRange(min = -100) int seconds) {
        Instant now = START.plusSeconds(seconds % 1_000_000);
        Estimate estimate = known.at(now).of(job);
        assertThat(estimate.askAgain()).isBetween(1, job.state() == JobState.STARTED ? 30 : 120);
    }

    @Property
    void noEndIsToldThatHasPassed(
            @ForAll("known") Known known,
            @ForAll("unfinished") Job job,
            @ForAll @IntRange(min = -10_000, max = 10_000_000) int millis) {
        Instant now = START.plusMillis(millis);
        Instant end = known.at(now).of(job).outlook().end();
        if (end != null) {
            assertThat(end).isAfterOrEqualTo(now);
            assertThat(end).isEqualTo(end.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Property
    void theLongerAJobRunsWithoutNewsTheLaterItEnds(
            @ForAll("known") Known known,
            @ForAll @IntRange(min = 0, max = 99) int percent,
            @ForAll @IntRange(min = 0, max = 1_000_000) int millis,
            @ForAll @IntRange(min = 0, max = 10_000) int more) {
        Job job = Jobs.started(percent);
        Instant sooner = known.at(START.plusMillis(millis)).of(job).outlook().end();
        Instant later =
                known.at(START.plusMillis(millis + more)).of(job).outlook().end();
        if (sooner != null) {
            assertThat(later).isNotNull().isAfterOrEqualTo(sooner);
        }
    }

    @Property
    void theFurtherAJobOfAnUnknownTypeIsTheSoonerItEnds(
            @ForAll @IntRange(min = 1, max = 99) int percent,
            @ForAll @IntRange(min = 1, max = 50) int further,
            @ForAll @IntRange(min = 0, max = 500_000) int millis) {
        Forecaster forecaster = new Known(List.of(), null).at(START.plusMillis(millis));
        Job job = Jobs.started(percent);
        Job ahead = job.progress(1, new Progress(Math.min(100, percent + further), ""));
        assertThat(forecaster.of(ahead).outlook().end())
                .isNotNull()
                .isBeforeOrEqualTo(forecaster.of(job).outlook().end());
        assertThat(forecaster.of(ahead).askAgain())
                .isLessThanOrEqualTo(forecaster.of(job).askAgain());
    }

    @Property
    void theLaterAJobHasItsTurnTheLaterItEnds(
            @ForAll @IntRange(min = 0, max = 5_000) int start, @ForAll @IntRange(min = 0, max = 5_000) int more) {
        Instant sooner = new Known(List.of(1_000, 2_000), start)
                .at(START)
                .of(Jobs.scheduled())
                .outlook()
                .end();
        Instant later = new Known(List.of(1_000, 2_000), start + more)
                .at(START)
                .of(Jobs.scheduled())
                .outlook()
                .end();
        assertThat(sooner).isEqualTo(START.plusSeconds(start).plus(Duration.ofSeconds(2)));
        assertThat(later).isNotNull().isAfterOrEqualTo(sooner);
    }
}
