package dev.accepted.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.Estimates.Estimate;
import dev.accepted.engine.Lineup;
import dev.accepted.engine.Lineup.Line;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.Rig;
import dev.accepted.engine.Waiting;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import dev.accepted.job.Outlook;
import dev.accepted.job.Pause;
import dev.accepted.job.Progress;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecasterTest {

    private final LearnDurations durations =
            new LearnDurations(Rig.types(List.of(Rig.type("update-resource", job -> {}))));
    private Instant now = Jobs.STARTED_AT;
    private final Forecaster forecaster = new Forecaster(durations, () -> Foresight.NONE, () -> now);

    @Test
    void nothingIsTakenForKnownBeforeAJobOfTheTypeHasEnded() {
        assertThat(forecaster.of(Jobs.started(0))).isEqualTo(new Estimate(Outlook.NONE, 1));
        assertThat(forecaster.of(Jobs.scheduled()).outlook()).isEqualTo(Outlook.NONE);
        assertThat(forecaster.typical(Jobs.request().type())).isEmpty();
    }

    @Test
    void withoutAnyKnowledgeTheWaitsGrowByATenthOfTheLength() {
        now = Jobs.ACCEPTED_AT;
        assertThat(forecaster.of(Jobs.scheduled()).askAgain()).isEqualTo(1);
        now = Jobs.ACCEPTED_AT.plusSeconds(50);
        assertThat(forecaster.of(Jobs.scheduled()).askAgain()).isEqualTo(6);
        now = Jobs.STARTED_AT.plusSeconds(50);
        assertThat(forecaster.of(Jobs.started(0)).askAgain()).isEqualTo(6);
        now = Jobs.STARTED_AT.plusSeconds(500);
        assertThat(forecaster.of(Jobs.started(0)).askAgain()).isEqualTo(30);
    }

    @Test
    void nobodyIsPromisedAnythingInAPausedQueueAndTheWaitsGrow() {
        Job job = Jobs.scheduled();
        Line line = new Line(
                job.request().place().queue(),
                new QueueLimits(8, 10),
                List.of(Waiting.of(job)),
                List.of(),
                true,
                new Pause(Jobs.ACCEPTED_AT, "Admin"));
        now = Jobs.ACCEPTED_AT.plusSeconds(100);
        Foresight seen = new PlayAhead(Rig.types(List.of(Rig.type("update-resource", context -> {}))), durations)
                .play(new Lineup(List.of(), List.of(line)), List.of(), now);
        Forecaster paused = new Forecaster(durations, () -> seen, () -> now);
        assertThat(paused.of(job)).isEqualTo(new Estimate(new Outlook(1, null, true), 11));
        now = Jobs.ACCEPTED_AT.plusSeconds(10_000);
        assertThat(paused.of(job).askAgain()).isEqualTo(30);
        now = Jobs.ACCEPTED_AT;
        ran(47, 100);
        assertThat(paused.of(job).outlook()).isEqualTo(new Outlook(1, null, true));
    }

    @Test
    void aTypeThatAlwaysTakesAsLongIsAskedForWhenItEnds() {
        ran(47, 100);
        assertThat(end(Jobs.started(0))).isEqualTo(Jobs.STARTED_AT.plusSeconds(47));
        assertThat(forecaster.of(Jobs.started(0)).askAgain()).isEqualTo(30);
        now = Jobs.STARTED_AT.plusSeconds(30);
        assertThat(forecaster.of(Jobs.started(0)).askAgain()).isEqualTo(18);
    }

    @Test
    void aRunThatOutlastsAllKnownOnesIsGivenAnotherTenth() {
        ran(40, 100);
        now = Jobs.STARTED_AT.plusSeconds(60);
        assertThat(end(Jobs.started(0))).isEqualTo(Jobs.STARTED_AT.plusSeconds(66));
    }

    @Test
    void noRunIsExpectedToOutlastItsLimit() {
        ran(47, 1);
        now = Jobs.STARTED_AT.plusSeconds(590);
        assertThat(end(Jobs.started(0))).isEqualTo(Jobs.STARTED_AT.plusSeconds(600));
        now = Jobs.STARTED_AT.plusSeconds(601);
        assertThat(end(Jobs.started(0))).isEqualTo(now);
    }

    @Test
    void thePaceIsBelievedWhereTheTypeIsUnknownOrVaries() {
        now = Jobs.STARTED_AT.plusSeconds(30);
        assertThat(end(Jobs.started(25))).isEqualTo(Jobs.STARTED_AT.plusSeconds(120));
        for (int seconds : List.of(5, 10, 20, 50, 100, 200, 400)) {
            ran(seconds, 10);
        }
        assertThat(end(Jobs.started(75))).isBetween(Jobs.STARTED_AT.plusSeconds(38), Jobs.STARTED_AT.plusSeconds(50));
    }

    @Test
    void thePaceIsNotBelievedWhereTheTypeAlwaysTakesAsLong() {
        ran(60, 256);
        now = Jobs.STARTED_AT.plusSeconds(30);
        assertThat(end(Jobs.started(1))).isBetween(Jobs.STARTED_AT.plusSeconds(60), Jobs.STARTED_AT.plusSeconds(61));
    }

    @Test
    void nobodyKnowsWhenAHandlerObeys() {
        ran(47, 100);
        now = Jobs.STARTED_AT.plusSeconds(21);
        assertThat(forecaster.of(Jobs.cancelling(40))).isEqualTo(new Estimate(Outlook.NONE, 1));
        now = Jobs.STARTED_AT.plusSeconds(45);
        assertThat(forecaster.of(Jobs.cancelling(40))).isEqualTo(new Estimate(Outlook.NONE, 3));
    }

    @Test
    void aJobForLaterEndsAfterItsTimeAndIsAskedForTwoMinutesApart() {
        ran(47, 100);
        Instant due = Jobs.ACCEPTED_AT.plus(Duration.ofHours(2));
        now = Jobs.ACCEPTED_AT;
        Job later = Job.accepted(Jobs.ID, Jobs.request(), due);
        assertThat(end(later)).isEqualTo(due.plusSeconds(47));
        assertThat(forecaster.of(later).askAgain()).isEqualTo(120);
        now = due.minusSeconds(40);
        assertThat(forecaster.of(later).askAgain()).isEqualTo(40);
    }

    @Test
    void aTimeInAnotherMillenniumIsNoTrouble() {
        ran(47, 1);
        Job later = Job.accepted(Jobs.ID, Jobs.request(), Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(end(later)).isAfter(later.phase().dueAt());
        assertThat(forecaster.of(later).askAgain()).isEqualTo(120);
    }

    @Test
    void whatWasCancelledOrTimedOutTeachesNothing() {
        durations.accept(new Change(Jobs.cancelling(40), Jobs.cancelled()));
        durations.accept(new Change(Jobs.started(40), Jobs.timedOut()));
        durations.accept(new Change(Jobs.started(40), Jobs.started(50)));
        assertThat(durations.of(Jobs.request().type())).isEmpty();
        durations.accept(new Change(Jobs.started(40), Jobs.failed(Fault.failed("The disk is full."))));
        assertThat(durations.of(Jobs.request().type())).isPresent();
    }

    private Instant end(Job job) {
        Instant end = forecaster.of(job).outlook().end();
        assertThat(end).isNotNull().isAfterOrEqualTo(now);
        return end == null ? Instant.MIN : end;
    }

    /** So many jobs have ended, each after so many seconds. */
    private void ran(int seconds, int times) {
        for (int i = 0; i < times; i++) {
            Job started = Jobs.scheduled().start(Jobs.STARTED_AT).progress(1, new Progress(90, ""));
            durations.accept(new Change(started, started.succeed(1, Jobs.STARTED_AT.plusSeconds(seconds), null)));
        }
    }
}
