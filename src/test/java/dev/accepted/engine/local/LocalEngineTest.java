package dev.accepted.engine.local;

import static dev.accepted.engine.Rig.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.Changes;
import dev.accepted.engine.DeletionContract;
import dev.accepted.engine.EngineContract;
import dev.accepted.engine.EngineRaces;
import dev.accepted.engine.Hangs;
import dev.accepted.engine.JobEngine;
import dev.accepted.engine.LineupContract;
import dev.accepted.engine.ManualTime;
import dev.accepted.engine.PauseContract;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.RemoveUnwanted;
import dev.accepted.engine.Rig;
import dev.accepted.engine.Workshop;
import dev.accepted.handler.JobType;
import dev.accepted.job.Job;
import dev.accepted.job.JobState;
import dev.accepted.job.JobStatus;
import dev.accepted.store.Storage;
import dev.accepted.store.memory.FileSpool;
import dev.accepted.store.memory.MemoryJobLogs;
import dev.accepted.store.memory.MemoryJobStore;
import dev.accepted.store.memory.SpoolFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEngineTest implements EngineContract, EngineRaces, DeletionContract, LineupContract, PauseContract {

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService teller = Executors.newSingleThreadExecutor();

    @AfterEach
    void closeThreads() {
        threads.shutdownNow();
        teller.shutdownNow();
    }

    @Override
    public Rig rig(int concurrency, int capacity, JobType... types) {
        return rig(threads, concurrency, capacity, types);
    }

    private Rig rig(Executor executor, int concurrency, int capacity, JobType... types) {
        ManualTime time = new ManualTime(Rig.START);
        SpoolFolder spool = openSpool();
        MemoryJobLogs logs = new MemoryJobLogs(spool, 1_000_000);
        Storage storage =
                new Storage(new MemoryJobStore(Rig.START, 1_000_000, 1_000_000, logs), logs, new FileSpool(spool));
        Changes changes = new Changes(teller);
        changes.listen(new RemoveUnwanted(storage.jobs(), time));
        Workshop workshop = new Workshop(Rig.types(List.of(types)), storage, time, changes, () -> 0.5, threads);
        LocalDispatch dispatch =
                new LocalDispatch(Map.of(Rig.DEFAULT, new QueueLimits(concurrency, capacity)), workshop, executor);
        return new Rig(time, storage, new JobEngine(Rig.ids(time), workshop, dispatch), dispatch, changes);
    }

    private SpoolFolder openSpool() {
        try {
            return SpoolFolder.open(folder.resolve(UUID.randomUUID().toString()), ROOM, new SecureRandom());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anExecutorThatRejectsLosesNothingAndIsAskedAgain() {
        AtomicBoolean rejects = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        Executor full = task -> {
            asked.incrementAndGet();
            if (rejects.get()) {
                throw new RejectedExecutionException("full, on purpose");
            }
            threads.execute(task);
        };
        try (Rig rig = rig(full, 1, 10, type("quick", NOTHING))) {
            Job job = rig.submit("quick");
            assertThat(rig.now(job).state()).isEqualTo(JobState.SCHEDULED);
            assertThat(rig.waiting()).isEqualTo(1);
            assertThat(rig.running()).isZero();
            Job other = rig.submit("quick");
            assertThat(asked).as("a full executor is left alone for a while").hasValue(1);
            rig.time().advance(LocalDispatch.HOLD_AFTER_REJECTION);
            assertThat(asked).hasValue(2);
            rejects.set(false);
            rig.time().advance(LocalDispatch.HOLD_AFTER_REJECTION);
            rig.await(job, JobStatus.SUCCESS);
            rig.await(other, JobStatus.SUCCESS);
        }
    }

    @Test
    void aJobThatIsCancelledWhileTheExecutorHoldsItNeverRuns() {
        AtomicInteger ran = new AtomicInteger();
        Queue<Runnable> held = new ArrayDeque<>();
        try (Rig rig = rig(held::add, 1, 10, type("quick", job -> ran.incrementAndGet()))) {
            Job job = rig.submit("quick");
            assertThat(rig.cancel(job).status()).isEqualTo(JobStatus.CANCELLED);
            held.remove().run();
            assertThat(ran).hasValue(0);
            assertThat(rig.running()).isZero();
        }
    }

    @Test
    void theThreadOfACancelledJobGoesBackWithoutAnInterrupt() {
        AtomicBoolean interrupted = new AtomicBoolean(true);
        Executor watched = task -> threads.execute(() -> {
            task.run();
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        Hangs deaf = Hangs.deaf();
        try (Rig rig = rig(watched, 1, 10, type("deaf", deaf))) {
            Job job = rig.submit("deaf");
            deaf.awaitBegun();
            rig.cancel(job);
            deaf.letGo();
            rig.await(job, JobStatus.SUCCESS);
            rig.awaitUntil(() -> !interrupted.get(), "the thread was left interrupted");
        }
    }
}
