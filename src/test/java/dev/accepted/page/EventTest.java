package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTest {

    private static void assertEvents(Job job, Instant now, String... whatAndTone) {
        assertThat(Event.of(job, now))
                .extracting(event -> event.what() + " " + event.tone())
                .containsExactly(whatAndTone);
    }

    @Test
    void whatGoesOnStandsAtTheEnd() {
        assertEvents(Jobs.started(40), Jobs.STARTED_AT, "Accepted past", "Attempt 1 started now");
        assertEvents(
                Jobs.cancelling(40), Jobs.ENDED_AT, "Accepted past", "Attempt 1 started past", "Asked to stop now");
    }

    @Test
    void whatWaitsForItsTimeIsAheadAndWhatWaitsForItsTurnGoesOn() {
        Job again = Jobs.waitingForSecondAttempt();

        assertEvents(
                again,
                Jobs.ENDED_AT,
                "Accepted past",
                "Attempt 1 started past",
                "Attempt 1 failed past",
                "Starts not before ahead");
        assertEvents(
                again,
                Jobs.SECOND_DUE_AT,
                "Accepted past",
                "Attempt 1 started past",
                "Attempt 1 failed past",
                "Due past",
                "Waits for its turn now");
    }

    @Test
    void theEndSaysWhyAndNothingGoesOnAfterIt() {
        assertThat(Event.of(Jobs.failed("disk full"), Jobs.ENDED_AT))
                .last()
                .satisfies(event -> assertThat(event)
                        .extracting(Event::what, Event::more, Event::tone)
                        .containsExactly("Failed", "disk full", "past"));
        assertThat(Event.of(Jobs.succeeded(), Jobs.ENDED_AT))
                .extracting(Event::what, Event::tone)
                .endsWith(tuple("Succeeded", "past"));
        assertThat(Event.of(Jobs.retried(), Jobs.ENDED_AT))
                .last()
                .satisfies(event -> assertThat(event.what()).isEqualTo("Retried"));
    }
}
