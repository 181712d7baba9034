package dev.accepted.engine;

import static dev.accepted.engine.Rig.submission;
import static dev.accepted.engine.Rig.type;
import static dev.accepted.engine.Rig.withAttempts;
import static dev.accepted.engine.Rig.withMaxConcurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.JobType;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Submission;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import dev.accepted.store.Race;
import dev.accepted.store.Spool;
import java.io.IOException;
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

    /** How many bytes the spool takes. */
    int ROOM = 1_000_000;

    /** An engine with a queue {@code default} of this concurrency and capacity, these types, and that much room. */
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
            assertThat(everyIdListed(rig)).isEqualTo(Set.copyOf(accepted));
        }
    }

    @Test
    default void aHundredWhoRetryAtOnceGetOneNewJob() throws Exception {
        try (Rig rig = rig(4, 1000, type("quick", job -> {}))) {
            for (int round = 0; round < 20; round++) {
                Job old = rig.submit(submission("quick").startingAt(Rig.START.plusSeconds(60)));
                rig.cancel(old);
                Set<Optional<JobId>> answers = ConcurrentHashMap.newKeySet();

                new Race()
                        .with(100, number -> {
                            Optional<JobId> newer = rig.engine().retry(old.id(), "user" + number);
                            assertThat(newer.map(rig::now))
                                    .as("it can be read at once")
                                    .isPresent();
                            answers.add(newer);
                        })
                        .run();

                assertThat(answers).containsExactly(rig.now(old).retriedAs());
                assertThat(rig.storage().jobs().count().all()).isEqualTo(2L * (round + 1));
            }
            rig.awaitUntil(() -> rig.waiting() == 0 && rig.running() == 0, "a place in the queue stayed taken");
        }
    }

    @Test
    default void aRetryWhileTheJobIsRemovedHappensWholeOrNotAtAll() throws Exception {
        int length = 100_000;
        AtomicInteger read = new AtomicInteger();
        try (Rig rig = rig(
                4,
                1000,
                type("reads", job -> read.addAndGet(job.input().content().bytes().length)))) {
            int retried = 0;
            for (int round = 0; round < 100; round++) {
                Document large = new Document("a/b", null, content(rig, length));
                Job old = rig.submit(Submission.of(new TypeName("reads"), large).startingAt(Rig.START.plusSeconds(60)));
                rig.cancel(old);
                Set<JobId> newer = ConcurrentHashMap.newKeySet();

                new Race()
                        .with(2, number -> rig.engine().retry(old.id(), "user").ifPresent(newer::add))
                        .with(
                                1,
                                number -> assertThat(rig.storage().jobs().remove(old.id(), Rig.START))
                                        .isTrue())
                        .run();

                assertThat(newer).hasSizeLessThan(2);
                assertThat(rig.storage().jobs().count().all()).isEqualTo(newer.size());
                newer.forEach(id -> rig.await(rig.now(id), JobStatus.SUCCESS));
                retried += newer.size();
                assertThat(read).hasValue(retried * length);
                newer.forEach(id -> rig.storage().jobs().remove(id, Rig.START));
            }
            content(rig, ROOM).discard();
        }
    }

    private static Content content(Rig rig, int length) throws IOException {
        try (Spool.Draft draft = rig.storage().spool().begin()) {
            draft.write(new byte[length]);
            return draft.finish();
        }
    }

    private static Set<JobId> everyIdListed(Rig rig) {
        Set<JobId> ids = new HashSet<>();
        Optional<JobQuery> query = Optional.of(JobQuery.newest(100));
        while (query.isPresent()) {
            JobPage page = rig.storage().jobs().page(query.get());
            page.jobs().forEach(job -> ids.add(job.id()));
            query = page.next(query.get());
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
