package dev.accepted.job;

import static dev.accepted.job.JobFixtures.FAULT;
import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.RETENTION;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.document;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.idAt;
import static dev.accepted.job.JobFixtures.request;
import static dev.accepted.job.JobFixtures.requestKeptFor;
import static dev.accepted.job.JobFixtures.retrying;
import static dev.accepted.job.JobFixtures.running;
import static dev.accepted.job.JobFixtures.runningAgain;
import static dev.accepted.job.JobFixtures.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.accepted.job.Phase.Completed;
import dev.accepted.job.Phase.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTest {

    private static final Instant LONG_AGO = NOON.minusSeconds(3600);

    @Test
    void anAcceptedJobIsDueWhenItWasAskedFor() {
        Job job = Job.accepted(idAt(NOON, 1), request(), NOON.plusSeconds(60));

        assertThat(job.version()).isEqualTo(1);
        assertThat(job.acceptedAt()).isEqualTo(NOON);
        assertThat(job.phase().dueAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.startedAt()).isEmpty();
        assertThat(job.endedAt()).isEmpty();
        assertThat(job.expiresAt()).isEmpty();
        assertThat(job.outcome()).isEmpty();
        assertThat(job.failedAttempts()).isEmpty();
        assertThat(job.isCompleted()).isFalse();
    }

    @Test
    void aJobThatWasDueBeforeItsAcceptanceIsDueAtOnce() {
        assertThat(Job.accepted(idAt(NOON, 1), request(), LONG_AGO).phase().dueAt())
                .isEqualTo(NOON);
    }

    @Test
    void aRunningJobKnowsWhenItWasDueAndWhenItBegan() {
        assertThat(running().phase().dueAt()).isEqualTo(NOON);
        assertThat(running().startedAt()).contains(NOON.plusSeconds(1));
        assertThat(running().phase().progress()).isSameAs(Progress.NONE);
    }

    @Test
    void thePercentageNeverFallsAndTheNewerTextCounts() {
        Job job = running().progress(1, new Progress(30, "a third")).progress(1, new Progress(20, "a step back"));

        assertThat(job.phase().progress()).isEqualTo(new Progress(30, "a step back"));
    }

    @Test
    void theSameProgressAgainChangesNothing() {
        Job job = running().progress(1, new Progress(30, "a third"));

        assertThat(job.progress(1, new Progress(30, "a third"))).isSameAs(job);
        assertThat(job.progress(1, new Progress(29, "a third"))).isSameAs(job);
    }

    @Test
    void progressDoesNotForgetThatTheJobShallStop() {
        Job job = running().cancel(NOON.plusSeconds(2), "user").progress(1, new Progress(30, ""));

        assertThat(((Started) job.phase()).stopAsked()).contains(new Stop.Cancel(NOON.plusSeconds(2), "user"));
        assertThat(job.phase().progress().percent()).isEqualTo(30);
    }

    @Test
    void successIsAHundredPercentAndKeepsTheLastWordsAndTheResult() {
        Document result = document("[]");
        Job job = running().progress(1, new Progress(30, "nearly there")).succeed(1, NOON.plusSeconds(5), result);

        assertThat(job.phase().progress()).isEqualTo(new Progress(100, "nearly there"));
        assertThat(job.outcome().flatMap(Outcome::result)).containsSame(result);
        assertThat(job.outcome().flatMap(Outcome::fault)).isEmpty();
        assertThat(job.startedAt()).contains(NOON.plusSeconds(1));
        assertThat(job.endedAt()).contains(NOON.plusSeconds(5));
        assertThat(job.expiresAt()).contains(NOON.plusSeconds(5).plus(RETENTION));
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.isCompleted()).isTrue();
    }

    @Test
    void successWithoutResultCostsNoObject() {
        assertThat(running().succeed(1, NOON.plusSeconds(5), null).outcome())
                .containsSame(Outcome.Success.WITHOUT_RESULT);
    }

    @Test
    void failureKeepsHowFarItCameAndWhy() {
        Job job = running().progress(1, new Progress(30, "")).fail(1, NOON.plusSeconds(5), FAULT);

        assertThat(job.phase().progress().percent()).isEqualTo(30);
        assertThat(job.outcome()).contains(new Outcome.Failure(FAULT));
        assertThat(job.outcome().flatMap(Outcome::fault)).contains(FAULT);
        assertThat(job.outcome().flatMap(Outcome::result)).isEmpty();
    }

    @Test
    void cancelWhileTheHandlerRunsSaysWhoAskedOnceItHasObeyed() {
        Job job = running().cancel(NOON.plusSeconds(2), "user").fail(1, NOON.plusSeconds(3), FAULT);

        assertThat(job.outcome()).contains(new Outcome.Cancelled("user"));
        assertThat(job.outcome().flatMap(Outcome::fault))
                .contains(new Fault(Fault.JOB_CANCELLED, "Cancelled by user."));
    }

    @Test
    void anOverrunSaysTheLimit() {
        Job job = running().overrun(1, NOON.plusSeconds(601)).giveUp(1, NOON.plusSeconds(631));

        assertThat(job.outcome())
                .contains(new Outcome.TimedOut(request().terms().timeout()));
        assertThat(job.outcome().flatMap(Outcome::fault).orElseThrow().detail()).contains("PT10M");
    }

    @Test
    void theFirstReasonToStopCounts() {
        Job cancelledFirst = running().cancel(NOON.plusSeconds(2), "user").overrun(1, NOON.plusSeconds(3));
        Job overrunFirst = running().overrun(1, NOON.plusSeconds(2)).cancel(NOON.plusSeconds(3), "user");

        assertThat(cancelledFirst.giveUp(1, NOON.plusSeconds(40)).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(overrunFirst.giveUp(1, NOON.plusSeconds(40)).status()).isEqualTo(JobStatus.TIMEOUT);
    }

    @Test
    void aJobBetweenAttemptsLooksLikeOneThatWaits() {
        Job job = running()
                .progress(1, new Progress(80, ""))
                .tryAgain(1, NOON.plusSeconds(2), FAULT, NOON.plusSeconds(9));

        assertThat(job.startedAt()).isEmpty();
        assertThat(job.phase().progress()).isSameAs(Progress.NONE);
        assertThat(job.phase().dueAt()).isEqualTo(NOON.plusSeconds(9));
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(job.failedAttempts()).containsExactly(new Attempt(NOON.plusSeconds(1), NOON.plusSeconds(2), FAULT));
    }

    @Test
    void aJobThatIsCancelledBetweenAttemptsKeepsTheOnesItHad() {
        Job job = retrying().cancel(NOON.plusSeconds(5), "user");

        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.startedAt()).contains(NOON.plusSeconds(1));
        assertThat(job.endedAt()).contains(NOON.plusSeconds(5));
        assertThat(job.failedAttempts()).hasSize(1);
    }

    @Test
    void aJobThatIsCancelledBeforeItRanHasNoStart() {
        Job job = waiting().cancel(NOON.plusSeconds(5), "user");

        assertThat(job.attempt()).isZero();
        assertThat(job.startedAt()).isEmpty();
        assertThat(job.endedAt()).contains(NOON.plusSeconds(5));
    }

    @Test
    void anAttemptThatWasGivenUpCannotSpeakForItsSuccessor() {
        Job second = runningAgain();

        assertThat(second.succeed(1, NOON.plusSeconds(12), null)).isSameAs(second);
        assertThat(second.succeed(2, NOON.plusSeconds(12), null).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void noJobStartsBeforeItsAcceptanceThoughTheClockWentBack() {
        assertThat(waiting().start(LONG_AGO).startedAt()).contains(NOON);
    }

    @Test
    void noAttemptStartsBeforeTheLastOneEndedThoughTheClockWentBack() {
        assertThat(retrying().start(LONG_AGO).startedAt()).contains(NOON.plusSeconds(2));
    }

    @Test
    void noNextAttemptIsDueBeforeTheLastOneEndedThoughTheClockWentBack() {
        Job job = running().tryAgain(1, LONG_AGO, FAULT, LONG_AGO.plusSeconds(10));

        assertThat(job.phase().dueAt()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void noJobEndsBeforeWhatHappenedLastThoughTheClockWentBack() {
        assertThat(accepted(idAt(NOON, 1), request()).cancel(LONG_AGO, "user").endedAt())
                .contains(NOON);
        assertThat(running().succeed(1, LONG_AGO, null).endedAt()).contains(NOON.plusSeconds(1));
        assertThat(retrying().cancel(LONG_AGO, "user").endedAt()).contains(NOON.plusSeconds(2));
    }

    @Test
    void progressOutsideZeroToAHundredDoesNotExist() {
        assertThat(new Progress(0, "").percent()).isZero();
        assertThat(new Progress(100, "").percent()).isEqualTo(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Progress(101, ""))
                .withMessageContaining("101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Progress(-1, ""))
                .withMessageContaining("-1");
    }

    @Test
    void anEndedJobRemembersThatItWasAskedToStopThoughItSucceeded() {
        Stop stop = new Stop.Cancel(NOON.plusSeconds(2), "user");
        Job job = running().cancel(stop.askedAt(), "user").succeed(1, NOON.plusSeconds(3), null);

        assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(((Completed) job.phase()).stopAsked()).contains(stop);
        assertThat(((Completed) retrying().cancel(NOON.plusSeconds(5), "user").phase()).stopAsked())
                .as("nothing ran that could have been asked")
                .isEmpty();
    }

    @Test
    void theFirstRetryCountsAndChangesNothingElse() {
        Job failed = running().fail(1, NOON.plusSeconds(5), FAULT);
        Job retried = failed.retriedAs(id(2));

        assertThat(retried.retriedAs()).contains(id(2));
        assertThat(retried.retriedAs(id(3))).isSameAs(retried);
        assertThat(retried.version()).isEqualTo(failed.version() + 1);
        assertThat(retried.outcome()).isEqualTo(failed.outcome());
        assertThat(retried.endedAt()).isEqualTo(failed.endedAt());
        assertThat(retried.expiresAt()).isEqualTo(failed.expiresAt());
    }

    @Test
    void aJobMayBecomeWhatItsEventsMakeOfItAndNoOther() {
        Job failed = running().fail(1, NOON.plusSeconds(5), FAULT);

        assertThat(running().mayBecome(failed)).isFalse();
        assertThat(failed.mayBecome(failed.retriedAs(id(2)))).isTrue();
        assertThat(failed.retriedAs(id(2)).mayBecome(failed)).isFalse();
        assertThat(failed.mayBecome(failed.retriedAs(id(2)).retriedAs(id(3)))).isTrue();
        assertThat(failed.mayBecome(running().succeed(1, NOON.plusSeconds(5), null)))
                .isFalse();
        Job run = running();
        Job late = run.fail(1, NOON.plusSeconds(6), FAULT);
        assertThat(run.fail(1, NOON.plusSeconds(5), FAULT).mayBecome(late.retriedAs(id(2))))
                .as("an end that was retried, but not this one")
                .isFalse();
    }

    @Test
    void aRequestAskedForOnceMoreIsTheSameButForWhyAndItsCopyOfTheInput() {
        Document copy = document("{}");
        Request again = request().again(new Request.Retry(id(1), "Admin"), copy);

        assertThat(request().retryOf()).isEmpty();
        assertThat(again.retryOf()).contains(new Request.Retry(id(1), "Admin"));
        assertThat(again.input()).isSameAs(copy);
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFields("retry", "input")
                .isEqualTo(request());
    }

    @Test
    void aJobThatIsNotWantedIsKeptForNoTimeOnceItHasEnded() {
        Job asked = running().discard(NOON.plusSeconds(2), "user");
        assertThat(asked.isUnwanted()).isFalse();
        assertThat(asked.expiresAt()).isEmpty();

        Instant end = NOON.plusSeconds(5);
        for (Job ended : List.of(
                waiting().discard(end, "user"),
                retrying().discard(end, "user"),
                asked.succeed(1, end, document("{}")),
                asked.fail(1, end, FAULT),
                asked.giveUp(1, end),
                running().cancel(NOON, "user").discard(NOON, "user").fail(1, end, FAULT),
                running().overrun(1, NOON).discard(NOON, "user").giveUp(1, end))) {
            assertThat(ended.isCompleted()).isTrue();
            assertThat(ended.isUnwanted()).isTrue();
            assertThat(ended.expiresAt()).isEqualTo(ended.endedAt());
        }
    }

    @Test
    void aJobThatHasEndedIsNotMadeUnwantedByWhoeverWantsItGoneAfterwards() {
        Job ended = running().succeed(1, NOON.plusSeconds(5), null);

        assertThat(ended.discard(NOON.plusSeconds(6), "user")).isSameAs(ended);
        assertThat(ended.isUnwanted()).isFalse();
    }

    @Test
    void aRetentionBeyondTheEndOfTimeExpiresThen() {
        Job ended = accepted(id(1), requestKeptFor(Duration.ofSeconds(Long.MAX_VALUE)))
                .cancel(NOON, "user");

        assertThat(ended.expiresAt()).contains(Instant.MAX);
    }
}
