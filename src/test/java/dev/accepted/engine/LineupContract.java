package dev.accepted.engine;

import static dev.accepted.engine.Rig.submission;
import static dev.accepted.engine.Rig.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.Lineup.Line;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.JobType;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobState;
import dev.accepted.job.Submission;
import dev.accepted.store.JobQuery;
import dev.accepted.store.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every dispatch must tell of its queues: exactly who is handed over next. */
public interface LineupContract {

    /** An engine with a queue {@code default} of this concurrency and capacity, and these types. */
    Rig rig(int concurrency, int capacity, JobType... types);

    @Test
    default void thoseInFrontAreHandedOverInTheirOrder() {
        Semaphore gate = new Semaphore(0);
        List<JobId> ran = Collections.synchronizedList(new ArrayList<>());
        JobHandler inTurn = job -> {
            ran.add(job.id());
            gate.acquire();
        };
        try (Rig rig = rig(1, 1_000, type("a", inTurn), type("b", inTurn), type("c", inTurn))) {
            Random random = new Random(7);
            JobId first = rig.submit("a").id();
            rig.awaitUntil(() -> ran.contains(first), "the first never ran");
            for (int i = 0; i < 200; i++) {
                rig.submit(anyOf(random, "a", "b", "c"));
                rig.time().advance(Duration.ofMillis(random.nextInt(3)));
            }
            Lineup lineup = rig.dispatch().lineup(1_000);
            assertThat(lineup.running()).containsExactly(first);
            List<JobId> foretold = new ArrayList<>(List.of(first));
            line(lineup).due().forEach(waiting -> foretold.add(waiting.id()));
            assertThat(foretold).hasSize(201);
            gate.release(1_000);
            rig.awaitUntil(() -> ran.size() == 201, "not all have run");
            assertThat(ran).isEqualTo(foretold);
        }
    }

    @Test
    default void thoseWhoAreNotDueYetStandApartByTheirTime() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 1_000, type("slow", handler))) {
            rig.submit("slow");
            handler.awaitBegun();
            JobId inTwenty = rig.submit(submission("slow").startingAt(Rig.START.plusSeconds(20)))
                    .id();
            JobId inTen = rig.submit(submission("slow")
                            .startingAt(Rig.START.plusSeconds(10))
                            .withPriority(0))
                    .id();
            JobId now = rig.submit("slow").id();
            Line before = line(rig.dispatch().lineup(10));
            assertThat(before.due()).extracting(Waiting::id).containsExactly(now);
            assertThat(before.later()).extracting(Waiting::id).containsExactly(inTen, inTwenty);
            rig.time().advance(Duration.ofSeconds(20));
            Line after = line(rig.dispatch().lineup(10));
            assertThat(after.due()).extracting(Waiting::id).containsExactly(now, inTwenty, inTen);
            assertThat(after.later()).isEmpty();
            handler.letGo();
        }
    }

    @Test
    default void noMoreAreToldThanWereAskedFor() {
        Hangs handler = Hangs.obedient();
        try (Rig rig = rig(1, 1_000, type("slow", handler))) {
            rig.submit("slow");
            handler.awaitBegun();
            rig.submit("slow");
            rig.submit("slow");
            assertThat(line(rig.dispatch().lineup(2)).due()).hasSize(2);
            assertThat(line(rig.dispatch().lineup(2)).complete()).isTrue();
            assertThat(line(rig.dispatch().lineup(1)).due()).hasSize(1);
            assertThat(line(rig.dispatch().lineup(1)).complete()).isFalse();
            handler.letGo();
        }
    }

    /** While many submit, cancel and run, every line is in order; when they have stopped, it is what the store says. */
    @Test
    default void everyLineIsTrueWhileManySubmitCancelAndRun() throws Exception {
        Semaphore gate = new Semaphore(0);
        JobHandler held = job -> gate.acquire();
        try (Rig rig = rig(4, 5_000, type("a", held), Rig.withMaxConcurrent(type("b", held), 1))) {
            AtomicInteger busy = new AtomicInteger(8);
            new Race()
                    .with(8, number -> {
                        Random random = new Random(number);
                        List<Job> mine = new ArrayList<>();
                        for (int i = 0; i < 150; i++) {
                            mine.add(rig.submit(anyOf(random, "a", "b")));
                            if (random.nextInt(3) == 0) {
                                rig.cancel(mine.remove(random.nextInt(mine.size())));
                            }
                            if (random.nextInt(4) == 0) {
                                gate.release();
                            }
                        }
                        busy.decrementAndGet();
                    })
                    .with(4, number -> {
                        while (busy.get() > 0) {
                            assertInOrder(rig.dispatch().lineup(100));
                        }
                    })
                    .run();
            gate.drainPermits();
            rig.awaitUntil(() -> runningInStore(rig).size() == rig.running(), "the runs never came to rest");
            Lineup lineup = rig.dispatch().lineup(5_000);
            assertThat(lineup.running()).containsExactlyInAnyOrderElementsOf(runningInStore(rig));
            assertThat(line(lineup).due())
                    .isEqualTo(inStore(rig, JobState.SCHEDULED).stream()
                            .map(Waiting::of)
                            .sorted(Waiting.BY_TURN)
                            .toList());
            assertThat(line(lineup).due()).hasSizeGreaterThan(100);
            gate.release(100_000);
        }
    }

    private static void assertInOrder(Lineup lineup) {
        List<Waiting> due = line(lineup).due();
        assertThat(due).isSortedAccordingTo(Waiting.BY_TURN).doesNotHaveDuplicates();
        assertThat(due).extracting(Waiting::id).noneMatch(Set.copyOf(lineup.running())::contains);
        assertThat(lineup.running()).doesNotHaveDuplicates();
    }

    private static List<JobId> runningInStore(Rig rig) {
        return inStore(rig, JobState.STARTED).stream().map(Job::id).toList();
    }

    private static List<Job> inStore(Rig rig, JobState state) {
        List<Job> found = new ArrayList<>();
        JobQuery query = JobQuery.newest(500);
        List<Job> page = rig.storage().jobs().page(query).jobs();
        while (!page.isEmpty()) {
            page.stream().filter(job -> job.state() == state).forEach(found::add);
            page = rig.storage()
                    .jobs()
                    .page(query.olderThan(page.get(page.size() - 1).id()))
                    .jobs();
        }
        return found;
    }

    private static Submission anyOf(Random random, String... types) {
        return submission(types[random.nextInt(types.length)]).withPriority(random.nextInt(6));
    }

    private static Line line(Lineup lineup) {
        return lineup.lines().get(0);
    }
}
