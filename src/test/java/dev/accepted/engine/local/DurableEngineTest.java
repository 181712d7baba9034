package dev.accepted.engine.local;

import static dev.accepted.engine.EngineRaces.ROOM;

import dev.accepted.engine.Changes;
import dev.accepted.engine.DeletionContract;
import dev.accepted.engine.EngineContract;
import dev.accepted.engine.JobEngine;
import dev.accepted.engine.LineupContract;
import dev.accepted.engine.ManualTime;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.RemoveUnwanted;
import dev.accepted.engine.Rig;
import dev.accepted.engine.Workshop;
import dev.accepted.handler.JobType;
import dev.accepted.store.CallerLimits;
import dev.accepted.store.Storage;
import dev.accepted.store.jdbc.JdbcStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The same engine, with its jobs in a file of H2. */
class DurableEngineTest implements EngineContract, DeletionContract, LineupContract {

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService teller = Executors.newSingleThreadExecutor();
    private final List<JdbcStorage> stores = new ArrayList<>();

    @AfterEach
    void close() {
        teller.shutdownNow();
        stores.forEach(JdbcStorage::close);
        threads.shutdownNow();
    }

    @Override
    public Rig rig(int concurrency, int capacity, JobType... types) {
        ManualTime time = new ManualTime(Rig.START);
        JdbcStorage store = JdbcStorage.open(
                new JdbcStorage.Access(null, "jdbc:h2:file:" + folder.resolve(UUID.randomUUID() + ""), "sa", "", 4),
                new JdbcStorage.Limits(1_000_000, 1_000_000, 1_000_000, ROOM, CallerLimits.NONE),
                new JdbcStorage.Means(Thread::new, threads, threads, new AtomicLong()::incrementAndGet),
                Rig.START);
        stores.add(store);
        Storage storage = store.storage();
        Changes changes = new Changes(teller);
        changes.listen(new RemoveUnwanted(storage.jobs(), time));
        Workshop workshop = new Workshop(Rig.types(List.of(types)), storage, time, changes, () -> 0.5, threads);
        LocalDispatch dispatch =
                new LocalDispatch(Map.of(Rig.DEFAULT, new QueueLimits(concurrency, capacity)), workshop, threads);
        return new Rig(time, storage, new JobEngine(Rig.ids(time), workshop, dispatch), dispatch, changes);
    }
}
