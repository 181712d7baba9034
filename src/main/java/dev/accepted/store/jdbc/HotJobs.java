package dev.accepted.store.jdbc;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.jdbc.Tx.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;

/**
 * Jobs that were changed or asked for lately, as they are, so that who polls them does not ask the database; and all jobs of
 * which the database does not know yet how far they are. This is true because nobody else changes the database.
 *
 * <p>A reader may have a job in hands that has been changed since it was read. So each change leaves a mark at the job's place, and
 * what was read is taken only if no mark has come meanwhile. Takes no lock to find a job; safe for use by many threads.
 */
final class HotJobs {

    private static final int MARKS = 4096;

    private final ConcurrentMap<JobId, Job> jobs = new ConcurrentHashMap<>();
    private final ConcurrentMap<JobId, Row> unsaved = new ConcurrentHashMap<>();
    private final AtomicLongArray marks = new AtomicLongArray(MARKS);
    private final int most;

    /**
     * None yet.
     *
     * @param most how many; any of them makes room for another
     */
    HotJobs(int most) {
        this.most = most;
    }

    /** The job; what this knows nothing of is read. */
    Optional<Job> find(JobId id, Function<JobId, Optional<Job>> read) {
        Job hot = jobs.get(id);
        if (hot != null) {
            return Optional.of(hot);
        }
        Row row = unsaved.get(id);
        if (row != null) {
            return Optional.ofNullable(row.job());
        }
        long mark = marks.get(place(id));
        return read.apply(id).map(job -> take(job, mark));
    }

    private Job take(Job read, long mark) {
        Job taken = jobs.compute(
                read.id(), (id, present) -> present == null && marks.get(place(id)) == mark ? read : present);
        makeRoom();
        return taken == null ? read : taken;
    }

    /** What is known of a job here; empty if nothing is. For whoever makes changes, which are one at a time. */
    Optional<Row> row(JobId id) {
        return Optional.ofNullable(unsaved.get(id))
                .or(() -> Optional.ofNullable(jobs.get(id)).map(Row::saved));
    }

    /** The job as it is, or as it was just read from the database, whichever is newer. */
    Job newest(Job read) {
        Job hot = jobs.get(read.id());
        if (hot == null) {
            Row row = unsaved.get(read.id());
            hot = row == null ? null : row.job();
        }
        return hot == null || hot.version() < read.version() ? read : hot;
    }

    /** A change has been committed, or is one that the database need not know at once. */
    void put(JobId id, Row row) {
        Job job = row.job();
        marks.incrementAndGet(place(id));
        if (job == null) {
            jobs.remove(id);
            unsaved.remove(id);
            return;
        }
        if (!row.isSaved()) {
            unsaved.put(id, row);
        }
        jobs.put(id, job);
        if (row.isSaved()) {
            unsaved.remove(id);
        }
        makeRoom();
    }

    /** Those of which the database does not know how far they are. */
    List<Job> unsaved() {
        List<Job> all = new ArrayList<>();
        for (Row row : unsaved.values()) {
            if (row.job() != null) {
                all.add(row.job());
            }
        }
        return all;
    }

    private void makeRoom() {
        if (jobs.size() > most) {
            Iterator<JobId> any = jobs.keySet().iterator();
            for (int i = 0; i < most / 16 && any.hasNext(); i++) {
                any.next();
                any.remove();
            }
        }
    }

    private static int place(JobId id) {
        return id.hashCode() & (MARKS - 1);
    }
}
