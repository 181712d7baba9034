package dev.accepted.callback;

import dev.accepted.engine.Timekeeper;
import dev.accepted.engine.Timekeeper.Alarm;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends one POST to one address, and hears what status comes back. No name is resolved here, nothing is followed, kept open or
 * asked twice, no proxy is in between; the answer's body is thrown away. TLS names the host (SNI) and holds the certificate
 * against it, whatever the address. What takes too long is cut off, wherever it is. Safe for use by many threads.
 */
public final class Post {

    /** How long it may take from the connection to the answer; Standard Webhooks recommends 15 to 30 seconds. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int CONNECT = 5_000;
    private static final int SILENCE = 15_000;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_LINES = 200;
    private static final int MOST_ADDRESSES = 3;
    private static final int SMALL = 16 * 1024;

    private final Supplier<SSLSocketFactory> tls;
    private final Timekeeper time;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Sends nothing yet.
     *
     * @param tls what makes sockets secure; asked for when the first one shall be, since making it reads all that is trusted
     */
    public Post(Supplier<SSLSocketFactory> tls, Timekeeper time) {
        this.tls = tls;
        this.time = time;
    }

    /**
     * What came back.
     *
     * @param status the status
     * @param pause after how long the receiver wants to be asked again; null if it did not say
     */
    record Answer(int status, @Nullable Duration pause) {}

    /**
     * Sends a request, and waits for the head of its answer.
     *
     * @param addresses those of the host; the first that lets itself be connected to gets the request
     * @throws IOException if there is no answer
     */
    Answer send(URI uri, List<InetAddress> addresses, Map<String, String> fields, byte[] body) throws IOException {
        Origin origin = Origin.of(uri);
        Socket raw = connect(addresses, origin.port());
        Alarm alarm = time.at(time.instant().plus(LONGEST), () -> cut(raw));
        try (Socket connected = origin.isSecure() ? secured(raw, origin) : raw) {
            OutputStream out = connected.getOutputStream();
            out.write(head(uri, origin, fields, body.length));
            out.write(body);
            out.flush();
            return answer(new BufferedInputStream(connected.getInputStream()));
        } finally {
            alarm.cancel();
            discard(raw);
        }
    }

    private Socket connect(List<InetAddress> addresses, int port) throws IOException {
        IOException why = new ConnectException("no address");
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            Socket raw = new Socket(Proxy.NO_PROXY);
            open.add(raw);
            try {
                if (closed) {
                    throw new ConnectException("The application stops; nobody is called any more");
                }
                raw.connect(new InetSocketAddress(address, port), CONNECT);
                raw.setSoTimeout(SILENCE);
                return raw;
            } catch (IOException e) {
                discard(raw);
                why = e;
            }
        }
        throw why;
    }

    private SSLSocket secured(Socket raw, Origin origin) throws IOException {
        SSLSocket secure = (SSLSocket) tls.get().createSocket(raw, origin.plainHost(), origin.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private void discard(Socket raw) {
        cut(raw);
        open.remove(raw);
    }

    private static byte[] head(URI uri, Origin origin, Map<String, String> fields, int length) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder("POST ").append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(origin.authority()).append("\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(length).append("\r\nConnection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Answer answer(InputStream in) throws IOException {
        int status = status(line(in));
        Map<String, String> fields = fields(in);
        while (status < 200) {
            status = status(line(in));
            fields = fields(in);
        }
        // A small body is read to its end, so that the receiver does not see its connection reset.
        if (fields.getOrDefault("content-length", "").matches("\\d{1,5}")) {
            in.readNBytes(Math.min(SMALL, Integer.parseInt(fields.get("content-length"))));
        }
        return new Answer(status, pause(fields.getOrDefault("retry-after", "")));
    }

    private static int status(String line) throws ProtocolException {
        if (!line.matches("HTTP/1\\.\\d [1-5]\\d\\d( .*)?")) {
            throw new ProtocolException("The answer is no HTTP");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line(in);
            if (line.isEmpty()) {
                return fields;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new ProtocolException("The head of the answer has no end");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.length() > LONGEST_LINE) {
                throw new ProtocolException("The head of the answer has no end");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    /** RFC 9110 section 10.2.3: seconds or a date. */
    private @Nullable Duration pause(String retryAfter) {
        try {
            if (retryAfter.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(retryAfter));
            }
            if (!retryAfter.isEmpty()) {
                Instant then = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Duration.between(time.instant(), then);
            }
        } catch (DateTimeException e) {
            // neither, so it was not said
        }
        return null;
    }

    /** Cuts off what is on its way, and sends nothing any more. */
    void close() {
        closed = true;
        open.forEach(Post::cut);
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed, or as good as that
        }
    }
}
