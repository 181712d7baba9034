package dev.accepted.handler.http;

import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands the bytes of an answer from the client's threads to the job's, a piece at a time: nothing more is read from the
 * connection before the last piece was taken. Unlike the JDK's input stream it hears an interrupt on Java 17 too, and knows how
 * long the target has been silent.
 */
final class Receiver implements BodySubscriber<Receiver>, AutoCloseable {

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private @Nullable Subscription subscription;
    private boolean closed;

    /**
     * What has come: bytes, the end, or a failure.
     *
     * @param bytes empty if it is one of the others
     * @param failure why there is no more; null if it is one of the others
     */
    private record Piece(
            Optional<List<ByteBuffer>> bytes, @Nullable Throwable failure) {}

    @Override
    public CompletionStage<Receiver> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(Optional.of(bytes), null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(Optional.empty(), failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(Optional.empty(), null));
    }

    /**
     * Waits for the next bytes. For one thread, which does not ask again after the end.
     *
     * @param silence how long
     * @return empty at the end
     * @throws SilentException if nothing has come
     * @throws IOException if the answer breaks off
     */
    Optional<List<ByteBuffer>> next(Duration silence) throws IOException, InterruptedException {
        Piece piece = pieces.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        if (piece == null) {
            throw new SilentException();
        }
        if (piece.failure() != null) {
            throw new IOException(piece.failure());
        }
        if (piece.bytes().isPresent()) {
            request();
        }
        return piece.bytes();
    }

    private synchronized void request() {
        if (subscription != null && !closed) {
            subscription.request(1);
        }
    }

    /** Wants no more; a connection on which more was to come is closed. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** Nothing has come for a while. */
    static final class SilentException extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        SilentException() {
            super("nothing has come for too long");
        }
    }
}
