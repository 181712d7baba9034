package dev.accepted.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A proxy on the way to a server, which cuts connections at the moments that hurt, in the order that a test gives. */
final class CuttingProxy implements AutoCloseable {

    /** When a connection is cut; one that nobody wants to be cut is left alone. */
    enum Cut {
        /** Not at all. */
        NEVER,
        /** Before anything has reached the server. */
        AT_ONCE,
        /** When the server has begun to answer, of which nothing comes through: it has done what was asked, and nobody knows. */
        BEFORE_THE_ANSWER,
        /** When so much of the answer has come through that its status is known, and its end is not. */
        IN_THE_ANSWER
    }

    private final ServerSocket socket;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong passed = new AtomicLong();
    private volatile URI server;

    /** To a server at this address. */
    CuttingProxy(String server) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        to(server);
        threads.execute(this::serve);
    }

    /** The address at which the server is seen through it. */
    String base() {
        return "http://localhost:" + socket.getLocalPort() + server.getPath();
    }

    /** From now on to another server; what is open breaks. */
    void to(String other) throws IOException {
        server = URI.create(other);
        for (Socket client : clients) {
            client.close();
        }
    }

    /** The next connections are cut like this, one after the other. */
    CuttingProxy cut(Cut... next) {
        cuts.addAll(List.of(next));
        return this;
    }

    /** How many were cut. */
    int done() {
        return done.get();
    }

    /** How many bytes of answers came through. */
    long passed() {
        return passed.get();
    }

    /** Whether somebody waits for an answer. */
    boolean isHeld() {
        return !clients.isEmpty();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Cut cut = Objects.requireNonNullElse(cuts.poll(), Cut.NEVER);
                clients.add(client);
                threads.execute(() -> pass(client, cut));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pass(Socket client, Cut cut) {
        try (client) {
            if (cut == Cut.AT_ONCE) {
                client.setSoLinger(true, 0);
                done.incrementAndGet();
                return;
            }
            try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
                threads.execute(() -> copy(client, upstream));
                InputStream answer = upstream.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] some = new byte[64 * 1024];
                for (int read = answer.read(some); read > 0; read = answer.read(some)) {
                    int most = cut == Cut.NEVER ? read : cut == Cut.IN_THE_ANSWER ? read - 1 : 0;
                    out.write(some, 0, most);
                    passed.addAndGet(most);
                    if (cut != Cut.NEVER) {
                        done.incrementAndGet();
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // One of both has gone, and so does the other.
        } finally {
            clients.remove(client);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The same.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
