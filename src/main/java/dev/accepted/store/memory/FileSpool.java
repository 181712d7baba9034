package dev.accepted.store.memory;

import dev.accepted.job.Content;
import dev.accepted.job.Sha256;
import dev.accepted.store.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps contents of up to 64 KiB in memory, and larger ones whole in a file of the spool folder. */
public final class FileSpool implements Spool {

    private final SpoolFolder folder;

    /** A spool over this folder, which may serve others too. */
    public FileSpool(SpoolFolder folder) {
        this.folder = folder;
    }

    @Override
    public Draft begin() {
        return new MemoryFirst(folder);
    }

    /**
     * In a buffer until that overflows; from then on the buffer collects blocks for the file. Locked, though it is for one
     * thread: an attempt that is given up closes the draft while its handler may still be writing.
     */
    private static final class MemoryFirst extends Draft {

        private static final int FIRST_SIZE = 1024;

        private final SpoolFolder folder;
        private final MessageDigest digest = Sha256.begin();
        private byte[] buffer = new byte[0];
        private int buffered;
        private long length;
        private @Nullable SpoolFile file;
        private boolean closed;

        MemoryFirst(SpoolFolder folder) {
            this.folder = folder;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            if (!closed && file == null && buffered < buffer.length) {
                buffer[buffered++] = (byte) b;
                digest.update((byte) b);
                length++;
            } else {
                write(new byte[] {(byte) b}, 0, 1);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            requireOpen();
            SpoolFile reserved = reserve(count);
            int written = 0;
            while (written < count) {
                if (buffered == IN_MEMORY && reserved != null) {
                    flushTo(reserved);
                }
                if (buffered == 0 && reserved != null && count - written >= IN_MEMORY) {
                    reserved.append(bytes, offset + written, count - written);
                    written = count;
                } else {
                    written += buffer(bytes, offset + written, count - written);
                }
            }
            digest.update(bytes, offset, count);
            length += count;
        }

        /** What will take these bytes: a file, in which there is room for them, or null for memory. */
        private @Nullable SpoolFile reserve(int count) throws IOException {
            if (file != null) {
                file.reserve(count);
            } else if (length + count > IN_MEMORY) {
                SpoolFile fresh = folder.newFile();
                fresh.reserve(length + count);
                file = fresh;
            }
            return file;
        }

        private void flushTo(SpoolFile target) throws IOException {
            target.append(buffer, 0, buffered);
            buffered = 0;
        }

        private int buffer(byte[] bytes, int offset, int count) {
            int taken = Math.min(count, IN_MEMORY - buffered);
            if (buffered + taken > buffer.length) {
                int doubled = Math.max(FIRST_SIZE, 2 * buffer.length);
                buffer = Arrays.copyOf(buffer, Math.min(IN_MEMORY, Math.max(doubled, buffered + taken)));
            }
            System.arraycopy(bytes, offset, buffer, buffered, taken);
            buffered += taken;
            return taken;
        }

        @Override
        public synchronized Content finish() throws IOException {
            requireOpen();
            if (file == null) {
                closed = true;
                return new SmallContent(Arrays.copyOf(buffer, buffered), Sha256.of(digest));
            }
            if (buffered > 0) {
                try {
                    flushTo(file);
                } catch (IOException e) {
                    close();
                    throw e;
                }
            }
            closed = true;
            buffer = new byte[0];
            return new FileContent(file, length, Sha256.of(digest), new AtomicInteger(1));
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                buffer = new byte[0];
                if (file != null) {
                    file.discard();
                }
            }
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException("This content is complete, or was thrown away; nothing can be written to it");
            }
        }
    }

    /** Few bytes, in memory. */
    private static final class SmallContent implements Content {

        private final byte[] bytes;
        private final Sha256 digest;

        SmallContent(byte[] bytes, Sha256 digest) {
            this.bytes = bytes;
            this.digest = digest;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public Optional<Sha256> digest() {
            return Optional.of(digest);
        }

        @Override
        public void discard() {}

        @Override
        public Optional<Content> share() {
            return Optional.of(this);
        }
    }

    /** A whole file, which may be the content of several jobs: the last that is discarded takes it along. */
    private static final class FileContent implements Content {

        private final SpoolFile file;
        private final long length;
        private final Sha256 digest;
        private final AtomicInteger holders;
        private final AtomicBoolean discarded = new AtomicBoolean();

        FileContent(SpoolFile file, long length, Sha256 digest, AtomicInteger holders) {
            this.file = file;
            this.length = length;
            this.digest = digest;
            this.holders = holders;
        }

        @Override
        public Optional<Sha256> digest() {
            return Optional.of(digest);
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public InputStream open() throws IOException {
            if (discarded.get()) {
                throw SpoolFile.gone();
            }
            return file.open();
        }

        @Override
        public void discard() {
            if (!discarded.getAndSet(true) && holders.decrementAndGet() == 0) {
                file.discard();
            }
        }

        @Override
        public Optional<Content> share() {
            int before = discarded.get() ? 0 : holders.getAndUpdate(holding -> holding == 0 ? 0 : holding + 1);
            return before == 0 ? Optional.empty() : Optional.of(new FileContent(file, length, digest, holders));
        }
    }
}
