package dev.accepted.engine;

import static dev.accepted.engine.Rig.submission;
import static dev.accepted.engine.Rig.type;
import static dev.accepted.engine.Rig.withAttempts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.engine.Dispatch.QueueView;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobType;
import dev.accepted.job.Job;
import dev.accepted.job.JobState;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Pause;
import dev.accepted.job.QueueName;
import dev.accepted.job.RefusedException;
import dev.accepted.store.Race;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every dispatch must do for queues that are paused: take in all, start none, lose nothing. */
public interface PauseContract {

    /** An engine with a queue {@code default} of this concurrency and capacity, and these types. */
    Rig rig(int concurrency, int capacity, JobType... types);

    @Test
    default void aPausedQueueTakesInJobsAndStartsNoneUntilItIsResumed() {
        try (Rig rig = rig(4, 100, type("quick", job -> {}))) {
            assertThat(view(rig).pause()).isNull();
            assertThat(rig.dispatch().pause(Rig.DEFAULT, "Admin").orElseThrow().pause())
                    .isEqualTo(new Pause(Rig.START, "Admin"));
            List<Job> jobs = List.of(
                    rig.submit("quick"),
                    rig.submit(submission("quick").startingAt(Rig.START.plusSeconds(10))),
                    rig.submit("quick"));
            rig.time().advance(Duration.ofSeconds(20));
            assertThat(view(rig).waiting()).isEqualTo(3);
            assertThat(view(rig).running()).isZero();
            assertThat(jobs).allMatch(job -> rig.now(job).state() == JobState.SCHEDULED);
            rig.dispatch().resume(Rig.DEFAULT);
            jobs.forEach(job -> rig.await(job, JobStatus.SUCCESS));
            assertThat(view(rig).pause()).isNull();
        }
    }

    @Test
    default void whoPausesAgainChangesNothingAndWhoResumesWhatRunsNeither() {
        try (Rig rig = rig(4, 100)) {
            rig.dispatch().pause(Rig.DEFAULT, "Admin");
            rig.time().advance(Duration.ofSeconds(5));
            assertThat(rig.dispatch().pause(Rig.DEFAULT, "Other").orElseThrow().pause())
                    .isEqualTo(new Pause(Rig.START, "Admin"));
            rig.dispatch().resume(Rig.DEFAULT);
            assertThat(rig.dispatch().resume(Rig.DEFAULT))
                    .hasValueSatisfying(view -> assertThat(view.pause()).isNull());
        }
    }

    @Test
    default void aQueueThatDoesNotExistCannotBePaused() {
        try (Rig rig = rig(4, 100)) {
            assertThat(rig.dispatch().pause(new QueueName("none"), "Admin")).isEmpty();
            assertThat(rig.dispatch().resume(new QueueName("none"))).isEmpty();
        }
    }

    @Test
    default void whatRunsRunsOnAndWhatFailsMeanwhileWaitsForItsNextAttempt() {
        Hangs handler = Hangs.obedient();
        AtomicInteger attempts = new AtomicInteger();
        JobType fails = withAttempts(
                type("fails", job -> {
                    attempts.incrementAndGet();
                    handler.run(job);
                    throw JobFailedException.because("on purpose");
                }),
                2);
        try (Rig rig = rig(4, 100, fails)) {
            Job job = rig.submit("fails");
            handler.awaitBegun();
            assertThat(rig.dispatch().pause(Rig.DEFAULT, "Admin").orElseThrow().running())
                    .isEqualTo(1);
            handler.letGo();
            rig.awaitUntil(() -> view(rig).waiting() == 1, "it never came back to its queue");
            rig.time().advance(Duration.ofHours(1));
            assertThat(view(rig).running()).isZero();
            assertThat(attempts).hasValue(1);
            rig.dispatch().resume(Rig.DEFAULT);
            rig.await(job, JobStatus.FAILURE);
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    default void aPausedQueueIsFullAsAnyOtherAndLetsItsJobsBeCancelled() {
        try (Rig rig = rig(4, 2, type("quick", job -> {}))) {
            rig.dispatch().pause(Rig.DEFAULT, "Admin");
            Job first = rig.submit("quick");
            Job second = rig.submit("quick");
            assertThatThrownBy(() -> rig.submit("quick")).isInstanceOf(RefusedException.class);
            rig.cancel(first);
            Job third = rig.submit("quick");
            rig.dispatch().resume(Rig.DEFAULT);
            rig.await(second, JobStatus.SUCCESS);
            rig.await(third, JobStatus.SUCCESS);
            assertThat(rig.now(first).startedAt()).isEmpty();
        }
    }

    @Test
    default void theFrontOfAPausedQueueIsToldAsSuch() {
        try (Rig rig = rig(4, 100, type("quick", job -> {}))) {
            rig.dispatch().pause(Rig.DEFAULT, "Admin");
            Job job = rig.submit("quick");
            Lineup.Line line = rig.dispatch().lineup(10).lines().get(0);
            assertThat(line.pause()).isNotNull();
            assertThat(line.due()).extracting(Waiting::id).containsExactly(job.id());
        }
    }

    @Test
    default void theOldestThatWaitsIsKnownWhateverItsPriorityOrType() {
        try (Rig rig = rig(4, 100, type("a", job -> {}), type("b", job -> {}))) {
            rig.dispatch().pause(Rig.DEFAULT, "Admin");
            assertThat(view(rig).oldestDueAt()).isNull();
            rig.submit(submission("a").startingAt(Rig.START.plusSeconds(100)));
            assertThat(view(rig).oldestDueAt()).as("none is due").isNull();
            rig.time().advance(Duration.ofSeconds(1));
            Job oldest = rig.submit(submission("b").withPriority(0));
            for (int i = 0; i < 20; i++) {
                rig.time().advance(Duration.ofSeconds(1));
                rig.submit(submission(i % 2 == 0 ? "a" : "b").withPriority(i % 5));
            }
            assertThat(view(rig).oldestDueAt()).isEqualTo(Rig.START.plusSeconds(1));
            rig.cancel(oldest);
            assertThat(view(rig).oldestDueAt()).isEqualTo(Rig.START.plusSeconds(2));
        }
    }

    /** Whenever a pause has returned, what runs is all that will; and in the end each has run once. */
    @Test
    default void nothingStartsWhileItIsPausedHoweverManySubmitPauseAndResume() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        Queue<Job> accepted = new ConcurrentLinkedQueue<>();
        JobType quick = type("quick", job -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            begun.incrementAndGet();
            inside.decrementAndGet();
        });
        try (Rig rig = rig(3, 10_000, quick)) {
            AtomicInteger busy = new AtomicInteger(8);
            new Race()
                    .with(8, number -> {
                        for (int i = 0; i < 150; i++) {
                            accepted.add(rig.submit("quick"));
                        }
                        busy.decrementAndGet();
                    })
                    .with(1, number -> {
                        while (busy.get() > 0) {
                            rig.dispatch().pause(Rig.DEFAULT, "Admin");
                            rig.awaitUntil(() -> view(rig).running() == 0, "what ran never ended");
                            int before = begun.get();
                            for (int i = 0; i < 20; i++) {
                                assertThat(view(rig).running()).isZero();
                                Thread.onSpinWait();
                            }
                            assertThat(begun).hasValue(before);
                            rig.dispatch().resume(Rig.DEFAULT);
                        }
                    })
                    .run();
            rig.awaitUntil(() -> rig.running() == 0 && rig.waiting() == 0, "the queue never ran empty");
            assertThat(accepted)
                    .hasSize(1_200)
                    .allSatisfy(job -> assertThat(rig.now(job).status()).isEqualTo(JobStatus.SUCCESS));
            assertThat(begun).hasValue(1_200);
            assertThat(most.get()).isLessThanOrEqualTo(3);
        }
    }

    private static QueueView view(Rig rig) {
        return rig.dispatch().queues().get(0);
    }
}
