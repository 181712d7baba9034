package dev.accepted.store.jdbc;

import dev.accepted.job.JobId;
import dev.accepted.store.Spool;
import dev.accepted.store.Spool.FullException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The log of a job whose handler is at work: what is written, and the tail that is not yet.
 *
 * <pre>
 *   [ written: rows, each with its first byte ] [ being written ] [ not yet ]
 *                                               \------- tail, in memory ------/
 * </pre>
 *
 * <p>Safe for use by many threads. A reader sees what was there when it asked, whole appends only. A crash loses the tail.
 */
final class GrowingLog {

    private static final byte[] NOTHING = {};

    private final JobId id;
    private final Room room;
    private final long most;
    private long written;
    private long reserved;
    private byte[] tail = NOTHING;
    private int tailLength;
    private int beingWritten;
    private byte[] ending = NOTHING;
    private boolean endingBeingWritten;
    private boolean endsLine = true;
    private boolean complete;
    private boolean discarded;

    /** Of which nothing, or this, is written; such a log has a row that says why it was cut, or it may grow. */
    GrowingLog(JobId id, Room room, long most, LogRows.Extent written) {
        this.id = id;
        this.room = room;
        this.most = most;
        this.written = written.length();
        this.reserved = written.reserved();
        this.complete = written.isCut();
    }

    JobId id() {
        return id;
    }

    /**
     * Adds the text whole, or ends the log.
     *
     * @return how many bytes are not written yet
     */
    synchronized int append(byte[] text) {
        if (!complete) {
            if (text.length > most - written - tailLength) {
                cut("it may have " + most + " bytes");
            } else {
                try {
                    reserve(text.length);
                    keep(text);
                    endsLine = text[text.length - 1] == '\n';
                } catch (FullException e) {
                    cut("the room for logs, inputs and results is used up");
                }
            }
        }
        return tailLength;
    }

    private void reserve(int bytes) throws FullException {
        long all = written + tailLength + bytes;
        if (all > Spool.IN_MEMORY) {
            room.reserve(all - reserved);
            reserved = all;
        }
    }

    private void keep(byte[] text) {
        int needed = tailLength + text.length;
        if (needed > tail.length) {
            tail = Arrays.copyOf(tail, Math.max(needed, tailLength + tailLength / 2));
        }
        System.arraycopy(text, 0, tail, tailLength, text.length);
        tailLength = needed;
    }

    /** The last line is over and above the limit, and stands in a row of its own. */
    private void cut(String why) {
        complete = true;
        ending = ((endsLine ? "" : "\n") + "[The log ends here: " + why + ".]\n").getBytes(StandardCharsets.UTF_8);
    }

    synchronized long length() {
        return written + tailLength + ending.length;
    }

    synchronized boolean isWritten() {
        return tailLength == 0 && ending.length == 0;
    }

    /** How much is written, and the rest from this byte on. */
    synchronized Sight look(long offset) {
        byte[] rest = Arrays.copyOf(tail, tailLength + ending.length);
        System.arraycopy(ending, 0, rest, tailLength, ending.length);
        int from = (int) Math.min(Math.max(0, offset - written), rest.length);
        return new Sight(written, new ByteArrayInputStream(rest, from, rest.length - from), length());
    }

    /**
     * What there is at one moment.
     *
     * @param written how many bytes are in rows
     * @param rest those that are not, from the byte on that was asked for
     * @param length how many there are in all
     */
    record Sight(long written, InputStream rest, long length) {}

    /** Writes the tail, as part of a transaction. */
    synchronized void write(Tx tx) {
        if (discarded) {
            return;
        }
        int from = beingWritten;
        int upTo = tailLength;
        for (int at = from; at < upTo; at += Chunks.SIZE) {
            LogRows.insert(tx, id, written + at, Arrays.copyOfRange(tail, at, Math.min(upTo, at + Chunks.SIZE)), false);
        }
        int more = upTo - from;
        boolean last = ending.length > 0 && !endingBeingWritten;
        if (last) {
            LogRows.insert(tx, id, written + upTo, ending, true);
            endingBeingWritten = true;
        }
        beingWritten = upTo;
        tx.onCommit(() -> hasBeenWritten(more, last));
        tx.onRollback(() -> hasNotBeenWritten(more, last));
    }

    private synchronized void hasBeenWritten(int bytes, boolean last) {
        beingWritten -= bytes;
        written += bytes;
        tail = Arrays.copyOfRange(tail, bytes, tailLength);
        tailLength -= bytes;
        if (last) {
            written += ending.length;
            ending = NOTHING;
        }
    }

    private synchronized void hasNotBeenWritten(int bytes, boolean last) {
        beingWritten -= bytes;
        endingBeingWritten &= !last;
    }

    /** Gives back what it holds; nothing is added or written any more. */
    synchronized void discard() {
        complete = true;
        if (!discarded) {
            discarded = true;
            room.giveBack(reserved);
        }
    }
}
