package dev.accepted.job;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Bytes that do not change: an input or a result, wherever they are kept. Small ones are in memory, large ones in a spool
 * folder or a database; a reader need not know. Safe for use by many threads; every {@link #open()} starts at the first
 * byte.
 */
public interface Content {

    /** How many bytes there are. */
    long length();

    /**
     * The bytes from the first on; the caller closes the stream.
     *
     * @throws IOException if they cannot be read, or have been discarded with their job
     */
    InputStream open() throws IOException;

    /**
     * The bytes from this one on, without reading those before it where they are kept; none beyond the end.
     *
     * @param offset not negative
     * @throws IOException as {@link #open()}
     */
    default InputStream open(long offset) throws IOException {
        InputStream in = open();
        try {
            in.skipNBytes(Math.min(offset, length()));
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The digest of the bytes, if it was made while they were written; never computed here. */
    default Optional<Sha256> digest() {
        return Optional.empty();
    }

    /** All bytes at once. Meant for small contents. */
    default byte[] bytes() throws IOException {
        try (InputStream in = open()) {
            return in.readAllBytes();
        }
    }

    /** Frees what holds the bytes, when the job they belong to is removed. Calling it again changes nothing. */
    void discard();

    /**
     * The same bytes for another job. Each of the two is discarded on its own, and what holds the bytes goes with the last.
     *
     * @return empty if the bytes are gone
     */
    Optional<Content> share();

    /** A content in memory; the array must not be changed afterwards. */
    static Content of(byte... bytes) {
        return new InMemory(bytes);
    }

    /** Bytes in memory, freed by the garbage collector. */
    final class InMemory implements Content {

        private final byte[] array;

        private InMemory(byte[] array) {
            this.array = array;
        }

        @Override
        public long length() {
            return array.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(array);
        }

        /** The array itself, not a copy; it must not be changed. */
        @Override
        public byte[] bytes() {
            return array;
        }

        @Override
        public void discard() {}

        @Override
        public Optional<Content> share() {
            return Optional.of(this);
        }
    }
}
