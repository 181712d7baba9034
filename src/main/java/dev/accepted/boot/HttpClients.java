package dev.accepted.boot;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Opens the JDK's HTTP clients, and ends them with the application. On Java 17 they cannot be closed: the thread that each has
 * ends some time after its client has been collected, and would keep our class loader alive until then. So each is made on a
 * thread of a group of ours, which its own thread inherits, and is found there and interrupted, which ends it, with all its
 * connections.
 */
final class HttpClients implements Function<HttpClient.Builder, HttpClient> {

    private static final Duration END = Duration.ofSeconds(5);
    private static final int MOST_THREADS = 10_000;

    /** Threads may come while they are counted. */
    private static final int SPARE = 16;

    private final ThreadGroup group = new ThreadGroup("accepted-http");
    private final ThreadPoolExecutor workers;
    private boolean closed;

    /** None are open yet, and no thread has been made. */
    HttpClients(ThreadFactory threads) {
        this.workers = new ThreadPoolExecutor(0, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    @Override
    public synchronized HttpClient apply(HttpClient.Builder builder) {
        if (closed) {
            throw new IllegalStateException("The application stops; it asks nobody any more");
        }
        CompletableFuture<HttpClient> client = new CompletableFuture<>();
        Thread maker = new Thread(
                group,
                () -> {
                    try {
                        client.complete(builder.executor(workers).build());
                    } catch (RuntimeException | Error e) {
                        client.completeExceptionally(e);
                    }
                },
                "accepted-http-maker");
        maker.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        maker.start();
        return client.join();
    }

    /** Ends all clients with their connections; what still waits for an answer fails. */
    synchronized void close() {
        closed = true;
        List<Thread> alive = threads();
        alive.forEach(Thread::interrupt);
        workers.shutdownNow();
        try {
            for (Thread thread : alive) {
                thread.join(END.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those of the clients that live. */
    List<Thread> threads() {
        Thread[] alive = new Thread[group.activeCount() + SPARE];
        return List.of(Arrays.copyOf(alive, group.enumerate(alive)));
    }
}
