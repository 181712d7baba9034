package dev.accepted.handler.http;

import dev.accepted.handler.JobFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** An answer of the target: status and header are there, the body comes as it is read, once. Closing it wants no more. */
final class Incoming implements AutoCloseable {

    private static final int PIECE = 16 * 1024;

    private final HttpResponse<Receiver> response;
    private final Limits limits;

    Incoming(HttpResponse<Receiver> response, Limits limits) {
        this.response = response;
        this.limits = limits;
    }

    int status() {
        return response.statusCode();
    }

    /** What was asked for it. */
    URI uri() {
        return response.uri();
    }

    /** All values of a field. */
    List<String> fields(String name) {
        return response.headers().allValues(name);
    }

    /** The first value of a field. */
    Optional<String> field(String name) {
        return response.headers().firstValue(name);
    }

    /**
     * Writes the whole body.
     *
     * @throws JobFailedException if it is too large, breaks off or stays away
     * @throws IOException if it cannot be written
     */
    void copyTo(OutputStream out) throws IOException, JobFailedException, InterruptedException {
        boolean isHead = response.request().method().equals("HEAD");
        if (!isHead && response.headers().firstValueAsLong("Content-Length").orElse(0) > limits.mostBytes()) {
            throw tooLarge();
        }
        byte[] piece = new byte[PIECE];
        long left = limits.mostBytes();
        for (Optional<List<ByteBuffer>> next = next(); next.isPresent(); next = next()) {
            for (ByteBuffer bytes : next.get()) {
                left -= bytes.remaining();
                if (left < 0) {
                    throw tooLarge();
                }
                while (bytes.hasRemaining()) {
                    int length = Math.min(piece.length, bytes.remaining());
                    bytes.get(piece, 0, length);
                    out.write(piece, 0, length);
                }
            }
        }
    }

    /** The body's first bytes, up to so many or one piece more. */
    byte[] first(int most) throws JobFailedException, InterruptedException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        for (Optional<List<ByteBuffer>> next = next(); next.isPresent() && first.size() < most; next = next()) {
            for (ByteBuffer bytes : next.get()) {
                byte[] piece = new byte[Math.min(bytes.remaining(), most - first.size())];
                bytes.get(piece);
                first.write(piece, 0, piece.length);
            }
        }
        return first.toByteArray();
    }

    private Optional<List<ByteBuffer>> next() throws JobFailedException, InterruptedException {
        try {
            return response.body().next(limits.silence());
        } catch (Receiver.SilentException e) {
            throw JobFailedException.because(
                    "The target fell silent for " + limits.silence() + " in the middle of its answer.");
        } catch (IOException e) {
            throw JobFailedException.because("The target broke off its answer.");
        }
    }

    private JobFailedException tooLarge() {
        return JobFailedException.forGood("The target's answer is larger than " + limits.mostBytes() + " bytes.");
    }

    @Override
    public void close() {
        response.body().close();
    }
}
