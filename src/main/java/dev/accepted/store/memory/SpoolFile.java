package dev.accepted.store.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of the spool folder, which grows at its end until it is discarded. What is reserved of the quota is given back
 * then. Safe for use by many threads.
 *
 * <p>The file is open only for the moment of an append, so that a million logs that may yet grow hold no descriptors; whoever
 * appends does so in blocks. Its streams are not interruptible channels: a handler that is to stop may still write.
 */
final class SpoolFile {

    private static final Logger LOG = System.getLogger(SpoolFile.class.getName());

    private final SpoolFolder folder;
    private final Path path;
    private long reserved;
    private boolean exists;
    private boolean broken;
    private boolean discarded;

    SpoolFile(SpoolFolder folder, Path path) {
        this.folder = folder;
        this.path = path;
    }

    /** Takes so many bytes out of the quota, for an append that follows some time. */
    synchronized void reserve(long bytes) throws IOException {
        if (discarded) {
            throw gone();
        }
        folder.reserve(bytes);
        reserved += bytes;
    }

    /**
     * Writes at the end what was reserved before.
     *
     * @throws IOException if it cannot be written; the file takes no more then
     */
    synchronized void append(byte[] bytes, int offset, int length) throws IOException {
        if (discarded) {
            throw gone();
        }
        if (broken) {
            throw new IOException("An earlier write to this file of the spool has failed");
        }
        broken = true;
        if (!exists) {
            folder.create(path);
            exists = true;
        }
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
            out.write(bytes, offset, length);
        }
        broken = false;
    }

    /** From the first byte on. The stream survives {@link #discard()}. */
    InputStream open() throws IOException {
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw gone();
        }
    }

    /** Deletes the file and gives back what it had of the quota; later calls change nothing. */
    synchronized void discard() {
        if (discarded) {
            return;
        }
        discarded = true;
        try {
            if (exists) {
                Files.deleteIfExists(path);
            }
            folder.giveBack(reserved);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A file of the spool could not be deleted; it counts till the next start", e);
        }
    }

    static IOException gone() {
        return new IOException("This content has been discarded with its job");
    }
}
