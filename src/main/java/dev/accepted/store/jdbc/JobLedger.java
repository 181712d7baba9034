package dev.accepted.store.jdbc;

import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobState;
import dev.accepted.job.Outcome;
import dev.accepted.job.Phase.Completed;
import dev.accepted.job.Phase.Started;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Request;
import dev.accepted.store.CallerLedger;
import dev.accepted.store.CallerLimits;
import dev.accepted.store.JobStore.Change;
import dev.accepted.store.Once;
import dev.accepted.store.Quota;
import dev.accepted.store.jdbc.Tx.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a job means for all that goes with it: its row, its contents, its log, what its owner has used, how many there
 * are. Each method is part of a transaction, and so one at a time; what is in memory follows the transaction.
 */
final class JobLedger {

    private static final Duration ASK_AGAIN = Duration.ofMinutes(2);
    private static final int EVICTED_AT_ONCE = 500;

    private final JobRows rows;
    private final Contents contents;
    private final JdbcJobLogs logs;
    private final HotJobs hot;
    private final CallerLedger callers;
    private final Bounds bounds;
    private final Tally tally = new Tally();
    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong evicted = new AtomicLong();
    private Instant lastEnd = Instant.EPOCH;

    /**
     * How much is kept.
     *
     * @param ended how many ended jobs
     * @param keys how many keys
     * @param callers how much of one caller
     */
    record Bounds(long ended, long keys, CallerLimits callers) {}

    JobLedger(JobRows rows, Contents contents, JdbcJobLogs logs, HotJobs hot, Bounds bounds) {
        this.rows = rows;
        this.contents = contents;
        this.logs = logs;
        this.hot = hot;
        this.bounds = bounds;
        this.callers = new CallerLedger(bounds.callers());
    }

    /** Takes over what an earlier life has left. */
    void recall(Handle db, Instant now) {
        lastEnd = now;
        JobRows.leap(db);
        tally.recall(db);
        keys.set(KeyRows.count(db));
        if (!bounds.callers().equals(CallerLimits.NONE)) {
            rows.unfinishedOrSince(db, JobId.firstAt(now.minus(CallerLimits.WINDOW)), callers::recall);
        }
        contents.recall(db);
        logs.recall(db);
    }

    void insert(Tx tx, Job job) {
        if (isKnown(tx, job.id())) {
            throw alreadyThere(job.id());
        }
        callers.take(job);
        Job kept;
        try {
            kept = give(tx, withInput(job, give(tx, job.request().input())));
        } catch (RuntimeException e) {
            callers.giveBack(job);
            throw e;
        }
        tx.onRollback(() -> callers.giveBack(job));
        rows.insert(tx, kept);
        kept.endedAt().ifPresent(end -> hasEnded(tx, kept, end));
        put(tx, null, Row.saved(kept));
    }

    static IllegalStateException alreadyThere(JobId id) {
        return new IllegalStateException("There is a job " + id + " already");
    }

    private boolean isKnown(Tx tx, JobId id) {
        Row row = tx.row(id);
        return row == null ? hot.row(id).isPresent() : row.job() != null;
    }

    /** The job with a result that can be found again. */
    private Job give(Tx tx, Job job) {
        if (job.phase() instanceof Completed end && end.outcome().result().isPresent()) {
            Document result = give(tx, end.outcome().result().get());
            Outcome outcome = end.outcome() instanceof Outcome.Failure failure
                    ? new Outcome.Failure(failure.why(), result)
                    : new Outcome.Success(result);
            return new Job(
                    job.id(),
                    job.version(),
                    job.request(),
                    new Completed(
                            end.dueAt(),
                            end.attempts(),
                            end.lastStartedAt(),
                            end.endedAt(),
                            end.progress(),
                            end.stop(),
                            outcome,
                            end.retry()),
                    job.failedAttempts());
        }
        return job;
    }

    private Document give(Tx tx, Document document) {
        return new Document(
                document.mediaType(), document.name(), contents.give(tx, document.content()), document.head());
    }

    private static Job withInput(Job job, Document input) {
        Request of = job.request();
        Request request = new Request(
                of.type(),
                of.name(),
                of.summary(),
                of.owner(),
                input,
                of.place(),
                of.terms(),
                of.retry(),
                of.callback());
        return new Job(job.id(), job.version(), request, job.phase(), job.failedAttempts());
    }

    Optional<Change> update(Tx tx, JobId id, UnaryOperator<Job> change) {
        Row row = current(tx, id);
        Job before = row.job();
        if (before == null) {
            return Optional.empty();
        }
        Job after = change.apply(before);
        if (after == before) {
            return Optional.of(new Change(before, before));
        }
        if (!before.mayBecome(after)) {
            throw new IllegalStateException(
                    "Job " + id + ", " + before.status() + ", cannot become " + after.id() + ", " + after.status());
        }
        if (tellsOnlyProgress(before, after)) {
            put(tx, before, new Row(after, row.saved()));
            return Optional.of(new Change(before, after));
        }
        Job kept = before.isCompleted() ? after : give(tx, after);
        if (before.state() == JobState.STARTED && kept.state() == JobState.SCHEDULED) {
            logs.write(tx, id);
        }
        rows.update(tx, kept, row.saved());
        if (!before.isCompleted()) {
            kept.endedAt().ifPresent(end -> {
                logs.close(tx, id);
                hasEnded(tx, kept, end);
            });
        }
        put(tx, before, Row.saved(kept));
        return Optional.of(new Change(before, kept));
    }

    /** Such a change need not outlive a crash, which the attempt does not outlive either. */
    private static boolean tellsOnlyProgress(Job before, Job after) {
        return before.phase() instanceof Started run
                && after.phase() instanceof Started next
                && next.equals(new Started(run.dueAt(), run.startedAt(), next.progress(), run.stop()));
    }

    /** In memory before it is in the table, so that nobody sees it ended and its owner with one job more. */
    private void hasEnded(Tx tx, Job job, Instant end) {
        callers.end(job, end);
        tx.onRollback(() -> callers.takeBackEnd(job));
        tx.countEnded(1);
        lastEnd = end;
    }

    boolean removeExpired(Tx tx, JobId id, Instant now) {
        Job job = current(tx, id).job();
        return job != null && job.expiresAt().filter(time -> !time.isAfter(now)).isPresent() && remove(tx, id, now);
    }

    boolean remove(Tx tx, JobId id, Instant now) {
        Job job = current(tx, id).job();
        if (job == null || !job.isCompleted()) {
            return false;
        }
        rows.delete(tx, id);
        contents.takeBack(tx, job.request().input().content());
        job.outcome().flatMap(outcome -> outcome.result()).ifPresent(result -> contents.takeBack(tx, result.content()));
        logs.remove(tx, id);
        GoneRows.insert(tx, job, now);
        tx.countEnded(-1);
        put(tx, job, Row.GONE);
        return true;
    }

    /** Removes what ended first, if there is too much. */
    void evict(Tx tx) {
        long tooMany = tally.count().ended() + tx.ended() - bounds.ended();
        if (tooMany > 0) {
            for (JobId oldest : JobRows.oldestEnded(tx.db(), Math.min(tooMany, EVICTED_AT_ONCE))) {
                if (remove(tx, oldest, lastEnd)) {
                    tx.onCommit(evicted::incrementAndGet);
                }
            }
        }
    }

    /** Writes how far running jobs are. */
    void saveProgress(Tx tx) {
        for (Job told : hot.unsaved()) {
            Row row = current(tx, told.id());
            Job job = row.job();
            if (job != null && !row.isSaved()) {
                rows.update(tx, job, row.saved());
                put(tx, job, Row.saved(job));
            }
        }
    }

    private Row current(Tx tx, JobId id) {
        Row row = tx.row(id);
        return row != null
                ? row
                : hot.row(id)
                        .orElseGet(() -> rows.find(tx.db(), id).map(Row::saved).orElse(Row.GONE));
    }

    private void put(Tx tx, @Nullable Job before, Row row) {
        Job after = row.job();
        JobId id = after != null ? after.id() : Objects.requireNonNull(before).id();
        tx.put(id, row);
        tx.onCommit(() -> {
            tally.change(before, after);
            hot.put(id, row);
        });
    }

    /** Refuses, if there is no room for another key. */
    void requireRoomForKey() {
        if (keys.get() >= bounds.keys()) {
            throw new RefusedException(new Refusal.Full(
                    "keys-full",
                    "As many idempotency keys and retries are remembered as there is room for: " + bounds.keys() + ".",
                    ASK_AGAIN));
        }
    }

    void insertKey(Tx tx, Once once, JobId job) {
        keys.incrementAndGet();
        tx.onRollback(keys::decrementAndGet);
        KeyRows.insert(tx, once, job);
    }

    void sweepKeys(Tx tx, JobId young) {
        int gone = KeyRows.sweep(tx, young);
        tx.onCommit(() -> keys.addAndGet(-gone));
    }

    List<Quota> quotas(Caller caller, Instant now) {
        return callers.quotas(caller, now);
    }

    Tally tally() {
        return tally;
    }

    long keys() {
        return keys.get();
    }

    long evictedEarly() {
        return evicted.get();
    }
}
