package dev.accepted.store.jdbc;

import dev.accepted.job.JobId;
import dev.accepted.store.Spool;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table of logs. */
final class LogRows {

    /** How many rows are read at once; a row has 64 KiB at the most. */
    private static final int AT_ONCE = 8;

    private LogRows() {}

    /**
     * What is written of a log.
     *
     * @param length how many bytes
     * @param reserved how many of them count
     * @param isCut whether the last row says why the log ends there
     */
    record Extent(long length, long reserved, boolean isCut) {

        private static final Extent NOTHING = new Extent(0, 0, false);
    }

    /** A row. */
    static final class Piece {

        private final long start;
        private final byte[] bytes;

        Piece(long start, byte[] bytes) {
            this.start = start;
            this.bytes = bytes;
        }

        /** Whether this byte of the log is in it. */
        boolean has(long at) {
            return start <= at && at < start + bytes.length;
        }

        /** Copies bytes from this one on, no more than so many, and answers how many there were. */
        int copy(long at, byte[] target, int offset, long most) {
            int from = (int) (at - start);
            int count = (int) Math.min(most, bytes.length - from);
            System.arraycopy(bytes, from, target, offset, count);
            return count;
        }
    }

    static void insert(Tx tx, JobId job, long start, byte[] bytes, boolean isCut) {
        tx.update("insert into accepted_log (job, start_at, is_cut, bytes) values (:job, :start, :cut, :bytes)")
                .bind("job", job.value())
                .bind("start", start)
                .bind("cut", isCut)
                .bind("bytes", bytes)
                .execute();
    }

    static Extent extent(Handle db, JobId job) {
        return db.createQuery("select start_at, octet_length(bytes), is_cut from accepted_log where job = :job"
                        + " order by start_at desc limit 1")
                .bind("job", job.value())
                .map((row, context) -> extent(row.getLong(1), row.getLong(2), row.getBoolean(3)))
                .findOne()
                .orElse(Extent.NOTHING);
    }

    private static Extent extent(long start, long length, boolean isCut) {
        long counted = isCut ? start : start + length;
        return new Extent(start + length, counted > Spool.IN_MEMORY ? counted : 0, isCut);
    }

    /** How many bytes of the logs that an earlier life has left count. */
    static long reserved(Handle db) {
        return db
                .createQuery("select l.start_at, octet_length(l.bytes), l.is_cut from accepted_log l"
                        + " join (select job, max(start_at) as start_at from accepted_log group by job"
                        + " having max(start_at) > 0) last on l.job = last.job and l.start_at = last.start_at")
                .map((row, context) -> extent(row.getLong(1), row.getLong(2), row.getBoolean(3)))
                .list()
                .stream()
                .mapToLong(Extent::reserved)
                .sum();
    }

    /** The piece in which a byte is, and some that follow. */
    static List<Piece> from(Handle db, JobId job, long offset) {
        return db.createQuery("select start_at, bytes from accepted_log where job = :job and start_at >="
                        + " (select max(start_at) from accepted_log where job = :job and start_at <= :offset)"
                        + " order by start_at limit :most")
                .bind("job", job.value())
                .bind("offset", offset)
                .bind("most", AT_ONCE)
                .map((row, context) -> new Piece(row.getLong(1), row.getBytes(2)))
                .list();
    }

    static void delete(Tx tx, JobId job) {
        tx.update("delete from accepted_log where job = :job")
                .bind("job", job.value())
                .execute();
    }
}
