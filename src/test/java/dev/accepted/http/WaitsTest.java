package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.ManualTime;
import dev.accepted.http.Waits.Wait;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Jobs;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Change;
import dev.accepted.store.NoLogs;
import dev.accepted.store.memory.MemoryJobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int ROUNDS = 2_000;

    private final AtomicInteger ids = new AtomicInteger();
    private final ManualTime time = new ManualTime(Jobs.STARTED_AT);
    private final JobStore jobs = new MemoryJobStore(Jobs.ACCEPTED_AT, 1_000_000, 1_000, new NoLogs());
    private final Watchers watchers = new Watchers();
    private final Places places = new Places(3, 2);
    private final Waits waits = waits(places);

    private Waits waits(Places of) {
        return new Waits(watchers, jobs, new Timing(time, Runnable::run), of);
    }

    @Test
    void aWaitEndsWhenItsWishComesTrueAndNotBefore() {
        Job found = kept(1);
        CompletableFuture<Job> outcome = outcome(begin(found, "a"));
        change(found.id(), job -> job.start(Jobs.STARTED_AT));
        assertThat(outcome).isNotDone();
        Job ended = change(found.id(), job -> job.succeed(1, Jobs.ENDED_AT, null));
        assertThat(outcome).isCompletedWithValue(ended);
        assertNothingIsLeft();
    }

    @Test
    void whenItsTimeIsUpItEndsWithTheJobAsItIs() {
        Job found = kept(1);
        CompletableFuture<Job> outcome = outcome(begin(found, "a"));
        Job started = change(found.id(), job -> job.start(Jobs.STARTED_AT));
        time.advance(LONG.minusMillis(1));
        assertThat(outcome).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(outcome).isCompletedWithValue(started);
        assertNothingIsLeft();
    }

    @Test
    void whatHappenedBetweenTheLookAndTheWaitEndsItAtOnce() {
        Job found = kept(1);
        jobs.update(found.id(), job -> job.cancel(Jobs.ENDED_AT, "a"));
        assertThat(outcome(begin(found, "a")).join().isCompleted()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void aWishThatIsTrueAlreadyIsNotWaitedFor() {
        Job ended = change(kept(1).id(), job -> job.cancel(Jobs.ENDED_AT, "a"));
        assertThat(outcome(begin(ended, "a"))).isCompletedWithValue(ended);
        assertNothingIsLeft();
    }

    @Test
    void newsThatComeLateAreNone() {
        Job old = kept(1);
        Job found = change(old.id(), job -> job.start(Jobs.STARTED_AT));
        CompletableFuture<Job> outcome = outcome(waits.until(job -> job != found, found, LONG, "a"));
        watchers.accept(new Change(old, found));
        assertThat(outcome).isNotDone();
    }

    @Test
    void aJobThatIsGoneWhenTheTimeIsUpIsTheOneThatWasFound() {
        Job found = kept(1);
        CompletableFuture<Job> outcome = outcome(begin(found, "a"));
        jobs.update(found.id(), job -> job.cancel(Jobs.ENDED_AT, "a"));
        jobs.remove(found.id(), Jobs.ENDED_AT);
        time.advance(LONG);
        assertThat(outcome).isCompletedWithValue(found);
    }

    @Test
    void aClientThatGoesLeavesNothingBehind() {
        Optional<Wait> wait = begin(kept(1), "a");
        wait.orElseThrow().cancel();
        assertNothingIsLeft();
        time.advance(LONG);
        assertThat(outcome(wait)).isNotDone();
        wait.orElseThrow().cancel();
        assertThat(places.taken()).isZero();
    }

    @Test
    void placesAreLimitedInAllAndForEachCallerAndComeFreeAgain() {
        Job found = kept(1);
        Optional<Wait> first = begin(found, "a");
        assertThat(begin(found, "a")).isPresent();
        assertThat(begin(found, "a")).isEmpty();
        assertThat(begin(found, "b")).isPresent();
        assertThat(begin(found, "b")).isEmpty();
        first.orElseThrow().cancel();
        assertThat(begin(found, "b")).isPresent();
        assertThat(places.taken()).isEqualTo(3);
    }

    @Test
    void atTheEndAllWaitsEndWithTheJobAsItIsAndNoneBeginsAnyMore() {
        Job found = kept(1);
        CompletableFuture<Job> before = outcome(begin(found, "a"));
        waits.close();
        assertThat(before).isCompletedWithValue(found);
        assertThat(outcome(begin(found, "a"))).isCompletedWithValue(found);
        assertNothingIsLeft();
    }

    @Test
    @Timeout(60)
    void noWakeIsLostWhenTheJobChangesWhileSomebodyComesToWait() throws Exception {
        race((found, wait) -> change(found.id(), job -> job.cancel(Jobs.ENDED_AT, "b")), true);
    }

    @Test
    @Timeout(60)
    void aWaitEndsOnceWhenTheWakeTheTimeOutTheClientAndTheEndComeTogether() throws Exception {
        race(
                (found, wait) -> {
                    change(found.id(), job -> job.cancel(Jobs.ENDED_AT, "b"));
                    time.advance(LONG);
                },
                false);
        race((found, wait) -> time.advance(LONG), false);
        race((found, wait) -> wait.close(), false);
    }

    private interface Meanwhile {
        void happens(Job found, Waits waits);
    }

    /** Many begin to wait, some of them to go again, while something happens to the job; in the end nothing may be left. */
    private void race(Meanwhile meanwhile, boolean allWake) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Places room = new Places(100, 100);
                Waits racing = waits(room);
                Job found = kept(ids.incrementAndGet());
                CountDownLatch go = new CountDownLatch(1);
                AtomicInteger told = new AtomicInteger();
                List<Future<Wait>> begun = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    boolean goes = i == 1 && !allWake;
                    begun.add(threads.submit(() -> {
                        go.await();
                        Wait wait =
                                racing.until(Job::isCompleted, found, LONG, "a").orElseThrow();
                        wait.outcome().thenRun(told::incrementAndGet);
                        if (goes) {
                            wait.cancel();
                        }
                        return wait;
                    }));
                }
                Future<?> other = threads.submit(() -> {
                    go.await();
                    meanwhile.happens(found, racing);
                    return null;
                });
                go.countDown();
                for (Future<Wait> wait : begun) {
                    wait.get(10, TimeUnit.SECONDS);
                }
                other.get(10, TimeUnit.SECONDS);
                if (!allWake) {
                    racing.close();
                }
                assertThat(told.get()).as("told in round " + round).isBetween(allWake ? 2 : 1, 2);
                assertThat(room.taken()).isZero();
                assertThat(racing.count()).isZero();
                assertThat(watchers.jobs()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<Wait> begin(Job found, String caller) {
        return waits.until(Job::isCompleted, found, LONG, caller);
    }

    private static CompletableFuture<Job> outcome(Optional<Wait> wait) {
        return wait.orElseThrow().outcome().toCompletableFuture();
    }

    private Job kept(int n) {
        Job job = Job.accepted(new JobId(Jobs.ID.value() + n), Jobs.request(), Jobs.ACCEPTED_AT);
        jobs.create(job);
        return job;
    }

    private Job change(JobId id, UnaryOperator<Job> event) {
        Change change = jobs.update(id, event).orElseThrow();
        if (change.happened()) {
            watchers.accept(change);
        }
        return change.after();
    }

    private void assertNothingIsLeft() {
        assertThat(places.taken()).isZero();
        assertThat(waits.count()).isZero();
        assertThat(watchers.jobs()).isZero();
    }
}
