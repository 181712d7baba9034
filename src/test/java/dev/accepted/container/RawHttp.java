package dev.accepted.container;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection, written and read byte by byte: for what a proper client does not let one do. */
public final class RawHttp implements AutoCloseable {

    private static final int MOST_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** A connection to whoever serves this. */
    public RawHttp(String base) throws IOException {
        URI uri = URI.create(base);
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(MOST_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /**
     * An answer as it came.
     *
     * @param head status line and fields, without the line's ends
     * @param body what came after the head
     */
    public record Answer(List<String> head, String body) {

        public String protocol() {
            return head.get(0).split(" ", 2)[0];
        }

        public int status() {
            return Integer.parseInt(head.get(0).split(" ", 3)[1]);
        }

        /** The fields by their names in small letters, all of one name together. */
        public Map<String, List<String>> fields() {
            Map<String, List<String>> fields = new TreeMap<>();
            head.stream().skip(1).forEach(line -> {
                int colon = line.indexOf(':');
                fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            });
            return fields;
        }

        /** The one field of this name; null if there is none. */
        public String field(String name) {
            List<String> all = fields().get(name.toLowerCase(Locale.ROOT));
            if (all != null && all.size() > 1) {
                throw new AssertionError(name + " is there more than once: " + head);
            }
            return all == null ? null : all.get(0);
        }
    }

    /** A whole {@code Authorization} line, with its end, of somebody whose password is the name in small letters. */
    public static String by(String user) {
        String credentials = user + ":" + user.toLowerCase(Locale.ROOT);
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    public RawHttp send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    /** The next answer; one to HEAD has no body. */
    public Answer answer(boolean toHead) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.add(line);
        }
        Answer bare = new Answer(head, "");
        int status = bare.status();
        if (toHead || status < 200 || status == 204 || status == 304) {
            return bare;
        }
        String length = bare.field("Content-Length");
        byte[] body = length != null
                ? in.readNBytes(Integer.parseInt(length))
                : bare.field("Transfer-Encoding") == null ? in.readAllBytes() : chunks();
        return new Answer(head, new String(body, StandardCharsets.UTF_8));
    }

    public Answer answer() throws IOException {
        return answer(false);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection was closed after: " + line);
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    /** Whether the server has closed the connection, or does so within the time that one waits. */
    public boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
