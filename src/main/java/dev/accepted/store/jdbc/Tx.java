package dev.accepted.store.jdbc;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of many changes. What a change does in memory beside is done when the transaction has ended: so memory never
 * tells what the database may still forget.
 */
final class Tx {

    private final Handle db;
    private final Map<JobId, Row> rows = new HashMap<>();
    private final List<Runnable> onCommit = new ArrayList<>();
    private final List<Runnable> onRollback = new ArrayList<>();
    private long ended;
    private boolean writes;

    Tx(Handle db) {
        this.db = db;
    }

    /** The connection of the transaction. */
    Handle db() {
        return db;
    }

    Update update(String sql) {
        writes = true;
        return db.createUpdate(sql);
    }

    Query query(String sql) {
        return db.createQuery(sql);
    }

    void onCommit(Runnable effect) {
        onCommit.add(effect);
    }

    void onRollback(Runnable effect) {
        onRollback.add(effect);
    }

    /** A job as changes of this transaction have left it; null if none has touched it. */
    @Nullable
    Row row(JobId id) {
        return rows.get(id);
    }

    void put(JobId id, Row row) {
        rows.put(id, row);
    }

    /** So many more jobs have ended, or fewer, if some were removed. */
    void countEnded(int more) {
        ended += more;
    }

    /** Whether anything was written. */
    boolean writes() {
        return writes;
    }

    long ended() {
        return ended;
    }

    void committed() {
        onCommit.forEach(Runnable::run);
    }

    void rolledBack() {
        onRollback.forEach(Runnable::run);
    }

    /**
     * A job beside what the database has of it.
     *
     * @param job as it is; null if it is gone
     * @param saved the version that the table has; an older one if how far the job is has not been written yet
     */
    record Row(@Nullable Job job, int saved) {

        static final Row GONE = new Row(null, 0);

        static Row saved(Job job) {
            return new Row(job, job.version());
        }

        boolean isSaved() {
            return job == null || job.version() == saved;
        }
    }
}
