package dev.accepted.handler.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/**
 * A server that answers byte by byte as a test wants it, be it against all rules, keeps what it was asked, and sees when its
 * clients hang up.
 */
public final class FakeTarget implements AutoCloseable {

    /** A script's way to close the connection after what it has written. */
    public static final class HangUp extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** What is written for one request; a script that has written too little leaves its client waiting. */
    @FunctionalInterface
    public interface Script {

        /** Writes the whole answer, whatever it is. */
        void answer(Asked asked, OutputStream out) throws IOException;
    }

    /** A request as it came; each character of {@code bytes} is a byte of the body. */
    public record Asked(String line, Map<String, String> header, String bytes) {

        public byte[] body() {
            return bytes.getBytes(StandardCharsets.ISO_8859_1);
        }

        public String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }

        public String path() {
            return line.split(" ", -1)[1];
        }
    }

    private final ServerSocket server;
    private final String scheme;
    private final Script script;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> hangUps = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-target");
        thread.setDaemon(true);
        return thread;
    });

    public FakeTarget(Script script) throws IOException {
        this("http", ServerSocketFactory.getDefault(), script);
    }

    /** With sockets of another kind. */
    public FakeTarget(String scheme, ServerSocketFactory sockets, Script script) throws IOException {
        this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.scheme = scheme;
        this.script = script;
        threads.execute(this::accept);
    }

    /** Answers the same to everything. */
    public static FakeTarget answering(String answer) throws IOException {
        return new FakeTarget((asked, out) -> out.write(answer.getBytes(StandardCharsets.UTF_8)));
    }

    /** An answer with a length; {@code fields} are whole lines. */
    public static String answer(int status, String mediaType, String body, String... fields) {
        StringBuilder lines = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        for (String field : fields) {
            lines.append(field).append("\r\n");
        }
        return lines + "Content-Type: " + mediaType + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** Its address, with this path. */
    public String at(String path) {
        return scheme + "://localhost:" + server.getLocalPort() + path;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** All requests so far. */
    public List<Asked> asked() {
        return asked;
    }

    /** The only request so far. */
    public Asked askedOnce() {
        if (asked.size() != 1) {
            throw new AssertionError("Asked " + asked.size() + " times: " + asked);
        }
        return asked.get(0);
    }

    /** Waits until a client closes its connection. */
    public boolean seesHangUp() throws InterruptedException {
        return hangUps.poll(10, TimeUnit.SECONDS) != null;
    }

    /** How many connections are open. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (Asked next = read(in); next != null; next = read(in)) {
                asked.add(next);
                try {
                    script.answer(next, out);
                } catch (HangUp e) {
                    out.flush();
                    return;
                }
                out.flush();
            }
            hangUps.add("end");
        } catch (IOException e) {
            hangUps.add(e.toString());
        } finally {
            open.remove(socket);
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        Map<String, String> header = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String field = line(in); field != null && !field.isEmpty(); field = line(in)) {
            int colon = field.indexOf(':');
            header.merge(field.substring(0, colon), field.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        byte[] body = in.readNBytes(Integer.parseInt(header.getOrDefault("Content-Length", "0")));
        return new Asked(line, header, new String(body, StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
