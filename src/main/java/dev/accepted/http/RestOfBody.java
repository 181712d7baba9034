package dev.accepted.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a refusal has left of a request's body, before the answer is sent. The body of a request that is refused by its header
 * fields alone may still be on its way; a container that has it unread closes the connection at once, and the client may lose the
 * answer with it. Much is not read for that: a larger body ends with its connection.
 */
public final class RestOfBody implements ContainerResponseFilter {

    private static final int MOST = 1 << 20;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        if (answer.getStatus() >= 400) {
            read(request::getHeaderString, request::getEntityStream);
        }
    }

    /** Where a body comes from. */
    @FunctionalInterface
    public interface Body {

        /** Opens it. */
        InputStream open() throws IOException;
    }

    /** One that will not be read to its end anyway need not be waited for. */
    private static boolean isTooMuch(@Nullable String length) {
        return length != null && (length.length() > 9 || Long.parseLong(length) > MOST);
    }

    /**
     * Reads the rest, if there is any. A client that waits for "100 Continue" has not sent it, and shall not be asked for it now.
     *
     * @param fields the request's header fields by their names; null for those that it has not
     */
    public static void read(Function<String, @Nullable String> fields, Body body) {
        String length = fields.apply("Content-Length");
        if ((length == null && fields.apply("Transfer-Encoding") == null)
                || isTooMuch(length)
                || fields.apply("Expect") != null) {
            return;
        }
        try {
            InputStream in = body.open();
            byte[] part = new byte[8192];
            int read = 0;
            for (int n = 0; n >= 0 && read < MOST; read += n) {
                n = in.read(part);
            }
        } catch (IOException | IllegalStateException e) {
            // The client is gone, or the container has closed the body by itself; there is nothing more to read.
        }
    }
}
