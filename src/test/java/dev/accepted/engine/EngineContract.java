package dev.accepted.engine;

import static dev.accepted.engine.Rig.submission;
import static dev.accepted.engine.Rig.type;
import static dev.accepted.engine.Rig.withAttempts;
import static dev.accepted.engine.Rig.withMaxConcurrent;
import static dev.accepted.engine.Rig.withWindow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accepted.engine.JobEngine.Accepted;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.JobType;
import dev.accepted.handler.Window;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobState;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Progress;
import dev.accepted.job.QueueName;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Request;
import dev.accepted.job.Submission;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import dev.accepted.store.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every engine must do, whatever it dispatches with. */
public interface EngineContract {

    /** An engine with a queue {@code default} of this concurrency and capacity, and these types. */
    Rig rig(int concurrency, int capacity, JobType... types);

    JobHandler NOTHING = job -> {};

    @Test
    default void anAcceptedJobCanBeReadAtOnceAndRunsToItsEnd() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 10, type("slow", handler))) {
            Job job = rig.submit("slow");
            assertThat(rig.storage().jobs().find(job.id())).isPresent();
            handler.awaitBegun();
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.INPROGRESS);
            handler.letGo();
            Job ended = rig.await(job, JobStatus.SUCCESS);
            assertThat(ended.phase().progress().percent()).isEqualTo(100);
            assertThat(ended.startedAt()).contains(Rig.START);
        }
    }

    @Test
    default void whatAHandlerMakesAndSaysIsKept() throws Exception {
        JobHandler handler = job -> {
            job.progress(40, "almost half");
            job.log("opened");
            job.log("closed");
            job.resultText("text/plain", "done by " + job.owner().name() + " in attempt " + job.attempt());
        };
        try (Rig rig = rig(1, 10, type("writes", handler))) {
            Job ended = rig.await(rig.submit("writes"), JobStatus.SUCCESS);
            assertThat(ended.outcome()
                            .orElseThrow()
                            .result()
                            .orElseThrow()
                            .content()
                            .bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("done by user in attempt 1");
            assertThat(ended.phase().progress()).isEqualTo(new Progress(100, "almost half"));
            assertThat(rig.storage().logs().read(ended.id(), 0).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("2026-03-01T12:00:00Z opened\n2026-03-01T12:00:00Z closed\n");
        }
    }

    @Test
    default void cancelOfAWaitingJobEndsItAndItNeverRuns() {
        Hangs first = Hangs.obedient();
        AtomicInteger ran = new AtomicInteger();
        try (Rig rig = rig(1, 10, type("first", first), type("second", job -> ran.incrementAndGet()))) {
            rig.submit("first");
            first.awaitBegun();
            Job second = rig.submit("second");
            Job cancelled = rig.cancel(second);
            assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(cancelled.startedAt()).isEmpty();
            assertThat(rig.waiting()).isZero();
            first.letGo();
            rig.awaitUntil(() -> rig.running() == 0, "the first job never ended");
            assertThat(ran).hasValue(0);
        }
    }

    @Test
    default void cancelOfARunningJobInterruptsItAndEndsItWhenItObeys() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 10, type("slow", handler))) {
            Job job = rig.submit("slow");
            handler.awaitBegun();
            assertThat(rig.cancel(job).state()).isEqualTo(JobState.STARTED);
            Job ended = rig.await(job, JobStatus.CANCELLED);
            assertThat(ended.startedAt()).isPresent();
            assertThat(ended.outcome().orElseThrow().fault()).map(Fault::detail).contains("Cancelled by user.");
        }
    }

    @Test
    default void aHandlerThatFailsWhenItIsCancelledIsCancelledNotFailedAndNotTriedAgain() {
        CountDownLatch begun = new CountDownLatch(1);
        JobHandler handler = job -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw JobFailedException.because("interrupted");
            }
        };
        try (Rig rig = rig(1, 10, withAttempts(type("slow", handler), 3))) {
            Job job = rig.submit("slow");
            assertThat(countedDown(begun)).isTrue();
            rig.cancel(job);
            assertThat(rig.await(job, JobStatus.CANCELLED).attempt()).isEqualTo(1);
        }
    }

    @Test
    default void aNormalReturnAfterCancelIsSuccess() {
        Hangs deaf = Hangs.deaf();
        try (Rig rig = rig(1, 10, type("deaf", deaf))) {
            Job job = rig.submit("deaf");
            deaf.awaitBegun();
            assertThat(rig.cancel(job).status()).isEqualTo(JobStatus.CANCELLING);
            deaf.letGo();
            rig.await(job, JobStatus.SUCCESS);
        }
    }

    @Test
    default void aHandlerThatIgnoresItsCancelIsGivenUpAfterThirtySecondsAndKeepsItsSlot() {
        Hangs deaf = Hangs.deaf();
        try (Rig rig = rig(1, 10, type("deaf", deaf), type("next", NOTHING))) {
            Job job = rig.submit("deaf");
            deaf.awaitBegun();
            rig.cancel(job);
            Job next = rig.submit("next");
            rig.time().advance(Duration.ofSeconds(29));
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.CANCELLING);
            rig.time().advance(Duration.ofSeconds(1));
            Job givenUp = rig.now(job);
            assertThat(givenUp.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(rig.now(next).state()).isEqualTo(JobState.SCHEDULED);
            deaf.letGo();
            rig.await(next, JobStatus.SUCCESS);
            assertThat(rig.now(job)).isSameAs(givenUp);
        }
    }

    @Test
    default void aHandlerThatWasGivenUpIsNotHeardAnyMore() throws Exception {
        Hangs deaf = Hangs.deaf();
        JobHandler talks = job -> {
            job.log("begun");
            deaf.run(job);
            job.log("too late");
            job.resultText("text/plain", "too late");
        };
        try (Rig rig = rig(1, 10, type("deaf", talks), type("next", NOTHING))) {
            Job job = rig.submit("deaf");
            deaf.awaitBegun();
            rig.cancel(job);
            rig.time().advance(RunJob.PATIENCE);
            Job givenUp = rig.now(job);
            long said = rig.storage().logs().length(job.id());
            Job next = rig.submit("next");
            deaf.letGo();
            rig.await(next, JobStatus.SUCCESS);
            assertThat(rig.now(job)).isSameAs(givenUp);
            assertThat(said).isPositive();
            assertThat(rig.storage().logs().length(job.id())).isEqualTo(said);
        }
    }

    @Test
    default void anAttemptPastItsLimitIsInterruptedAndNotTriedAgain() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 10, withAttempts(type("slow", handler), 3))) {
            Job job = rig.submit(submission("slow").withTimeout(Duration.ofSeconds(5)));
            handler.awaitBegun();
            rig.time().advance(Duration.ofMillis(4_999));
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.INPROGRESS);
            rig.time().advance(Duration.ofMillis(1));
            Job ended = rig.await(job, JobStatus.TIMEOUT);
            assertThat(ended.attempt()).isEqualTo(1);
            assertThat(ended.outcome().orElseThrow().fault())
                    .map(Fault::detail)
                    .contains("Ran longer than its limit of PT5S.");
        }
    }

    @Test
    default void aHandlerThatIgnoresItsLimitIsGivenUpAfterThirtySeconds() {
        Hangs deaf = Hangs.deaf();
        try (Rig rig = rig(1, 10, type("deaf", deaf))) {
            Job job = rig.submit(submission("deaf").withTimeout(Duration.ofSeconds(5)));
            deaf.awaitBegun();
            rig.time().advance(Duration.ofSeconds(34));
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.INPROGRESS);
            rig.time().advance(Duration.ofSeconds(1));
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.TIMEOUT);
            deaf.letGo();
            rig.awaitUntil(() -> rig.running() == 0, "the slot was never freed");
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.TIMEOUT);
        }
    }

    @Test
    default void aResultThatComesAfterTheLimitDoesNotCount() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        JobHandler handler = job -> {
            job.resultText("text/plain", "too late");
            begun.countDown();
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    // goes on: that is what this test is about
                }
            }
        };
        try (Rig rig = rig(1, 10, type("late", handler))) {
            Job job = rig.submit(submission("late").withTimeout(Duration.ofSeconds(5)));
            assertThat(countedDown(begun)).isTrue();
            rig.time().advance(Duration.ofSeconds(6));
            goOn.countDown();
            Job ended = rig.await(job, JobStatus.TIMEOUT);
            assertThat(ended.outcome().orElseThrow().result()).isEmpty();
        }
    }

    @Test
    default void whatAHandlerWantsDoneWhenItIsToStopIsDone() {
        CountDownLatch begun = new CountDownLatch(1);
        JobHandler waits = job -> {
            CountDownLatch over = new CountDownLatch(1);
            job.onStop(() -> {
                throw new IllegalStateException("a hook that fails, on purpose");
            });
            job.onStop(over::countDown);
            begun.countDown();
            awaitDeafly(over);
        };
        try (Rig rig = rig(2, 10, type("waits", waits))) {
            Job cancelled = rig.submit("waits");
            Job late = rig.submit(submission("waits").withTimeout(Duration.ofSeconds(5)));
            assertThat(countedDown(begun)).isTrue();
            rig.awaitUntil(() -> rig.running() == 2, "never began");
            rig.cancel(cancelled);
            rig.await(cancelled, JobStatus.SUCCESS);
            rig.time().advance(Duration.ofSeconds(5));
            rig.await(late, JobStatus.TIMEOUT);
            Job stopped = rig.submit("waits");
            rig.awaitUntil(() -> rig.now(stopped).state() == JobState.STARTED, "never began");
            assertThat(rig.dispatch().stop(Duration.ofMillis(50))).isZero();
        }
    }

    @Test
    default void whatAHandlerWantsDoneWhenItIsAlreadyToStopIsDoneAtOnceAndOnce() {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        JobHandler late = job -> {
            begun.countDown();
            while (!job.isStopAsked()) {
                Thread.onSpinWait();
            }
            CountDownLatch over = new CountDownLatch(1);
            job.onStop(() -> {
                done.incrementAndGet();
                over.countDown();
            });
            awaitDeafly(over);
        };
        try (Rig rig = rig(1, 10, type("late", late))) {
            Job job = rig.submit("late");
            assertThat(countedDown(begun)).isTrue();
            rig.cancel(job);
            rig.cancel(job);
            rig.await(job, JobStatus.SUCCESS);
        }
        assertThat(done).hasValue(1);
    }

    @Test
    default void whatAHandlerHasTakenBackIsNotDone() {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        JobHandler handler = job -> {
            job.onStop(done::incrementAndGet).withdraw();
            CountDownLatch over = new CountDownLatch(1);
            job.onStop(over::countDown);
            begun.countDown();
            awaitDeafly(over);
        };
        try (Rig rig = rig(1, 10, type("slow", handler))) {
            Job job = rig.submit("slow");
            assertThat(countedDown(begun)).isTrue();
            rig.cancel(job);
            rig.await(job, JobStatus.SUCCESS);
        }
        assertThat(done).hasValue(0);
    }

    @Test
    default void whatAHandlerWantsDoneMayTakeItsTimeWhichNobodyWaitsForButWhoTakesItBack() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch hookBegun = new CountDownLatch(1);
        CountDownLatch hookMayEnd = new CountDownLatch(1);
        AtomicInteger hookEnded = new AtomicInteger();
        AtomicInteger endedBefore = new AtomicInteger(-1);
        JobHandler handler = job -> {
            JobContext.StopHook hook = job.onStop(() -> {
                hookBegun.countDown();
                awaitDeafly(hookMayEnd);
                hookEnded.incrementAndGet();
            });
            begun.countDown();
            awaitDeafly(hookBegun);
            hook.withdraw();
            endedBefore.set(hookEnded.get());
        };
        try (Rig rig = rig(1, 10, type("slow", handler))) {
            Job job = rig.submit("slow");
            assertThat(countedDown(begun)).isTrue();
            assertThat(rig.cancel(job).status()).isEqualTo(JobStatus.CANCELLING);
            assertThat(countedDown(hookBegun)).isTrue();
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.CANCELLING);
            hookMayEnd.countDown();
            rig.await(job, JobStatus.SUCCESS);
        }
        assertThat(endedBefore)
                .as("ends of the hook when it had been taken back")
                .hasValue(1);
    }

    @Test
    default void anAttemptThatIsOverHasNothingDoneAnyMore() {
        AtomicInteger done = new AtomicInteger();
        AtomicReference<JobContext> left = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        JobHandler handler = job -> {
            left.set(job);
            CountDownLatch asked = new CountDownLatch(1);
            job.onStop(asked::countDown);
            begun.countDown();
            awaitDeafly(asked);
        };
        try (Rig rig = rig(1, 10, type("leaves", handler))) {
            Job job = rig.submit("leaves");
            assertThat(countedDown(begun)).isTrue();
            rig.cancel(job);
            rig.await(job, JobStatus.SUCCESS);
            left.get().onStop(done::incrementAndGet).withdraw();
        }
        assertThat(done).hasValue(0);
    }

    @Test
    default void aFailedAttemptIsFollowedByAnotherAfterItsBackOff() {
        AtomicInteger calls = new AtomicInteger();
        JobHandler handler = job -> {
            job.progress(60, "");
            if (calls.incrementAndGet() < 3) {
                throw JobFailedException.because("not yet, attempt " + job.attempt());
            }
        };
        try (Rig rig = rig(1, 10, withAttempts(type("flaky", handler), 3))) {
            Job job = rig.submit("flaky");
            rig.awaitUntil(() -> rig.now(job).failedAttempts().size() == 1, "never tried");
            rig.awaitUntil(() -> rig.waiting() == 1, "never queued again");
            Job waiting = rig.now(job);
            assertThat(waiting.state()).isEqualTo(JobState.SCHEDULED);
            assertThat(waiting.startedAt()).isEmpty();
            assertThat(waiting.phase().progress().percent()).isZero();
            assertThat(waiting.phase().dueAt()).isEqualTo(Rig.START.plusSeconds(10));
            rig.time().advance(Duration.ofSeconds(10));
            rig.awaitUntil(() -> rig.now(job).failedAttempts().size() == 2 && rig.waiting() == 1, "never tried again");
            assertThat(rig.now(job).phase().dueAt()).isEqualTo(Rig.START.plusSeconds(30));
            rig.time().advance(Duration.ofSeconds(20));
            Job ended = rig.await(job, JobStatus.SUCCESS);
            assertThat(ended.attempt()).isEqualTo(3);
            assertThat(ended.failedAttempts())
                    .extracting(attempt -> attempt.fault().detail())
                    .containsExactly("not yet, attempt 1", "not yet, attempt 2");
        }
    }

    @Test
    default void attemptsSpentIsFailure() {
        JobHandler handler = job -> {
            throw JobFailedException.because("never");
        };
        try (Rig rig = rig(1, 10, withAttempts(type("hopeless", handler), 2))) {
            Job job = rig.submit("hopeless");
            rig.awaitUntil(() -> rig.waiting() == 1, "never queued again");
            rig.time().advance(Duration.ofSeconds(10));
            Job ended = rig.await(job, JobStatus.FAILURE);
            assertThat(ended.attempt()).isEqualTo(2);
            assertThat(ended.outcome().orElseThrow().fault()).contains(Fault.failed("never"));
        }
    }

    @Test
    default void aFailureForGoodIsNotTriedAgain() {
        JobHandler handler = job -> {
            throw JobFailedException.forGood("no such site");
        };
        try (Rig rig = rig(1, 10, withAttempts(type("hopeless", handler), 5))) {
            assertThat(rig.await(rig.submit("hopeless"), JobStatus.FAILURE).attempt())
                    .isEqualTo(1);
        }
    }

    @Test
    default void cancelBetweenAttemptsEndsTheJobWithTheStartOfTheLastAttempt() {
        JobHandler handler = job -> {
            throw JobFailedException.because("not yet");
        };
        try (Rig rig = rig(1, 10, withAttempts(type("flaky", handler), 2))) {
            Job job = rig.submit("flaky");
            rig.awaitUntil(() -> rig.waiting() == 1, "never queued again");
            Job cancelled = rig.cancel(job);
            assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(cancelled.attempt()).isEqualTo(1);
            assertThat(cancelled.startedAt()).contains(Rig.START);
            assertThat(rig.waiting()).isZero();
        }
    }

    @Test
    default void anUnexpectedExceptionFailsTheJobWithoutNamingClasses() {
        JobHandler handler = job -> {
            throw new IllegalStateException("/etc/secret in dev.accepted.Something");
        };
        JobHandler broken = job -> {
            throw new StackOverflowError();
        };
        try (Rig rig = rig(1, 10, type("broken", handler), type("worse", broken))) {
            for (String name : List.of("broken", "worse")) {
                Job ended = rig.await(rig.submit(name), JobStatus.FAILURE);
                assertThat(ended.outcome().orElseThrow().fault().orElseThrow().detail())
                        .contains("unexpected")
                        .doesNotContain("dev.", "/etc", "Exception", "Error");
            }
        }
    }

    @Test
    default void higherPriorityGoesFirstThenTheEarlierJob() {
        Hangs first = Hangs.obedient();
        Queue<String> order = new ConcurrentLinkedQueue<>();
        try (Rig rig = rig(1, 10, type("first", first), type("rest", job -> order.add(job.name())))) {
            rig.submit("first");
            first.awaitBegun();
            rig.submit(submission("rest").named("c").withPriority(1));
            rig.submit(submission("rest").named("a"));
            rig.submit(submission("rest").named("b"));
            first.letGo();
            rig.awaitUntil(() -> order.size() == 3, "the others never ran");
            assertThat(order).containsExactly("a", "b", "c");
        }
    }

    @Test
    default void noMoreThanTheConcurrencyOfAQueueRunAtOnce() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(2, 10, type("slow", handler))) {
            List<Job> jobs = List.of(rig.submit("slow"), rig.submit("slow"), rig.submit("slow"));
            handler.awaitBegun();
            handler.awaitBegun();
            assertThat(rig.running()).isEqualTo(2);
            assertThat(rig.waiting()).isEqualTo(1);
            handler.letGo();
            jobs.forEach(job -> rig.await(job, JobStatus.SUCCESS));
        }
    }

    @Test
    default void aTypeAtItsLimitDoesNotHoldUpTheOthers() {
        Hangs narrow = Hangs.obedient();
        try (Rig rig = rig(2, 10, withMaxConcurrent(type("narrow", narrow), 1), type("wide", NOTHING))) {
            rig.submit("narrow");
            narrow.awaitBegun();
            Job second = rig.submit("narrow");
            rig.await(rig.submit("wide"), JobStatus.SUCCESS);
            assertThat(rig.now(second).state()).isEqualTo(JobState.SCHEDULED);
            narrow.letGo();
            rig.await(second, JobStatus.SUCCESS);
        }
    }

    @Test
    default void aFullQueueRefusesAndKeepsNothing() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 1, type("slow", handler))) {
            Job running = rig.submit("slow");
            handler.awaitBegun();
            Job waiting = rig.submit("slow");
            RefusedException refused = catchThrowableOfType(RefusedException.class, () -> rig.submit("slow"));
            assertThat(refused.refusal()).isInstanceOfSatisfying(Refusal.Full.class, full -> {
                assertThat(full.code()).isEqualTo("queue-full");
                assertThat(full.retryAfter()).isPositive();
            });
            assertThat(rig.storage().jobs().page(JobQuery.newest(10)).jobs())
                    .extracting(Job::id)
                    .containsExactly(waiting.id(), running.id());
            handler.letGo();
            rig.await(waiting, JobStatus.SUCCESS);
            rig.awaitUntil(() -> rig.running() == 0, "slots never came back");
            rig.await(rig.submit("slow"), JobStatus.SUCCESS);
        }
    }

    @Test
    default void aJobForLaterWaitsForItsTimeAndDoesNotHoldUpTheOthers() {
        try (Rig rig = rig(1, 10, type("quick", NOTHING))) {
            Instant wish = Rig.START.plusSeconds(3_600);
            Job later = rig.submit(submission("quick").startingAt(wish).withPriority(5));
            assertThat(later.phase().dueAt()).isEqualTo(wish);
            rig.await(rig.submit(submission("quick").withPriority(0)), JobStatus.SUCCESS);
            rig.time().advance(Duration.ofSeconds(3_599));
            assertThat(rig.now(later).state()).isEqualTo(JobState.SCHEDULED);
            rig.time().advance(Duration.ofSeconds(1));
            assertThat(rig.await(later, JobStatus.SUCCESS).startedAt()).contains(wish);
        }
    }

    @Test
    default void aWishInThePastMeansNow() {
        try (Rig rig = rig(1, 10, type("quick", NOTHING))) {
            Job job = rig.submit(submission("quick").startingAt(Instant.EPOCH));
            assertThat(job.phase().dueAt()).isEqualTo(Rig.START);
            rig.await(job, JobStatus.SUCCESS);
        }
    }

    @Test
    default void aBatchTakesItsJobsWhenItsWindowOpensAndSaysSoAtOnce() {
        Window twoInTheMorning = Window.parse("0 2 * * *", ZoneId.of("Europe/Berlin"));
        try (Rig rig = rig(1, 10, withWindow(type("nightly", NOTHING), twoInTheMorning))) {
            Job job = rig.submit("nightly");
            Instant opens = Instant.parse("2026-03-02T01:00:00Z");
            assertThat(job.phase().dueAt()).isEqualTo(opens);
            rig.time().advance(Duration.between(Rig.START, opens).minusMillis(1));
            assertThat(rig.now(job).state()).isEqualTo(JobState.SCHEDULED);
            rig.time().advance(Duration.ofMillis(1));
            assertThat(rig.await(job, JobStatus.SUCCESS).startedAt()).contains(opens);
        }
    }

    @Test
    default void whatHasLedToAJobLeadsToThatJobAgainAndTheSecondInputIsDiscarded() throws Exception {
        Once once = new Once(OnceKey.of("key"), 1, false);
        try (Rig rig = rig(1, 1, type("quick", NOTHING))) {
            Accepted accepted = rig.engine().accept(submission("quick"), Rig.USER, once);
            assertThat(accepted.isNew()).isTrue();
            Holder first = accepted.holder();
            Job ended = rig.await(rig.now(first.id()), JobStatus.SUCCESS);
            Content large = large(rig);
            Submission again = Submission.of(ended.request().type(), new Document("application/json", null, large));

            assertThat(rig.engine().accept(again, Rig.USER, once)).isEqualTo(new Accepted(first, false));

            assertThatIOException().isThrownBy(large::open);
            assertThat(rig.now(ended)).isSameAs(ended);
            assertThat(rig.storage().jobs().count().all()).isEqualTo(1);
            rig.awaitUntil(() -> rig.waiting() == 0 && rig.running() == 0, "a place in the queue stayed taken");
            rig.await(rig.submit("quick"), JobStatus.SUCCESS);
        }
    }

    @Test
    default void whatIsRefusedLeavesNoKeyBehind() {
        Hangs handler = Hangs.obedient();
        Once once = new Once(OnceKey.of("key"), 1, false);
        try (Rig rig = rig(1, 1, type("slow", handler))) {
            rig.submit("slow");
            handler.awaitBegun();
            rig.submit("slow");

            for (Submission refused :
                    List.of(submission("slow"), submission("slow").withPriority(9))) {
                assertThatExceptionOfType(RefusedException.class)
                        .isThrownBy(() -> rig.engine().accept(refused, Rig.USER, once));
            }

            assertThat(rig.storage().jobs().holder(once.key())).isEmpty();
            handler.letGo();
        }
    }

    @Test
    default void aRetryDoesTheSameOnceMoreForTheSameOwner() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        JobHandler handler = job -> {
            if (calls.incrementAndGet() == 1) {
                throw JobFailedException.because("no luck");
            }
            job.resultText(
                    "text/plain",
                    job.owner().name() + " " + new String(job.input().content().bytes(), StandardCharsets.UTF_8));
        };
        try (Rig rig = rig(1, 10, type("flaky", handler))) {
            Submission submission = Submission.of(
                            new TypeName("flaky"), Document.of("text/plain", "hello".getBytes(StandardCharsets.UTF_8)))
                    .named("Mine")
                    .withPriority(2)
                    .withTimeout(Duration.ofSeconds(7));
            Job failed = rig.await(rig.submit(submission), JobStatus.FAILURE);
            rig.time().advance(Duration.ofHours(1));

            JobId newer = rig.engine().retry(failed.id(), "Admin").orElseThrow();

            Job retried = rig.await(rig.now(newer), JobStatus.SUCCESS);
            assertThat(retried.id()).isNotEqualTo(failed.id());
            assertThat(retried.acceptedAt()).isEqualTo(Rig.START.plusSeconds(3600));
            assertThat(retried.request().retryOf()).contains(new Request.Retry(failed.id(), "Admin"));
            assertThat(retried.request())
                    .usingRecursiveComparison()
                    .ignoringFields("retry", "input.content")
                    .isEqualTo(failed.request());
            assertThat(retried.outcome()
                            .orElseThrow()
                            .result()
                            .orElseThrow()
                            .content()
                            .bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("user hello");
            assertThat(rig.now(failed).retriedAs()).contains(newer);
            assertThat(rig.engine().retry(failed.id(), "user"))
                    .as("asked again: the same new job")
                    .contains(newer);
            assertThat(rig.storage().jobs().count().all()).isEqualTo(2);
        }
    }

    @Test
    default void onlyWhatEndedWithoutSuccessIsRetried() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 10, type("slow", handler), type("quick", NOTHING))) {
            Job done = rig.await(rig.submit("quick"), JobStatus.SUCCESS);
            Job running = rig.submit("slow");
            handler.awaitBegun();
            Job waiting = rig.submit("quick");

            assertThat(List.of(done, running, waiting))
                    .allSatisfy(job ->
                            assertThat(rig.engine().retry(job.id(), "user")).isEmpty());
            assertThat(rig.engine().retry(new JobId(1), "user")).isEmpty();
            assertThat(rig.storage().jobs().count().all()).isEqualTo(3);

            rig.cancel(waiting);
            assertThat(rig.engine().retry(waiting.id(), "user")).isPresent();
            rig.cancel(running);
            rig.await(running, JobStatus.CANCELLED);
            assertThat(rig.engine().retry(running.id(), "user")).isPresent();
            handler.letGo();
        }
    }

    @Test
    default void aRetryIsCheckedLikeASubmissionAndLeavesNothingWhenItIsRefused() throws Exception {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 2, type("slow", handler))) {
            Job running = rig.submit("slow");
            handler.awaitBegun();
            Content large = large(rig);
            Job cancelled = rig.submit(Submission.of(new TypeName("slow"), new Document("a/b", null, large)));
            rig.cancel(cancelled);
            rig.submit("slow");
            rig.submit("slow");

            RefusedException full = catchThrowableOfType(
                    RefusedException.class, () -> rig.engine().retry(cancelled.id(), "user"));
            assertThat(full.refusal())
                    .isInstanceOfSatisfying(
                            Refusal.Full.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("queue-full"));
            assertThat(rig.now(cancelled).retriedAs()).isEmpty();
            assertThat(rig.storage().jobs().count().all()).isEqualTo(4);

            for (String type : List.of("gone", "slow")) {
                Request old = new Request(
                        new TypeName(type),
                        "An old job",
                        "",
                        Rig.USER,
                        Document.EMPTY_OBJECT,
                        new Request.Place(new QueueName("of-old"), 9),
                        cancelled.request().terms());
                Job kept =
                        Job.accepted(new JobId(1 + rig.storage().jobs().count().all()), old, Rig.START);
                rig.storage().jobs().create(kept.cancel(Rig.START, "user"));

                RefusedException refused = catchThrowableOfType(
                        RefusedException.class, () -> rig.engine().retry(kept.id(), "user"));

                assertThat(refused.refusal())
                        .isInstanceOf(type.equals("gone") ? Refusal.UnknownType.class : Refusal.Invalid.class);
            }
            assertThat(rig.storage().jobs().remove(cancelled.id(), Rig.START)).isTrue();
            assertThatIOException().isThrownBy(large::open);
            rig.cancel(running);
            handler.letGo();
        }
    }

    @Test
    default void anInputIsThereForTheRetryThoughTheFirstJobIsGone() throws Exception {
        AtomicLong read = new AtomicLong();
        CountDownLatch goOn = new CountDownLatch(1);
        JobHandler handler = job -> {
            if (goOn.getCount() > 0) {
                goOn.await();
            }
            read.set(job.input().content().bytes().length);
        };
        try (Rig rig = rig(1, 10, type("reads", handler))) {
            rig.submit("reads");
            Content large = large(rig);
            Job old = rig.submit(Submission.of(new TypeName("reads"), new Document("a/b", null, large)));
            rig.cancel(old);
            JobId newer = rig.engine().retry(old.id(), "user").orElseThrow();

            assertThat(rig.storage().jobs().remove(old.id(), Rig.START)).isTrue();
            goOn.countDown();

            Job retried = rig.await(rig.now(newer), JobStatus.SUCCESS);
            assertThat(read).hasValue(LARGE);
            Content shared = retried.request().input().content();
            rig.storage().jobs().remove(newer, Rig.START);
            assertThatIOException().isThrownBy(shared::open);
        }
    }

    @Test
    default void aRetryWaitsForTheWindowOfItsType() {
        Window twoInTheMorning = Window.parse("0 2 * * *", ZoneId.of("UTC"));
        try (Rig rig = rig(1, 10, withWindow(type("nightly", NOTHING), twoInTheMorning))) {
            Job cancelled = rig.cancel(rig.submit("nightly"));
            rig.time().advance(Duration.ofDays(3));

            Job retried = rig.now(rig.engine().retry(cancelled.id(), "user").orElseThrow());

            assertThat(retried.phase().dueAt()).isEqualTo(Instant.parse("2026-03-05T02:00:00Z"));
        }
    }

    int LARGE = 200_000;

    private static Content large(Rig rig) throws IOException {
        try (Spool.Draft draft = rig.storage().spool().begin()) {
            draft.write(new byte[LARGE]);
            return draft.finish();
        }
    }

    @Test
    default void stopTakesNoMoreAndInterruptsWhatDoesNotEndInTime() {
        Hangs handler = Hangs.obedient();
        Rig rig = rig(1, 10, type("slow", handler));
        Job running = rig.submit("slow");
        Job waiting = rig.submit("slow");
        handler.awaitBegun();
        assertThat(rig.dispatch().stop(Duration.ofSeconds(1))).isZero();
        assertThat(rig.now(running).status()).isEqualTo(JobStatus.FAILURE);
        assertThat(rig.now(waiting).state()).isEqualTo(JobState.SCHEDULED);
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> rig.submit("slow"));
        assertThat(refused.refusal())
                .isInstanceOfSatisfying(
                        Refusal.Full.class, full -> assertThat(full.code()).isEqualTo("stopping"));
    }

    @Test
    default void stopLetsRunningJobsEndInTheirGrace() throws InterruptedException {
        Hangs handler = Hangs.obedient();
        Rig rig = rig(1, 10, type("slow", handler));
        Job running = rig.submit("slow");
        handler.awaitBegun();
        Thread stopper = new Thread(() -> rig.dispatch().stop(Duration.ofSeconds(20)));
        stopper.start();
        handler.letGo();
        stopper.join();
        assertThat(rig.now(running).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    default void stopCountsWhatDoesNotEndAtAll() {
        Hangs deaf = Hangs.deaf();
        Rig rig = rig(1, 10, type("deaf", deaf));
        rig.submit("deaf");
        deaf.awaitBegun();
        assertThat(rig.dispatch().stop(Duration.ofMillis(20))).isEqualTo(1);
        deaf.letGo();
    }

    /** As a driver waits for its database: without hearing an interrupt. */
    private static void awaitDeafly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean countedDown(CountDownLatch latch) {
        try {
            return latch.await(20, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
