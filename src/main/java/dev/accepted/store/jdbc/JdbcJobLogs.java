package dev.accepted.store.jdbc;

import dev.accepted.job.JobId;
import dev.accepted.store.JobLogs;
import dev.accepted.store.LogPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jdbi.v3.core.Handle;

/**
 * Keeps logs in the database. What handlers say is in memory for a second, and with their job's next change at the latest it is
 * written; so a handler does not wait for the disk with each line, and the log of an ended job is whole.
 */
final class JdbcJobLogs implements JobLogs {

    /** Who is so far ahead of the disk waits for it. */
    private static final int FAR_AHEAD = 256 * 1024;

    private final ConcurrentMap<JobId, GrowingLog> growing = new ConcurrentHashMap<>();
    private final GroupCommit changes;
    private final Database database;
    private final Room room;
    private final long most;

    /**
     * Of a database.
     *
     * @param most how many bytes a job's log may have; the line that says that it was cut comes on top
     */
    JdbcJobLogs(GroupCommit changes, Database database, Room room, long most) {
        this.changes = changes;
        this.database = database;
        this.room = room;
        this.most = most;
    }

    @Override
    public void append(JobId id, String text) {
        if (!text.isEmpty()) {
            GrowingLog log = growing.computeIfAbsent(id, this::recall);
            if (log.append(text.getBytes(StandardCharsets.UTF_8)) > FAR_AHEAD) {
                changes.make(tx -> {
                    log.write(tx);
                    return true;
                });
            }
        }
    }

    private GrowingLog recall(JobId id) {
        return new GrowingLog(id, room, most, database.read(db -> LogRows.extent(db, id)));
    }

    @Override
    public long length(JobId id) {
        GrowingLog log = growing.get(id);
        return log == null ? database.read(db -> LogRows.extent(db, id)).length() : log.length();
    }

    @Override
    public LogPart read(JobId id, long offset) throws IOException {
        if (offset < 0) {
            throw new IllegalArgumentException("A log begins at byte 0, so it cannot be read from " + offset);
        }
        GrowingLog log = growing.get(id);
        GrowingLog.Sight sight = log == null ? written(id) : log.look(offset);
        return new LogPart(
                offset < sight.written()
                        ? new SequenceInputStream(new Written(id, offset, sight.written()), sight.rest())
                        : sight.rest(),
                sight.length());
    }

    private GrowingLog.Sight written(JobId id) {
        long length = database.read(db -> LogRows.extent(db, id)).length();
        return new GrowingLog.Sight(length, InputStream.nullInputStream(), length);
    }

    @Override
    public void remove(JobId id) {
        changes.make(tx -> {
            remove(tx, id);
            return true;
        });
    }

    /** Forgets a log, as part of a transaction. */
    void remove(Tx tx, JobId id) {
        GrowingLog log = growing.get(id);
        if (log == null) {
            long reserved = LogRows.extent(tx.db(), id).reserved();
            tx.onCommit(() -> room.giveBack(reserved));
        } else {
            tx.onCommit(() -> {
                growing.remove(id, log);
                log.discard();
            });
        }
        LogRows.delete(tx, id);
    }

    /** Writes what a job has said so far, as part of a transaction. */
    void write(Tx tx, JobId id) {
        GrowingLog log = growing.get(id);
        if (log != null) {
            log.write(tx);
        }
    }

    /** A job has ended, and says no more. */
    void close(Tx tx, JobId id) {
        write(tx, id);
        tx.onCommit(() -> growing.computeIfPresent(id, (key, log) -> log.isWritten() ? null : log));
    }

    /** Writes what all jobs have said so far. */
    void writeAll(Tx tx) {
        growing.values().forEach(log -> {
            if (!log.isWritten()) {
                log.write(tx);
            }
        });
    }

    /** Counts what an earlier life has left. */
    void recall(Handle db) {
        room.recall(LogRows.reserved(db));
    }

    /** What is written of a log, from one byte on to where its rows ended when it was asked for. */
    private final class Written extends InputStream {

        private final JobId id;
        private final long end;
        private final Deque<LogRows.Piece> pieces = new ArrayDeque<>();
        private long at;

        Written(JobId id, long offset, long end) {
            this.id = id;
            this.at = offset;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (at >= end) {
                return -1;
            }
            int taken = piece().copy(at, target, offset, Math.min(count, end - at));
            at += taken;
            return taken;
        }

        /** The piece in which the next byte is. */
        private LogRows.Piece piece() throws IOException {
            while (!pieces.isEmpty() && !pieces.element().has(at)) {
                pieces.remove();
            }
            if (pieces.isEmpty()) {
                pieces.addAll(database.read(db -> LogRows.from(db, id, at)));
            }
            if (pieces.isEmpty() || !pieces.element().has(at)) {
                throw new IOException("This log has been removed with its job");
            }
            return pieces.element();
        }
    }
}
