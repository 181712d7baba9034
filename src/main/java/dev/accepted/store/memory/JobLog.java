package dev.accepted.store.memory;

import dev.accepted.job.JobId;
import dev.accepted.store.LogPart;
import dev.accepted.store.Spool;
import dev.accepted.store.Spool.FullException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log of one job.
 *
 * <pre>
 *   [ file: whole blocks, once there is more than 64 KiB ] [ tail in memory ] [ why it was cut, if it was ]
 * </pre>
 *
 * <p>Safe for use by many threads. A reader sees what was there when it asked, whole appends only.
 */
final class JobLog {

    private static final Logger LOG = System.getLogger(JobLog.class.getName());
    private static final int BLOCK = 8 * 1024;
    private static final byte[] NOTHING = {};

    private final JobId id;
    private final SpoolFolder folder;
    private final long most;
    private @Nullable SpoolFile file;
    private long inFile;
    private byte[] tail = NOTHING;
    private int tailLength;
    private byte[] ending = NOTHING;
    private boolean endsLine = true;
    private boolean complete;

    JobLog(JobId id, SpoolFolder folder, long most) {
        this.id = id;
        this.folder = folder;
        this.most = most;
    }

    /** Adds the text whole, or ends the log. */
    synchronized void append(byte[] text) {
        if (complete) {
            return;
        }
        if (text.length > most - inFile - tailLength) {
            cut("it may have " + most + " bytes");
            return;
        }
        try {
            keep(text);
            endsLine = text[text.length - 1] == '\n';
        } catch (FullException e) {
            cut("the room for logs, inputs and results is used up");
        } catch (IOException e) {
            LOG.log(Level.WARNING, id + ": its log could not be written and is cut; the job goes on", e);
            cut("it could not be written");
        }
    }

    private void keep(byte[] text) throws IOException {
        SpoolFile target = reserve(text.length);
        if (target != null && tailLength + text.length > BLOCK) {
            target.append(tail, 0, tailLength);
            inFile += tailLength;
            tail = NOTHING;
            tailLength = 0;
            if (text.length > BLOCK) {
                target.append(text, 0, text.length);
                inFile += text.length;
                return;
            }
        }
        int needed = tailLength + text.length;
        if (needed > tail.length) {
            tail = Arrays.copyOf(tail, Math.max(needed, tailLength + tailLength / 2));
        }
        System.arraycopy(text, 0, tail, tailLength, text.length);
        tailLength = needed;
    }

    /** The file, with room for so many bytes; null as long as memory is enough. */
    private @Nullable SpoolFile reserve(int bytes) throws IOException {
        if (file != null) {
            file.reserve(bytes);
        } else if (tailLength + bytes > Spool.IN_MEMORY) {
            SpoolFile fresh = folder.newFile();
            fresh.reserve((long) tailLength + bytes);
            file = fresh;
        }
        return file;
    }

    /** The last line is over and above the limit, and always in memory, for it must be said. */
    private void cut(String why) {
        complete = true;
        ending = ((endsLine ? "" : "\n") + "[The log ends here: " + why + ".]\n").getBytes(StandardCharsets.UTF_8);
    }

    synchronized long length() {
        return inFile + tailLength + ending.length;
    }

    /** From this byte on to what is now the end. */
    synchronized LogPart read(long offset) throws IOException {
        return new LogPart(from(offset), length());
    }

    private InputStream from(long offset) throws IOException {
        InputStream rest = new ByteArrayInputStream(inMemoryFrom(Math.max(0, offset - inFile)));
        if (file == null || offset >= inFile) {
            return rest;
        }
        InputStream whole = file.open();
        try {
            whole.skipNBytes(offset);
        } catch (IOException e) {
            whole.close();
            throw e;
        }
        return new SequenceInputStream(new FirstBytes(whole, inFile - offset), rest);
    }

    private byte[] inMemoryFrom(long offset) {
        byte[] all = Arrays.copyOf(tail, tailLength + ending.length);
        System.arraycopy(ending, 0, all, tailLength, ending.length);
        return Arrays.copyOfRange(all, (int) Math.min(offset, all.length), all.length);
    }

    /** Gives back what it holds; nothing is added any more. */
    synchronized void discard() {
        complete = true;
        if (file != null) {
            file.discard();
        }
    }
}
