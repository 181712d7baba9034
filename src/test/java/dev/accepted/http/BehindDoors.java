package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.handler.http.FakeTarget;
import dev.accepted.handler.http.FakeTarget.Asked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;

/** An application with front doors, and the endpoint behind them. */
abstract class BehindDoors extends ApplicationTest {

    static final byte[] ZIPPED = zipped(zipped("a".repeat(100_000).getBytes(StandardCharsets.UTF_8)));

    FakeTarget target;

    @Override
    protected Path settingsFile() throws IOException {
        target = new FakeTarget(this::answer);
        return Files.writeString(temp.resolve("accepted.yaml"), """
                accepted:
                  shutdown-grace: PT0.2S
                  limits: {active-jobs: 2}
                  queues: {default: {concurrency: 20}, narrow: {concurrency: 1, capacity: 1}}
                  types:
                    legacy:
                      handler: http
                      door: [GET, POST, PUT, PATCH, DELETE]
                      door-headers: [SOAPAction, X-Mode]
                      options:
                        url: "%1$s/api"
                        bearer: t0ken
                        answer-headers: [X-Order]
                        max-answer: 100000
                        read-timeout: PT0.5S
                        retry: always
                    hasty: {handler: http, door: [POST], door-wait: PT0.3S, options: {url: "%1$s/api"}}
                    brief: {handler: http, door: [POST], timeout: PT0.3S, options: {url: "%1$s/api"}}
                    strict: {handler: http, door: [POST], options: {url: "%1$s/api", fail-on: [5xx], retries: 0}}
                    narrow: {handler: http, door: [POST], queues: [narrow], door-wait: PT0.1S, options: {url: "%1$s/api"}}
                    small: {handler: http, door: [POST], max-bytes: 10, media-types: ["text/*"], options: {url: "%1$s/api"}}
                    accounts: {handler: http, door: [POST], roles: [accounting], options: {url: "%1$s/api"}}
                    plain: {handler: http, raw: true, options: {url: "%1$s/api"}}
                """.formatted(target.at("")));
    }

    @AfterAll
    void closeTarget() throws IOException {
        target.close();
    }

    private void answer(Asked asked, OutputStream out) throws IOException {
        String path = asked.path().replaceFirst("^/api", "").replaceFirst("[?].*", "");
        if (path.equals("/status/204")) {
            write(out, "HTTP/1.1 204 No Content\r\n\r\n");
        } else if (path.startsWith("/status/")) {
            write(out, FakeTarget.answer(Integer.parseInt(path.substring(8, 11)), "text/xml", "<status/>"));
        } else if (path.startsWith("/never")) {
            return;
        } else if (path.startsWith("/flaky")) {
            boolean first = about(asked.path()).size() == 1;
            write(out, first ? FakeTarget.answer(503, "text/plain", "", "Retry-After: 0") : order(asked));
        } else if (path.startsWith("/moved")) {
            write(out, FakeTarget.answer(307, "text/plain", "", "Location: /api/orders/moved"));
        } else if (path.startsWith("/away")) {
            write(out, FakeTarget.answer(307, "text/plain", "", "Location: http://evil.example/"));
        } else if (path.startsWith("/zipped")) {
            write(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + ZIPPED.length + "\r\n\r\n");
            out.write(ZIPPED);
        } else if (path.startsWith("/large")) {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n" + "a".repeat(100_001));
        } else if (path.startsWith("/endless")) {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                write(out, "400\r\n" + "a".repeat(0x400) + "\r\n");
            }
        } else if (path.startsWith("/silent")) {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of");
        } else if (path.startsWith("/broken")) {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of");
            throw new FakeTarget.HangUp();
        } else if (path.startsWith("/gibberish")) {
            write(out, "SSH-2.0-OpenSSH\r\n\r\n");
            throw new FakeTarget.HangUp();
        } else {
            write(out, order(asked));
        }
    }

    private static String order(Asked asked) {
        String made = "<order method='" + asked.line().split(" ", 2)[0] + "'/>";
        if (!asked.path().endsWith("/chosen")) {
            return FakeTarget.answer(201, "text/xml; charset=iso-8859-1", made);
        }
        return FakeTarget.answer(
                201,
                "text/xml",
                made,
                "X-Order: 7",
                "X-Other: no",
                "Content-Language: de",
                "Set-Cookie: a=b",
                "WWW-Authenticate: Basic",
                "Access-Control-Allow-Origin: *",
                "Content-Security-Policy: default-src *",
                "Cache-Control: public",
                "Via: 1.1 legacy",
                "Connection: X-Order");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** What the endpoint was asked at this path and query. */
    List<Asked> about(String path) {
        return target.asked().stream()
                .filter(asked -> asked.path().equals(path))
                .toList();
    }

    /** The same, below its address, when it was asked once. */
    Asked aboutOnce(String path) {
        assertThat(about("/api" + path)).hasSize(1);
        return about("/api" + path).get(0);
    }

    /** A request through a door; {@code headers} are names and values. */
    HttpResponse<String> pass(String method, String path, String body, String... headers) throws Exception {
        return passBy("Admin", method, path, body, headers);
    }

    HttpResponse<String> passBy(String user, String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = by(user, jetty.base() + path)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    static String header(HttpResponse<?> answer, String name) {
        assertThat(answer.headers().allValues(name)).as(name).hasSizeLessThan(2);
        return answer.headers().firstValue(name).orElse(null);
    }

    static String location(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return accepted.headers().firstValue("Location").orElseThrow();
    }

    /** The result, once it is there. */
    HttpResponse<String> result(String job) throws Exception {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("Admin", job + "/result").statusCode() != 202);
        return jetty.get("Admin", job + "/result");
    }

    void cancel(String job) throws Exception {
        jetty.post("Admin", job + "/cancel", "");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("Admin", job + "?f=text").body().equals("CANCELLED\n"));
    }
}
