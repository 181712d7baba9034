package dev.accepted.engine;

import static dev.accepted.engine.Rig.submission;
import static dev.accepted.engine.Rig.type;
import static dev.accepted.engine.Rig.withAttempts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.JobType;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore.Absence;
import dev.accepted.store.JobStore.Change;
import dev.accepted.store.Race;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Delete means that the job shall be gone, whatever it does at that moment; and what becomes of a result that does not fit. */
public interface DeletionContract {

    /** An engine with a queue {@code default} of this concurrency and capacity, and these types. */
    Rig rig(int concurrency, int capacity, JobType... types);

    private static Optional<Change> delete(Rig rig, Job job) {
        return rig.engine().delete(job.id(), "user");
    }

    private static boolean isGone(Rig rig, Job job) {
        return rig.storage().jobs().find(job.id()).isEmpty()
                && rig.storage().jobs().absence(job.id()).equals(new Absence.Gone("user"));
    }

    private static void awaitGone(Rig rig, Job job) {
        rig.awaitUntil(() -> isGone(rig, job), job.id() + " was never removed");
    }

    @Test
    default void deleteOfAWaitingJobEndsItAndRemovesItAtOnce() {
        try (Rig rig = rig(1, 10, type("quick", job -> {}))) {
            Queue<Change> told = new ConcurrentLinkedQueue<>();
            rig.changes().listen(told::add);
            Job job = rig.submit(submission("quick").startingAt(Rig.START.plusSeconds(60)));

            Change met = delete(rig, job).orElseThrow();

            assertThat(met.before().id()).isEqualTo(job.id());
            assertThat(met.before().phase()).isEqualTo(job.phase());
            assertThat(met.after().status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(isGone(rig, job)).isTrue();
            assertThat(rig.waiting()).isZero();
            rig.awaitUntil(() -> told.stream().anyMatch(Change::ended), "nobody was told of the end");
        }
    }

    @Test
    default void deleteOfARunningJobAsksItsHandlerToStopAndRemovesTheJobThen() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 10, type("slow", handler))) {
            Job job = rig.submit("slow");
            handler.awaitBegun();

            Change met = delete(rig, job).orElseThrow();

            assertThat(met.after().status()).isEqualTo(JobStatus.CANCELLING);
            awaitGone(rig, job);
        }
    }

    @Test
    default void aJobThatIsDeletedAfterItsCancelIsRemovedWhenItHasEnded() {
        Hangs deaf = Hangs.deaf();
        try (Rig rig = rig(1, 10, type("deaf", deaf))) {
            Job job = rig.submit("deaf");
            deaf.awaitBegun();
            rig.cancel(job);

            assertThat(delete(rig, job).map(Change::after).map(Job::status)).contains(JobStatus.CANCELLING);
            assertThat(delete(rig, job)).as("asked again").isPresent();
            assertThat(rig.now(job).status()).isEqualTo(JobStatus.CANCELLING);

            deaf.letGo();
            awaitGone(rig, job);
        }
    }

    @Test
    default void aDeletedJobThatEndsWellAllTheSameIsRemovedToo() {
        Hangs deaf = Hangs.deaf();
        try (Rig rig = rig(1, 10, type("deaf", deaf))) {
            Queue<JobStatus> ends = new ConcurrentLinkedQueue<>();
            rig.changes().listen(change -> {
                if (change.ended()) {
                    ends.add(change.after().status());
                }
            });
            Job job = rig.submit("deaf");
            deaf.awaitBegun();
            delete(rig, job);
            deaf.letGo();
            awaitGone(rig, job);
            rig.awaitUntil(() -> !ends.isEmpty(), "nobody was told of the end");
            assertThat(ends).containsExactly(JobStatus.SUCCESS);
        }
    }

    @Test
    default void deleteOfAnEndedJobRemovesItAndTheNextOneFindsNothing() {
        try (Rig rig = rig(1, 10, type("quick", job -> {}))) {
            Job job = rig.await(rig.submit("quick"), JobStatus.SUCCESS);

            assertThat(delete(rig, job).map(Change::before)).contains(job);
            assertThat(isGone(rig, job)).isTrue();
            assertThat(delete(rig, job)).isEmpty();
            assertThat(rig.engine().delete(new JobId(17), "user")).isEmpty();
        }
    }

    @Test
    default void aJobThatWaitsForItsNextAttemptIsDeletedAtOnce() {
        JobHandler handler = job -> {
            throw JobFailedException.because("not yet");
        };
        try (Rig rig = rig(1, 10, withAttempts(type("flaky", handler), 2))) {
            Job job = rig.submit("flaky");
            rig.awaitUntil(() -> rig.waiting() == 1, "never queued again");
            delete(rig, job);
            assertThat(isGone(rig, job)).isTrue();
            assertThat(rig.waiting()).isZero();
        }
    }

    @Test
    default void aHandlerThatDoesNotHearThatItsJobIsDeletedIsGivenUpAndLeavesNothing() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        JobHandler deaf = job -> {
            job.log("before");
            begun.countDown();
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    // goes on: that is what this test is about
                }
            }
            job.log("after");
            job.resultText("text/plain", "too late");
        };
        try (Rig rig = rig(1, 10, type("deaf", deaf))) {
            Job job = rig.submit("deaf");
            rig.awaitUntil(() -> begun.getCount() == 0, "never began");
            delete(rig, job);
            rig.time().advance(Duration.ofSeconds(30));
            awaitGone(rig, job);
            assertThat(rig.running()).as("the slot stays taken").isEqualTo(1);
            goOn.countDown();
            rig.awaitUntil(() -> rig.running() == 0, "the slot was never freed");
            assertThat(rig.storage().logs().length(job.id())).isZero();
            assertThat(isGone(rig, job)).isTrue();
        }
    }

    @Test
    default void deleteWhileTheJobEndsLeavesNoJobAndNoContent() throws Exception {
        int length = 100_000;
        JobHandler handler = job -> job.result("a/b", null).write(new byte[length]);
        try (Rig rig = rig(4, 1000, type("makes", handler))) {
            for (int round = 0; round < 200; round++) {
                Job job = rig.submit("makes");
                AtomicInteger met = new AtomicInteger();

                new Race()
                        .with(3, number -> delete(rig, job).ifPresent(change -> met.incrementAndGet()))
                        .run();

                assertThat(met.get()).as("the first finds the job").isPositive();
                awaitGone(rig, job);
            }
            rig.awaitUntil(() -> rig.running() == 0 && rig.waiting() == 0, "a place in the queue stayed taken");
            assertThat(rig.storage().jobs().count().all()).isZero();
            // The spool has room for as much as ever, so no result was left behind.
            fill(rig);
        }
    }

    private static void fill(Rig rig) throws IOException {
        try (OutputStream draft = rig.storage().spool().begin()) {
            draft.write(new byte[EngineRaces.ROOM]);
        }
    }

    @Test
    default void deleteWhileTheJobIsAcceptedLeavesNoPlaceInTheQueueTaken() throws Exception {
        try (Rig rig = rig(1, 10_000, type("quick", job -> {}))) {
            Queue<Job> accepted = new ConcurrentLinkedQueue<>();
            for (int round = 0; round < 30; round++) {
                new Race()
                        .with(2, number -> {
                            for (int i = 0; i < 20; i++) {
                                accepted.add(rig.submit(submission("quick").startingAt(Rig.START.plusSeconds(60))));
                            }
                        })
                        .with(2, number -> {
                            for (int i = 0; i < 200; i++) {
                                newest(rig).forEach(job -> delete(rig, job));
                            }
                        })
                        .run();
            }
            accepted.forEach(job -> delete(rig, job));
            assertThat(rig.storage().jobs().count().all()).isZero();
            assertThat(rig.waiting()).isZero();
        }
    }

    /** Also those that are kept, and do not stand in line yet. */
    private static List<Job> newest(Rig rig) {
        return rig.storage().jobs().page(JobQuery.newest(5)).jobs();
    }

    @Test
    default void aResultThatDoesNotFitFailsTheJobAndSaysSo() {
        JobHandler honest = job -> job.result("a/b", null).write(new byte[EngineRaces.ROOM + 1]);
        JobHandler careless = job -> {
            OutputStream out = job.result("a/b", null);
            out.write(new byte[1000]);
            try {
                out.write(new byte[EngineRaces.ROOM]);
            } catch (IOException e) {
                // returns normally, as if all was well
            }
        };
        JobHandler wordy = job -> {
            try {
                honest.run(job);
            } catch (IOException e) {
                throw JobFailedException.forGood("Something about the disk.");
            }
        };
        try (Rig rig = rig(1, 10, type("honest", honest), type("careless", careless), type("wordy", wordy))) {
            for (String name : List.of("honest", "careless", "wordy")) {
                Job ended = rig.await(rig.submit(name), JobStatus.FAILURE);
                Fault fault = ended.outcome().orElseThrow().fault().orElseThrow();
                assertThat(fault.code()).isEqualTo(Fault.RESULT_NOT_KEPT);
                assertThat(fault.detail()).contains("no room");
            }
        }
    }

    @Test
    default void aResultThatDidNotFitIsTriedAgainAndMayBeReplacedByASmallerOne() {
        AtomicInteger calls = new AtomicInteger();
        JobHandler handler = job -> {
            if (calls.incrementAndGet() == 1) {
                job.result("a/b", null).write(new byte[EngineRaces.ROOM + 1]);
            }
            try {
                job.result("a/b", null).write(new byte[EngineRaces.ROOM + 1]);
            } catch (IOException e) {
                job.resultText("text/plain", "There was too much.");
            }
        };
        try (Rig rig = rig(1, 10, withAttempts(type("large", handler), 2))) {
            Job job = rig.submit("large");
            rig.awaitUntil(() -> rig.waiting() == 1, "never queued again");
            rig.time().advance(Duration.ofSeconds(10));
            Job ended = rig.await(job, JobStatus.SUCCESS);
            assertThat(ended.failedAttempts().get(0).fault().code()).isEqualTo(Fault.RESULT_NOT_KEPT);
        }
    }
}
