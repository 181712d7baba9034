package dev.accepted.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients that wait for jobs, all on one thread: each is a connection, its request, and when it learned of the end. */
final class Crowd {

    /** How many connect at once: more than the listener's backlog would be dropped, and come again seconds later. */
    private static final int CONNECTING = 50;

    private final int port;
    private final Selector selector = Selector.open();
    private final Queue<Client> coming = new ConcurrentLinkedQueue<>();
    private final Queue<Client> connecting = new ArrayDeque<>();
    private final ByteBuffer read = ByteBuffer.allocateDirect(256 * 1024);
    private final Thread thread = new Thread(this::run, "crowd");
    private volatile boolean closed;
    private int inConnect;

    /** Nobody yet; clients come to this port of this machine. */
    Crowd(int port) throws IOException {
        this.port = port;
        thread.setDaemon(true);
        thread.start();
    }

    /** One that polls with {@code Prefer: wait} until the job has ended; knows what this tag names, if it is not null. */
    Client poll(String user, String path, String tag) {
        return come(new Client(
                request(user, path, "Prefer: wait=50\r\n" + (tag == null ? "" : "If-None-Match: " + tag + "\r\n")),
                false));
    }

    /** One that follows the job's event stream. */
    Client follow(String user, String path) {
        return come(new Client(request(user, path, "Accept: text/event-stream\r\n"), true));
    }

    /** One that follows the job's event stream, and does not read it. */
    Client followWithoutReading(String user, String path) {
        Client client = new Client(request(user, path, "Accept: text/event-stream\r\n"), true);
        client.reads = false;
        return come(client);
    }

    private Client come(Client client) {
        coming.add(client);
        selector.wakeup();
        return client;
    }

    private String request(String user, String path, String fields) {
        String credentials = user + ":" + user.toLowerCase(Locale.ROOT);
        return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n" + fields
                + "\r\n";
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    ((Client) key.attachment()).ready(key);
                }
                selector.selectedKeys().clear();
                for (Client next = coming.poll(); next != null; next = coming.poll()) {
                    connecting.add(next);
                }
                while (inConnect < CONNECTING && !connecting.isEmpty()) {
                    connecting.remove().connect();
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All go home. */
    void close() throws InterruptedException {
        closed = true;
        selector.wakeup();
        thread.join();
    }

    /** One of them. */
    final class Client {

        private final byte[] request;
        private final boolean streams;
        private final ByteArrayOutputStream in = new ByteArrayOutputStream(0);
        private boolean reads = true;
        private SocketChannel channel;
        private final AtomicInteger answers = new AtomicInteger();
        private volatile long endedAt;
        private volatile boolean gone;
        private volatile String odd = "";

        private Client(String request, boolean streams) {
            this.request = request.getBytes(StandardCharsets.US_ASCII);
            this.streams = streams;
        }

        private void connect() throws IOException {
            inConnect++;
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (!reads) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 2048);
            }
            channel.register(selector, SelectionKey.OP_CONNECT, this);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        private void ready(SelectionKey key) throws IOException {
            try {
                if (key.isConnectable()) {
                    inConnect--;
                    channel.finishConnect();
                    send(key);
                } else if (key.isReadable()) {
                    receive(key);
                }
            } catch (IOException e) {
                gone = true;
                channel.close();
            }
        }

        private void send(SelectionKey key) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            key.interestOps(reads ? SelectionKey.OP_READ : 0);
        }

        private void receive(SelectionKey key) throws IOException {
            read.clear();
            int count = channel.read(read);
            if (count < 0) {
                gone = true;
                channel.close();
                return;
            }
            in.write(copy(count), 0, count);
            String text = in.toString(StandardCharsets.UTF_8);
            if (streams) {
                stream(text);
            } else if (isWhole(text)) {
                poll(text, key);
            }
        }

        private byte[] copy(int count) {
            byte[] bytes = new byte[count];
            read.flip().get(bytes);
            return bytes;
        }

        private void stream(String text) {
            int end = text.lastIndexOf("\n\n");
            if (end >= 0) {
                answers.addAndGet(text.split("event: status", -1).length - 1);
                if (text.contains("\"job-state\":\"COMPLETED\"")) {
                    endedAt = System.nanoTime();
                }
                if (text.startsWith("HTTP/1.1") && !text.startsWith("HTTP/1.1 200")) {
                    odd = text;
                }
                byte[] rest = text.substring(end + 2).getBytes(StandardCharsets.UTF_8);
                in.reset();
                in.write(rest, 0, rest.length);
            }
        }

        private boolean isWhole(String text) {
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                return false;
            }
            String fields = text.substring(0, head).toLowerCase(Locale.ROOT);
            int at = fields.indexOf("content-length: ");
            int length = at < 0 ? 0 : Integer.parseInt(fields.substring(at + 16).split("\r\n", 2)[0]);
            return in.size() >= head + 4 + length;
        }

        private void poll(String text, SelectionKey key) throws IOException {
            answers.incrementAndGet();
            in.reset();
            if (!text.startsWith("HTTP/1.1 200") && !text.startsWith("HTTP/1.1 304")) {
                odd = text;
            } else if (text.contains("\"job-state\":\"COMPLETED\"")) {
                endedAt = System.nanoTime();
                key.interestOps(0);
            } else {
                send(key);
            }
        }

        /** How many answers, or events, it has had. */
        int answers() {
            return answers.get();
        }

        /** When it learned that the job has ended, in {@link System#nanoTime}; 0 while it has not. */
        long endedAt() {
            return endedAt;
        }

        /** Whether the server has closed its connection. */
        boolean isGone() {
            return gone;
        }

        /** An answer that it did not expect; "" if there was none. */
        String odd() {
            return odd;
        }

        /** From now on it reads after all. */
        void read() {
            reads = true;
            channel.keyFor(selector).interestOps(SelectionKey.OP_READ);
            selector.wakeup();
        }
    }
}
