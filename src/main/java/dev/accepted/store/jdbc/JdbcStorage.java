package dev.accepted.store.jdbc;

import dev.accepted.store.CallerLimits;
import dev.accepted.store.Storage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept in a database, opened and closed together.
 *
 * <p>H2 says by default that something is committed before its file knows; {@code WRITE_DELAY} 0 has it written, and a checkpoint
 * after each commit has the disk take it. Both take the rights of H2's administrator, which the user of its file is.
 */
public final class JdbcStorage implements AutoCloseable {

    private static final int HOT = 10_000;

    private final Source source;
    private final GroupCommit changes;
    private final Room room;
    private final Storage storage;

    private JdbcStorage(Source source, GroupCommit changes, Room room, Storage storage) {
        this.source = source;
        this.changes = changes;
        this.room = room;
        this.storage = storage;
    }

    /**
     * How to reach the database.
     *
     * @param bound what the container has bound for it, a {@link DataSource}; null if it is reached by the URL
     * @param url a JDBC URL, of no account if there is a bound one
     * @param connections how many at the most, of a pool of our own
     */
    public record Access(@Nullable Object bound, String url, String user, String password, int connections) {}

    /**
     * How much is kept.
     *
     * @param ended how many ended jobs at the most; above zero
     * @param keys how many keys at the most
     * @param log how many bytes of one log
     * @param room how many bytes of large inputs, results and logs in all
     * @param callers how much of one caller
     */
    public record Limits(long ended, long keys, long log, long room, CallerLimits callers) {

        /** Checks that a job's end can be seen. */
        public Limits {
            if (ended < 1) {
                throw new IllegalArgumentException(
                        "The store must keep at least 1 ended job, or no client learns how its job ended, but max-ended is "
                                + ended);
            }
        }
    }

    /**
     * Whose threads and numbers it uses.
     *
     * @param pool makes the pool's own threads
     * @param readers runs what reads, on threads that nobody interrupts
     * @param aside runs what goes on until the store is closed, on a thread of its own
     * @param ids numbers that never repeat
     */
    public record Means(ThreadFactory pool, Executor readers, Executor aside, LongSupplier ids) {}

    /**
     * Opens the database, brings its tables up to date, and takes over what an earlier life has left. It must be a file of H2's,
     * which lets nobody else in: two applications on one database would not know of each other, and lose jobs.
     *
     * @throws IllegalStateException if it cannot be used, with the reason in words
     */
    public static JdbcStorage open(Access access, Limits limits, Means means, Instant now) {
        Source source = source(access, means);
        if (!source.isH2()) {
            source.close();
            throw new IllegalStateException(
                    "The database of the store must be one of H2's, which keeps other servers out, but the DataSource leads to "
                            + "another, so nothing starts");
        }
        return open(source, limits, means, now);
    }

    /** The same with whatever database this is. */
    static JdbcStorage openAny(Access access, Limits limits, Means means, Instant now) {
        return open(source(access, means), limits, means, now);
    }

    private static JdbcStorage open(Source source, Limits limits, Means means, Instant now) {
        try {
            new Schema(source).bringUp();
            return new Building(source, limits, means).storage(now);
        } catch (RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private static Source source(Access access, Means means) {
        try {
            return access.bound() instanceof DataSource bound
                    ? Source.of(bound)
                    : Source.open(
                            new Source.Login(access.url(), access.user(), access.password()),
                            access.connections(),
                            means.pool());
        } catch (SQLException | RuntimeException e) {
            throw new IllegalStateException(
                    "The database of the store cannot be used, so nothing starts: " + e.getMessage(), e);
        }
    }

    /** One that is being put together. */
    private static final class Building {

        private final Source source;
        private final Limits limits;
        private final Means means;
        private final Jdbi jdbi;

        Building(Source source, Limits limits, Means means) {
            this.source = source;
            this.limits = limits;
            this.means = means;
            this.jdbi = Jdbi.create(source.dataSource());
            jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        }

        JdbcStorage storage(Instant now) {
            if (source.isH2()) {
                jdbi.useHandle(db -> db.execute("set write_delay 0"));
            }
            GroupCommit changes = new GroupCommit(jdbi, source.isH2() ? Building::checkpoint : db -> {});
            Database database = new Database(jdbi, means.readers());
            Room room = new Room(limits.room());
            Contents contents = new Contents(changes, database, room, means.ids());
            JdbcJobLogs logs = new JdbcJobLogs(changes, database, room, limits.log());
            JobRows rows = new JobRows(new JobFacts(new DocumentFacts(contents)));
            HotJobs hot = new HotJobs(HOT);
            JobLedger ledger = new JobLedger(
                    rows, contents, logs, hot, new JobLedger.Bounds(limits.ended(), limits.keys(), limits.callers()));
            changes.save(logs::writeAll);
            changes.save(ledger::saveProgress);
            changes.conclude(ledger::evict);
            jdbi.useTransaction(db -> ledger.recall(db, now));
            means.aside().execute(changes);
            return new JdbcStorage(
                    source,
                    changes,
                    room,
                    new Storage(
                            new JdbcJobStore(changes, database, rows, hot, ledger, now),
                            logs,
                            new JdbcSpool(contents, room)));
        }

        private static void checkpoint(Handle db) {
            db.execute("checkpoint sync");
        }
    }

    /** The ports. */
    public Storage storage() {
        return storage;
    }

    /** How many bytes of large inputs, results and logs there are. */
    public long used() {
        return room.used();
    }

    /** Writes what is not written yet, and lets go of the database. Nothing can be read or written any more. */
    @Override
    public void close() {
        changes.close();
        source.close();
    }
}
