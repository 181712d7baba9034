package dev.accepted.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.Activity.Part;
import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityTest {

    private static final Instant END = Jobs.ENDED_AT;

    private final ManualTime time = new ManualTime(END);
    private final Activity activity = new Activity(time);

    private void ended(Job job) {
        activity.accept(new Change(Jobs.started(40), job));
    }

    private List<Part> hour() {
        return activity.last(Duration.ofMinutes(1), 60);
    }

    @Test
    void whatEndedIsCountedInItsMinute() {
        ended(Jobs.succeeded());
        ended(Jobs.failed("x"));
        ended(Jobs.cancelled());

        assertThat(hour()).hasSize(60).last().isEqualTo(new Part(Instant.parse("2026-03-01T09:00:00Z"), 3, 1));
        assertThat(hour().subList(0, 59)).allMatch(part -> part.ended() == 0);
    }

    @Test
    void whatRanOutOfTimeHasFailed() {
        ended(Jobs.timedOut());
        time.advance(Duration.between(END, Jobs.timedOut().endedAt().orElseThrow()));

        assertThat(hour()).last().extracting(Part::ended, Part::failed).containsExactly(1, 1);
    }

    @Test
    void whatDidNotEndIsNotCounted() {
        activity.accept(new Change(Jobs.started(40), Jobs.started(50)));
        activity.accept(new Change(Jobs.succeeded(), Jobs.succeeded()));

        assertThat(hour()).allMatch(part -> part.ended() == 0);
    }

    @Test
    void partsMoveWithTheClockAndHoursBeginOnTheHour() {
        ended(Jobs.succeeded());
        time.advance(Duration.ofHours(23));

        assertThat(hour()).allMatch(part -> part.ended() == 0);
        List<Part> day = activity.last(Duration.ofHours(1), 24);
        assertThat(day).hasSize(24).first().isEqualTo(new Part(Instant.parse("2026-03-01T09:00:00Z"), 1, 0));
    }

    @Test
    void aMinuteIsForgottenAfterADay() {
        ended(Jobs.succeeded());
        time.advance(Duration.ofDays(1));

        assertThat(activity.last(Duration.ofHours(1), 24)).allMatch(part -> part.ended() == 0);
        assertThat(hour()).allMatch(part -> part.ended() == 0);
    }
}
