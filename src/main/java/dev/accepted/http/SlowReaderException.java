package dev.accepted.http;

import java.io.Serial;

/**
 * Thrown to have the container close a connection whose reader does not read. Containers log it, so it says what follows, in one
 * line.
 */
final class SlowReaderException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SlowReaderException() {
        super(
                "The reader of an event stream took nothing for " + EventStream.PATIENCE
                        + ", so its connection is closed",
                null,
                false,
                false);
    }
}
