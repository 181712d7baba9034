package dev.accepted.store;

import dev.accepted.job.Content;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Keeps contents that may be too large for memory: up to 64 KiB stay there, more goes to where the store keeps large
 * things, within a quota. Safe for use by many threads; a single {@link Draft} is for one.
 */
public interface Spool {

    /** How many bytes stay in memory. */
    int IN_MEMORY = 64 * 1024;

    /** Begins a content. */
    Draft begin();

    /** A content being written. Closing it without {@link #finish()} discards it. */
    abstract class Draft extends OutputStream {

        /**
         * Ends writing. Nothing can be written afterwards.
         *
         * @return what was written, with its digest; whoever takes it discards it one day
         * @throws IOException if it cannot be kept
         */
        public abstract Content finish() throws IOException;
    }

    /** Thrown by a draft's write when the quota is used up. */
    final class FullException extends IOException {

        private static final long serialVersionUID = 1L;

        /** Says how much there is. */
        public FullException(String message) {
            super(message);
        }
    }
}
