package dev.accepted.store.jdbc;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of jobs. */
final class JobRows {

    /** Far more than one attempt can tell of its progress between two writes, so that no version is given twice. */
    private static final int LEAP = 1_000_000;

    private final JobFacts facts;

    JobRows(JobFacts facts) {
        this.facts = facts;
    }

    Optional<Job> find(Handle db, JobId id) {
        return jobs(db.createQuery("select id, version, request, progress from accepted_job where id = :id")
                        .bind("id", id.value()))
                .stream()
                .findFirst();
    }

    /** What a query finds whose columns are these four. */
    List<Job> jobs(Query query) {
        return query.map(this::job).list();
    }

    private Job job(ResultSet row, StatementContext context) throws SQLException {
        return facts.job(row.getLong(1), row.getInt(2), row.getString(3), row.getString(4));
    }

    /** Shows jobs that have not ended, and those that were accepted from this one on, the oldest first. */
    void unfinishedOrSince(Handle db, JobId first, Consumer<Job> viewer) {
        try (Stream<Job> all = db
                .createQuery("select id, version, request, progress from accepted_job"
                        + " where ended_at is null or id >= :first order by id")
                .bind("first", first.value())
                .map(this::job)
                .stream()) {
            all.forEach(viewer);
        }
    }

    void insert(Tx tx, Job job) {
        tx.update("insert into accepted_job"
                        + " (id, version, status, type, queue, owner, ended_at, expires_at, request, progress) values"
                        + " (:id, :version, :status, :type, :queue, :owner, :ended, :expires, :request, :progress)")
                .bind("id", job.id().value())
                .bind("version", job.version())
                .bind("status", job.status().name())
                .bind("type", job.request().type().value())
                .bind("queue", job.request().place().queue().value())
                .bind("owner", job.request().owner().name())
                .bind("ended", job.endedAt().map(JobRows::micros).orElse(null))
                .bind("expires", job.expiresAt().map(JobRows::microsAtLeast).orElse(null))
                .bind("request", facts.request(job.request()))
                .bind("progress", facts.progress(job))
                .execute();
    }

    /**
     * Writes what has become of a job.
     *
     * @param version what the table must have for it to be written
     * @throws IllegalStateException if it has another
     */
    void update(Tx tx, Job job, int version) {
        int updated = tx.update("update accepted_job set version = :next, status = :status, ended_at = :ended,"
                        + " expires_at = :expires, progress = :progress where id = :id and version = :version")
                .bind("id", job.id().value())
                .bind("version", version)
                .bind("next", job.version())
                .bind("status", job.status().name())
                .bind("ended", job.endedAt().map(JobRows::micros).orElse(null))
                .bind("expires", job.expiresAt().map(JobRows::microsAtLeast).orElse(null))
                .bind("progress", facts.progress(job))
                .execute();
        if (updated != 1) {
            throw new IllegalStateException(
                    "Job " + job.id() + " is not at version " + version
                            + " in the database, as it was: somebody else writes there, but a store belongs to one application");
        }
    }

    void delete(Tx tx, JobId id) {
        tx.update("delete from accepted_job where id = :id")
                .bind("id", id.value())
                .execute();
    }

    /** Jobs whose time is over, the first first. */
    static List<JobId> expired(Handle db, Instant now, int most) {
        return ids(
                db.createQuery("select id from accepted_job where expires_at <= :now order by expires_at limit :most")
                        .bind("now", micros(now))
                        .bind("most", most));
    }

    /** The jobs that ended first. */
    static List<JobId> oldestEnded(Handle db, long most) {
        return ids(
                db.createQuery("select id from accepted_job where ended_at >= :first order by ended_at, id limit :most")
                        .bind("first", Long.MIN_VALUE)
                        .bind("most", most));
    }

    private static List<JobId> ids(Query query) {
        return query.map((row, context) -> new JobId(row.getLong(1))).list();
    }

    /** What is told of a running job's progress is not always written before a crash; what is told later has another version. */
    static void leap(Handle db) {
        db.createUpdate("update accepted_job set version = version + :leap where status in (:started, :cancelling)")
                .bind("leap", LEAP)
                .bind("started", JobStatus.INPROGRESS.name())
                .bind("cancelling", JobStatus.CANCELLING.name())
                .execute();
    }

    static long micros(Instant at) {
        try {
            return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
        } catch (ArithmeticException beyond) {
            return at.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static long microsAtLeast(Instant at) {
        long micros = micros(at);
        return at.truncatedTo(ChronoUnit.MICROS).equals(at) || micros == Long.MAX_VALUE ? micros : micros + 1;
    }
}
