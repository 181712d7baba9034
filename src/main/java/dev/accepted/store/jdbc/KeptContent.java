package dev.accepted.store.jdbc;

import dev.accepted.job.Content;
import dev.accepted.job.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A content in the database, in pieces that are read when their turn comes: a reader holds one piece and no connection. Who reads
 * while the content goes is told, and never reads other bytes, since a number is given once.
 */
final class KeptContent implements Content {

    private final Contents contents;
    private final long id;
    private final long length;
    private final @Nullable Sha256 digest;
    private final AtomicBoolean discarded = new AtomicBoolean();
    private volatile boolean inHand;

    /**
     * One of these.
     *
     * @param inHand whether it is nobody's but who has this object's, which discards it or gives it to a job
     */
    KeptContent(Contents contents, long id, long length, @Nullable Sha256 digest, boolean inHand) {
        this.contents = contents;
        this.id = id;
        this.length = length;
        this.digest = digest;
        this.inHand = inHand;
    }

    long id() {
        return id;
    }

    boolean isInHand() {
        return inHand && !discarded.get();
    }

    /** A job has it now, and discards it when the job goes. */
    void handedOver() {
        inHand = false;
    }

    static IOException gone() {
        return new IOException("This content has been discarded with its job");
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Optional<Sha256> digest() {
        return Optional.ofNullable(digest);
    }

    @Override
    public InputStream open() throws IOException {
        return open(0);
    }

    @Override
    public InputStream open(long offset) throws IOException {
        return offset >= length ? InputStream.nullInputStream() : new Pieces(offset);
    }

    @Override
    public void discard() {
        if (inHand && !discarded.getAndSet(true)) {
            contents.discard(id);
        }
    }

    @Override
    public Optional<Content> share() {
        return discarded.get() ? Optional.empty() : contents.share(this);
    }

    private byte[] piece(int n) throws IOException {
        if (discarded.get()) {
            throw gone();
        }
        return contents.chunk(id, n).orElseThrow(KeptContent::gone);
    }

    /** From one byte on. */
    private final class Pieces extends InputStream {

        private byte[] piece;
        private int at;
        private int n;

        Pieces(long offset) throws IOException {
            n = (int) (offset / Chunks.SIZE);
            at = (int) (offset % Chunks.SIZE);
            piece = piece(n);
        }

        /** Whether there is a byte at the present place, which may be in the next piece. */
        private boolean hasNext() throws IOException {
            if (at == piece.length && (n + 1L) * Chunks.SIZE < length) {
                n++;
                piece = piece(n);
                at = 0;
            }
            return at < piece.length;
        }

        @Override
        public int read() throws IOException {
            return hasNext() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, target.length);
            if (count == 0) {
                return 0;
            }
            if (!hasNext()) {
                return -1;
            }
            int taken = Math.min(count, piece.length - at);
            System.arraycopy(piece, at, target, offset, taken);
            at += taken;
            return taken;
        }
    }
}
