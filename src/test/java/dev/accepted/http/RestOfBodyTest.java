package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refused request whose body comes late does not cost the client its connection. */
class RestOfBodyTest extends ApplicationTest {

    /** Refused by the filter before all resources, by a resource, and because there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"job-management/jobs", "job-management/job-types/none/jobs", "nowhere"})
    void theNextRequestOfTheConnectionIsAnsweredToo(String path) throws Exception {
        URI base = URI.create(jetty.base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String site = path.equals("job-management/jobs") ? "Sec-Fetch-Site: cross-site\r\n" : "";
            say(out, "POST /api/company/" + path + " HTTP/1.1\r\nHost: localhost\r\n" + site);
            say(
                    out,
                    "Authorization: Basic dXNlcjp1c2Vy\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n");
            // Time enough for the refusal to be made; without it the test could pass for the wrong reason.
            Thread.sleep(300);
            say(out, "{\"type\":\"demo\"}");
            say(out, "GET /api/company/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            try (InputStream in = socket.getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 40")
                        .contains("HTTP/1.1 200 ");
            }
        }
    }

    private static void say(OutputStream out, String text) throws Exception {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
