package dev.accepted.http;

import dev.accepted.job.Sha256;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, of which a digest is taken while others read it, whatever its length: of its bytes, its media type and
 * the query, which together say what is asked. For one thread.
 */
final class DigestedBody extends InputStream {

    private static final int AT_ONCE = 8192;

    private final InputStream body;
    private final long most;
    private final MessageDigest digest;
    private long length;

    private DigestedBody(InputStream body, long most, MessageDigest digest) {
        this.body = body;
        this.most = most;
        this.digest = digest;
    }

    /**
     * Takes the place of a request's body.
     *
     * @param most how many bytes it may have
     */
    static DigestedBody of(ContainerRequestContext request, long most) {
        DigestedBody body = new DigestedBody(request.getEntityStream(), most, Sha256.begin());
        body.include(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
        body.include(request.getUriInfo().getRequestUri().getRawQuery());
        request.setEntityStream(body);
        return body;
    }

    private void include(@Nullable String text) {
        byte[] bytes = Objects.requireNonNullElse(text, "").getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    @Override
    public int read() throws IOException {
        int b = body.read();
        if (b >= 0) {
            digest.update((byte) b);
            length++;
        }
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int read = body.read(target, offset, count);
        if (read > 0) {
            digest.update(target, offset, read);
            length += read;
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    /** Leaves it open: parsers close what they have read, but there may be something after it. The container closes its own. */
    @Override
    public void close() {}

    /**
     * Reads what nobody has read yet.
     *
     * @return 64 bits of the digest
     * @throws ProblemException if the body is too long, or breaks off
     */
    long finish() {
        byte[] rest = new byte[AT_ONCE];
        try {
            while (read(rest, 0, rest.length) >= 0) {
                if (length > most) {
                    throw LimitedBody.tooLarge(most);
                }
            }
        } catch (IOException e) {
            throw LimitedBody.brokenOff();
        }
        return Sha256.of(digest).first();
    }
}
