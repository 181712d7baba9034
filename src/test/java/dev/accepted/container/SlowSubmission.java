package dev.accepted.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A submission of {@code user}'s with a key, whose header has been sent and taken, and whose body has not been sent yet. */
public final class SlowSubmission implements AutoCloseable {

    private final Socket socket;
    private final String body;

    /**
     * Sends the header, and waits until it is asked for the body.
     *
     * @param base the absolute URI of the context
     */
    public SlowSubmission(String base, String key, String body) throws IOException {
        URI jobs = URI.create(base + "/job-management/jobs");
        this.body = body;
        socket = new Socket(jobs.getHost(), jobs.getPort());
        write("POST " + jobs.getPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                + Base64.getEncoder().encodeToString("user:user".getBytes(StandardCharsets.UTF_8))
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                + "\r\nExpect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
        StringBuilder asked = new StringBuilder();
        while (!asked.toString().endsWith("\r\n\r\n")) {
            asked.append((char) socket.getInputStream().read());
        }
        assertThat(asked.toString()).startsWith("HTTP/1.1 100 ");
    }

    /** Sends the body, and reads the whole answer. */
    public String finish() throws IOException {
        write(body);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Goes away. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
