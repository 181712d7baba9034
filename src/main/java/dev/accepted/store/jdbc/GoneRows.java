package dev.accepted.store.jdbc;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of jobs that were removed. */
final class GoneRows {

    private GoneRows() {}

    static void insert(Tx tx, Job job, Instant now) {
        tx.update("delete from accepted_gone where id = :id")
                .bind("id", job.id().value())
                .execute();
        tx.update("insert into accepted_gone (id, owner, went_at) values (:id, :owner, :now)")
                .bind("id", job.id().value())
                .bind("owner", job.request().owner().name())
                .bind("now", JobRows.micros(now))
                .execute();
    }

    static Optional<String> owner(Handle db, JobId id) {
        return db.createQuery("select owner from accepted_gone where id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
    }

    static boolean anyUpTo(Handle db, Instant last) {
        return db.createQuery("select id from accepted_gone where went_at <= :last limit 1")
                .bind("last", JobRows.micros(last))
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /** Forgets those that went before this moment, or at it. */
    static int deleteUpTo(Tx tx, Instant last) {
        return tx.update("delete from accepted_gone where went_at <= :last")
                .bind("last", JobRows.micros(last))
                .execute();
    }

    /** Forgets all but those that went last, so many of them; a few more stay, where some went at the same moment. */
    static int deleteBeyond(Tx tx, int most) {
        return tx.update("delete from accepted_gone where went_at <"
                        + " (select went_at from accepted_gone order by went_at desc limit 1 offset :most)")
                .bind("most", most - 1)
                .execute();
    }
}
