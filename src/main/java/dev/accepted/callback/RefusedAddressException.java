package dev.accepted.callback;

import java.io.IOException;
import java.io.Serial;

/** Thrown where a host has an address to which callbacks do not go; nothing has been sent there. */
final class RefusedAddressException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String message) {
        super(message);
    }
}
