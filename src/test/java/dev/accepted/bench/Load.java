package dev.accepted.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A load generator that costs little: one thread, some kept-alive connections, one request after another on each, the bytes
 * of the request made before. Reads no more of an answer than its status and its length.
 */
final class Load {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final byte[] request;
    private final int status;

    /** Every answer must have this status; any other ends the run. */
    Load(int port, String request, int status) {
        this.port = port;
        this.request = request.getBytes(StandardCharsets.UTF_8);
        this.status = status;
    }

    /** Answers a second over this time. */
    double run(int connections, Duration time) throws IOException {
        long count = 0;
        try (Selector selector = Selector.open()) {
            List<Connection> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Connection connection = new Connection();
                connection.channel.configureBlocking(false);
                connection.channel.register(selector, SelectionKey.OP_READ, connection);
                connection.send();
                all.add(connection);
            }
            long begun = System.nanoTime();
            long end = begun + time.toNanos();
            while (System.nanoTime() < end) {
                selector.select(1_000);
                for (SelectionKey key : selector.selectedKeys()) {
                    count += ((Connection) key.attachment()).receive();
                }
                selector.selectedKeys().clear();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            for (Connection connection : all) {
                connection.channel.close();
            }
            return count / seconds;
        }
    }

    private final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer out = ByteBuffer.wrap(request);
        private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);

        Connection() throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        void send() throws IOException {
            out.rewind();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** 1 if an answer is complete, and the next request is on its way; else 0. */
        int receive() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("The server closed the connection");
            }
            int length = answerLength();
            if (length < 0 || in.position() < length) {
                return 0;
            }
            check();
            in.clear();
            send();
            return 1;
        }

        private void check() throws IOException {
            int got = (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + (in.get(11) - '0');
            if (got != status) {
                throw new IOException("Expected " + status + ", but got "
                        + new String(in.array(), 0, in.position(), StandardCharsets.UTF_8));
            }
        }

        /** Bytes of head and body; -1 while the head is not complete. */
        private int answerLength() {
            byte[] bytes = in.array();
            int contentLength = 0;
            for (int i = 0; i + 3 < in.position(); i++) {
                if (bytes[i] == '\n') {
                    if (bytes[i + 1] == '\r') {
                        return i + 3 + contentLength;
                    }
                    if (startsWithLength(bytes, i + 1)) {
                        contentLength = number(bytes, i + 1 + LENGTH.length);
                    }
                }
            }
            return -1;
        }

        private boolean startsWithLength(byte[] bytes, int at) {
            for (int i = 0; i < LENGTH.length; i++) {
                if (at + i >= in.position() || Character.toLowerCase(bytes[at + i]) != LENGTH[i]) {
                    return false;
                }
            }
            return true;
        }

        private int number(byte[] bytes, int from) {
            int number = 0;
            for (int i = from; i < in.position() && bytes[i] != '\r'; i++) {
                if (bytes[i] != ' ') {
                    number = number * 10 + bytes[i] - '0';
                }
            }
            return number;
        }
    }
}
