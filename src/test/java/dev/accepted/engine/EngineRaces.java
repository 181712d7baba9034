package dev.accepted.engine;

import static dev.accepted.engine.Rig.submission;
import static dev.accepted.engine.Rig.type;
import static dev.accepted.engine.Rig.withAttempts;
import static dev.accepted.engine.Rig.withMaxConcurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.JobType;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.RefusedException;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many at once on one engine: whatever they do, every accepted job ends exactly once, and nobody ever sees nonsense. */
public interface EngineRaces {

    int THREADS = 200;
    int ROUNDS = 40;

    /** An engine with a queue {@code default} of this concurrency and capacity, and these types. */
    Rig rig(int concurrency, int capacity, JobType... types);

    @Test
    default void twoHundredSubmittersCancellersAndReadersLoseNothing() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        JobHandler moody = job -> {
            int mood = calls.incrementAndGet() % 7;
            for (int percent = 0; percent <= 100 && !job.isStopAsked(); percent += 20) {
                job.progress(percent, "at " + percent);
                Thread.onSpinWait();
            }
            if (mood == 0) {
                throw JobFailedException.because("in a bad mood");
            } else if (mood == 1) {
                throw JobFailedException.forGood("in a very bad mood");
            } else if (mood == 2) {
                job.stopIfAsked();
            }
        };
        try (Rig rig =
                rig(6, 500, withAttempts(type("moody", moody), 3), withMaxConcurrent(type("narrow", moody), 2))) {
            Map<JobId, AtomicInteger> ends = new ConcurrentHashMap<>();
            rig.changes().listen(change -> {
                if (change.ended()) {
                    ends.computeIfAbsent(change.after().id(), id -> new AtomicInteger())
                            .incrementAndGet();
                }
            });
            Queue<JobId> accepted = new ConcurrentLinkedQueue<>();
            Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            Thread clock = new Thread(() -> {
                while (!over.get()) {
                    rig.time().advance(Duration.ofSeconds(1));
                    Thread.onSpinWait();
                }
            });
            clock.start();
            List<Thread> threads = new ArrayList<>();
            CountDownLatch go = new CountDownLatch(1);
            for (int i = 0; i < THREADS; i++) {
                Client client = new Client(rig, accepted, new Random(i));
                threads.add(new Thread(() -> {
                    try {
                        go.await();
                        client.run();
                    } catch (Throwable e) {
                        faults.add(e);
                    }
                }));
            }
            threads.forEach(Thread::start);
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            rig.awaitUntil(() -> rig.running() == 0 && rig.waiting() == 0, "the engine never came to rest");
            over.set(true);
            clock.join();
            assertThat(faults).isEmpty();
            assertThat(accepted).hasSizeGreaterThan(THREADS);
            assertThat(accepted)
                    .allSatisfy(id -> assertThat(
                                    rig.storage().jobs().find(id).orElseThrow().isCompleted())
                            .isTrue());
            rig.awaitUntil(() -> ends.size() == accepted.size(), "not every end was told");
            assertThat(ends.values()).allSatisfy(count -> assertThat(count).hasValue(1));
            assertThat(everyIdListed(rig)).containsExactlyInAnyOrderElementsOf(accepted);
        }
    }

    private static Set<JobId> everyIdListed(Rig rig) {
        Set<JobId> ids = new HashSet<>();
        JobQuery query = JobQuery.newest(100);
        JobPage page = rig.storage().jobs().page(query);
        while (!page.jobs().isEmpty()) {
            page.jobs().forEach(job -> ids.add(job.id()));
            page = rig.storage()
                    .jobs()
                    .page(query.olderThan(
                            page.jobs().get(page.jobs().size() - 1).id()));
        }
        return ids;
    }

    /** Submits, cancels and reads at random, and checks that what it sees of a job follows on what it saw before. */
    final class Client {

        private final Rig rig;
        private final Queue<JobId> accepted;
        private final Random random;
        private final List<JobId> known = new ArrayList<>();
        private final Map<JobId, Job> seen = new HashMap<>();

        Client(Rig rig, Queue<JobId> accepted, Random random) {
            this.rig = rig;
            this.accepted = accepted;
            this.random = random;
        }

        void run() {
            for (int i = 0; i < ROUNDS; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> submit();
                    case 1 -> known().ifPresent(id -> rig.engine().cancel(id, "somebody"));
                    default -> known().ifPresent(this::read);
                }
            }
            known.forEach(this::read);
        }

        private void submit() {
            try {
                Job job = rig.submit(
                        submission(random.nextBoolean() ? "moody" : "narrow").withPriority(random.nextInt(6)));
                accepted.add(job.id());
                known.add(job.id());
                read(job.id());
            } catch (RefusedException full) {
                known().ifPresent(this::read);
            }
        }

        private Optional<JobId> known() {
            return known.isEmpty() ? Optional.empty() : Optional.of(known.get(random.nextInt(known.size())));
        }

        private void read(JobId id) {
            Job now = rig.storage().jobs().find(id).orElseThrow();
            Job before = seen.put(id, now);
            assertThat(now.status().state()).isEqualTo(now.state());
            if (before != null) {
                assertThat(now.version()).isGreaterThanOrEqualTo(before.version());
                if (before.isCompleted()) {
                    assertThat(now).isSameAs(before);
                }
                if (now.attempt() == before.attempt() && !now.isCompleted()) {
                    assertThat(now.phase().progress().percent())
                            .isGreaterThanOrEqualTo(before.phase().progress().percent());
                }
            }
        }
    }
}
