package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that may not be longer than allowed: it counts what is really read, whatever {@code Content-Length} says. */
final class LimitedBody extends FilterInputStream {

    private final long most;
    private long left;

    LimitedBody(InputStream body, long most) {
        super(body);
        this.most = most;
        this.left = most;
    }

    /**
     * The body of a request.
     *
     * @throws ProblemException if it says itself that it is longer
     */
    static LimitedBody of(ContainerRequestContext request, long most) {
        if (request.getLength() > most) {
            throw tooLarge(most);
        }
        return new LimitedBody(request.getEntityStream(), most);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw tooLarge(most);
        }
    }

    static ProblemException brokenOff() {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body ended before it was complete.");
    }

    static ProblemException tooLarge(long most) {
        return new ProblemException(ProblemCode.TOO_LARGE, "At most " + most + " bytes are taken here.");
    }
}
