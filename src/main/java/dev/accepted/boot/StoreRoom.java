package dev.accepted.boot;

import dev.accepted.config.Settings;
import dev.accepted.job.JobId;
import dev.accepted.store.Storage;
import dev.accepted.store.jdbc.JdbcStorage;
import dev.accepted.store.memory.FileSpool;
import dev.accepted.store.memory.MemoryJobLogs;
import dev.accepted.store.memory.MemoryJobStore;
import dev.accepted.store.memory.SpoolFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * All that keeps things, as the settings want it.
 *
 * @param storage the ports
 * @param about what it is, in words
 * @param isDurable whether it outlives this application, so that there may be something to take up
 * @param close lets go of it; nothing can be kept any more
 */
record StoreRoom(Storage storage, String about, boolean isDurable, Runnable close) {

    /**
     * Opens it.
     *
     * @param temp the container's work folder
     * @param ids numbers that never repeat
     * @throws RuntimeException if it cannot be used, with the reason in words
     */
    static StoreRoom open(Settings settings, Path temp, OwnThreads threads, Supplier<JobId> ids, Instant now) {
        return settings.keeping().store().isDurable()
                ? database(settings, threads, ids, now)
                : memory(settings, temp, now);
    }

    private static StoreRoom memory(Settings settings, Path temp, Instant now) {
        Settings.Keeping keeping = settings.keeping();
        Path folder = keeping.spoolFolder() == null ? temp.resolve("accepted-spool") : keeping.spoolFolder();
        SpoolFolder spool;
        try {
            spool = SpoolFolder.open(folder, keeping.spoolQuota(), new SecureRandom());
        } catch (IOException e) {
            throw new UncheckedIOException("The spool folder " + folder + " cannot be used, so nothing starts", e);
        }
        MemoryJobLogs logs = new MemoryJobLogs(spool, keeping.maxLog());
        MemoryJobStore jobs = new MemoryJobStore(now, keeping.maxEnded(), keeping.maxKeys(), logs, settings.callers());
        return new StoreRoom(
                new Storage(jobs, logs, new FileSpool(spool)),
                "memory: jobs are lost when the server stops",
                false,
                spool::close);
    }

    private static StoreRoom database(Settings settings, OwnThreads threads, Supplier<JobId> ids, Instant now) {
        Settings.Keeping keeping = settings.keeping();
        Settings.Store store = keeping.store();
        String url = store.url();
        JdbcStorage opened = JdbcStorage.open(
                new JdbcStorage.Access(
                        bound(store.jndiName()),
                        url == null ? "" : url,
                        store.user(),
                        store.password(),
                        store.connections()),
                new JdbcStorage.Limits(
                        keeping.maxEnded(),
                        keeping.maxKeys(),
                        keeping.maxLog(),
                        keeping.spoolQuota(),
                        settings.callers()),
                new JdbcStorage.Means(
                        threads,
                        threads.pool(store.connections() - 1),
                        task -> threads.newThread(task).start(),
                        () -> ids.get().value()),
                now);
        return new StoreRoom(opened.storage(), "a database: jobs are kept when the server stops", true, opened::close);
    }

    private static @Nullable Object bound(@Nullable String jndiName) {
        try {
            return jndiName == null ? null : InitialContext.doLookup(jndiName);
        } catch (NamingException e) {
            throw new IllegalStateException(
                    "accepted.store.jndi must be the JNDI name of a DataSource, but there is none at " + jndiName, e);
        }
    }
}
