package dev.accepted.store.jdbc;

import dev.accepted.job.JobId;
import dev.accepted.store.CallerLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Durable stores that a test has opened, and their threads. */
final class OpenStores implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Contents of earlier lives have numbers too. */
    private static final AtomicLong IDS =
            new AtomicLong(JobId.firstAt(Instant.parse("2026-01-01T00:00:00Z")).value());

    private final ThreadFactory daemons = task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    };
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons);
    private final List<JdbcStorage> all = new ArrayList<>();

    /** A file of its own in this folder. */
    static JdbcStorage.Access newFile(Path folder) {
        return file(folder.resolve("store" + COUNT.incrementAndGet()));
    }

    static JdbcStorage.Access file(Path file) {
        return new JdbcStorage.Access(null, "jdbc:h2:file:" + file, "sa", "", 4);
    }

    JdbcStorage open(JdbcStorage.Access access, Instant now, long ended, CallerLimits callers) {
        return open(access, now, new JdbcStorage.Limits(ended, 1_000_000, 1_000_000, 100_000_000, callers));
    }

    JdbcStorage open(JdbcStorage.Access access, Instant now, JdbcStorage.Limits limits) {
        return opened(JdbcStorage.openAny(access, limits, means(), now));
    }

    /** As a server does. */
    JdbcStorage openAsDeployed(JdbcStorage.Access access, Instant now) {
        return opened(JdbcStorage.open(
                access,
                new JdbcStorage.Limits(1_000, 1_000_000, 1_000_000, 100_000_000, CallerLimits.NONE),
                means(),
                now));
    }

    private JdbcStorage opened(JdbcStorage storage) {
        all.add(storage);
        return storage;
    }

    private JdbcStorage.Means means() {
        return new JdbcStorage.Means(daemons, threads, threads, IDS::incrementAndGet);
    }

    @Override
    public void close() {
        all.forEach(JdbcStorage::close);
        threads.shutdownNow();
    }
}
