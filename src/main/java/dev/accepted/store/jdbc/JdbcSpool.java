package dev.accepted.store.jdbc;

import dev.accepted.job.Content;
import dev.accepted.job.Sha256;
import dev.accepted.store.Spool;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/** Keeps contents of up to 64 KiB in memory until a job has them, and writes larger ones to the database as they come. */
final class JdbcSpool implements Spool {

    private final Contents contents;
    private final Room room;

    JdbcSpool(Contents contents, Room room) {
        this.contents = contents;
        this.room = room;
    }

    @Override
    public Draft begin() {
        return new PieceByPiece(contents, room);
    }

    /**
     * Fills a buffer, which becomes a piece whenever it is full and more comes. Locked, though it is for one thread: an attempt
     * that is given up closes the draft while its handler may still be writing.
     */
    private static final class PieceByPiece extends Draft {

        private static final int FIRST_SIZE = 1024;

        private final Contents contents;
        private final Room room;
        private final MessageDigest digest = Sha256.begin();
        private byte[] buffer = new byte[0];
        private int buffered;
        private long length;
        private long reserved;
        private long id;
        private int pieces;
        private boolean closed;

        PieceByPiece(Contents contents, Room room) {
            this.contents = contents;
            this.room = room;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            if (!closed && buffered < buffer.length && reserved == 0) {
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
            reserve(count);
            int written = 0;
            while (written < count) {
                if (buffered == Chunks.SIZE) {
                    keepPiece();
                }
                written += buffer(bytes, offset + written, count - written);
            }
            digest.update(bytes, offset, count);
            length += count;
        }

        private void reserve(int count) throws IOException {
            if (length + count > IN_MEMORY) {
                long more = length + count - reserved;
                room.reserve(more);
                reserved += more;
            }
        }

        private int buffer(byte[] bytes, int offset, int count) {
            int taken = Math.min(count, Chunks.SIZE - buffered);
            if (buffered + taken > buffer.length) {
                int doubled = Math.max(FIRST_SIZE, 2 * buffer.length);
                buffer = Arrays.copyOf(buffer, Math.min(Chunks.SIZE, Math.max(doubled, buffered + taken)));
            }
            System.arraycopy(bytes, offset, buffer, buffered, taken);
            buffered += taken;
            return taken;
        }

        private void keepPiece() {
            boolean first = id == 0;
            long of = first ? contents.newId() : id;
            int n = pieces;
            int size = buffered;
            contents.make(tx -> {
                if (first) {
                    Contents.begin(tx, of);
                }
                Chunks.insert(tx, of, n, buffer, size);
                return true;
            });
            id = of;
            pieces++;
            buffered = 0;
        }

        @Override
        public synchronized Content finish() throws IOException {
            requireOpen();
            if (reserved == 0) {
                closed = true;
                return new ShortContent(Arrays.copyOf(buffer, buffered), Sha256.of(digest));
            }
            if (buffered > 0) {
                keepPiece();
            }
            Sha256 hash = Sha256.of(digest);
            Content content = contents.make(tx -> contents.handOut(tx, id, length, hash));
            closed = true;
            buffer = new byte[0];
            return content;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                buffer = new byte[0];
                if (id != 0) {
                    contents.make(tx -> {
                        contents.delete(tx, id, 0);
                        return true;
                    });
                }
                room.giveBack(reserved);
            }
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException("This content is complete, or was thrown away; nothing can be written to it");
            }
        }
    }
}
