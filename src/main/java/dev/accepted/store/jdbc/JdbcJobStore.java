package dev.accepted.store.jdbc;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import dev.accepted.store.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Keeps jobs in a database that no other application writes to. What {@link #create} and {@link #update} return is on the disk;
 * only how far a running job is may be lost with a crash, which loses the attempt as well.
 */
final class JdbcJobStore implements JobStore {

    private static final int MOST_REMEMBERED = 1_000_000;
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final int REMOVED_AT_ONCE = 100;

    private final GroupCommit changes;
    private final Database database;
    private final JobRows rows;
    private final HotJobs hot;
    private final JobLedger ledger;
    private final AtomicReference<Instant> nextSweep;

    /**
     * Of a database whose ledger has been recalled.
     *
     * @param startedAt when the application started
     */
    JdbcJobStore(
            GroupCommit changes, Database database, JobRows rows, HotJobs hot, JobLedger ledger, Instant startedAt) {
        this.changes = changes;
        this.database = database;
        this.rows = rows;
        this.hot = hot;
        this.ledger = ledger;
        this.nextSweep = new AtomicReference<>(startedAt);
    }

    @Override
    public void create(Job job) {
        create(job, tx -> {
            ledger.insert(tx, job);
            return true;
        });
    }

    @Override
    public Holder create(Job job, Once once) {
        return create(job, tx -> {
            Optional<Holder> holder = KeyRows.find(tx.db(), once.key());
            if (holder.isEmpty()) {
                ledger.requireRoomForKey();
                ledger.insert(tx, job);
                ledger.insertKey(tx, once, job.id());
            }
            return holder.orElse(new Holder(job.id(), once));
        });
    }

    private <T> T create(Job job, GroupCommit.Change<T> change) {
        try {
            return changes.make(change);
        } catch (UnableToExecuteStatementException e) {
            if (database.read(db -> rows.find(db, job.id())).isPresent()) {
                throw JobLedger.alreadyThere(job.id());
            }
            throw e;
        }
    }

    @Override
    public Optional<Holder> holder(OnceKey key) {
        return database.read(db -> KeyRows.find(db, key));
    }

    @Override
    public Optional<Job> find(JobId id) {
        return hot.find(id, cold -> database.read(db -> rows.find(db, cold)));
    }

    @Override
    public Optional<Change> update(JobId id, UnaryOperator<Job> change) {
        return changes.make(tx -> ledger.update(tx, id, change));
    }

    @Override
    public JobPage page(JobQuery query) {
        return database.read(db ->
                new JobWalk(db, rows, hot::newest, query).page(ledger.tally().total(query.filter())));
    }

    @Override
    public boolean remove(JobId id, Instant now) {
        return changes.make(tx -> ledger.remove(tx, id, now));
    }

    @Override
    public int removeExpired(Instant now, int most) {
        int removed = 0;
        int next = Math.min(REMOVED_AT_ONCE, most);
        List<JobId> expired = expired(now, next);
        while (!expired.isEmpty() && removed < most) {
            List<JobId> some = expired;
            removed += changes.make(tx -> (int) some.stream()
                    .filter(id -> ledger.removeExpired(tx, id, now))
                    .count());
            next = Math.min(REMOVED_AT_ONCE, most - removed);
            expired = some.size() < REMOVED_AT_ONCE || next == 0 ? List.of() : expired(now, next);
        }
        forget(now);
        return removed;
    }

    private List<JobId> expired(Instant now, int most) {
        return database.read(db -> JobRows.expired(db, now, most));
    }

    private void forget(Instant now) {
        Instant last = now.minus(REMEMBERED);
        if (database.read(db -> GoneRows.anyUpTo(db, last))) {
            changes.make(tx -> GoneRows.deleteUpTo(tx, last));
        }
        Instant due = nextSweep.get();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(BETWEEN_SWEEPS))) {
            changes.make(tx -> {
                ledger.sweepKeys(tx, JobId.firstAt(now.minus(Once.LEAST_LIFE)));
                return GoneRows.deleteBeyond(tx, MOST_REMEMBERED);
            });
        }
    }

    @Override
    public List<Quota> quotas(Caller caller, Instant now) {
        return ledger.quotas(caller, now);
    }

    @Override
    public Count count() {
        return ledger.tally().count();
    }

    @Override
    public long evictedEarly() {
        return ledger.evictedEarly();
    }

    @Override
    public Absence absence(JobId id) {
        return database.read(db -> GoneRows.owner(db, id))
                .<Absence>map(Absence.Gone::new)
                .orElse(Absence.NEVER_SEEN);
    }

    @Override
    public long keyCount() {
        return ledger.keys();
    }
}
