package dev.accepted.store.jdbc;

import dev.accepted.job.JobId;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of keys. */
final class KeyRows {

    private KeyRows() {}

    static Optional<Holder> find(Handle db, OnceKey key) {
        return db.createQuery("select request, to_result, job from accepted_key where high = :high and low = :low")
                .bind("high", key.high())
                .bind("low", key.low())
                .map((row, context) ->
                        new Holder(new JobId(row.getLong(3)), new Once(key, row.getLong(1), row.getBoolean(2))))
                .findOne();
    }

    static void insert(Tx tx, Once once, JobId job) {
        tx.update("insert into accepted_key (high, low, request, to_result, job)"
                        + " values (:high, :low, :request, :result, :job)")
                .bind("high", once.key().high())
                .bind("low", once.key().low())
                .bind("request", once.request())
                .bind("result", once.toResult())
                .bind("job", job.value())
                .execute();
    }

    /** Deletes keys of jobs that are gone, if the job is older than this one. */
    static int sweep(Tx tx, JobId young) {
        return tx.update("delete from accepted_key where job < :young"
                        + " and not exists (select 1 from accepted_job where accepted_job.id = accepted_key.job)")
                .bind("young", young.value())
                .execute();
    }

    static long count(Handle db) {
        return db.createQuery("select count(*) from accepted_key")
                .mapTo(Long.class)
                .one();
    }
}
