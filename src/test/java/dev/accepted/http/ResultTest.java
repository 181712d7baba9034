package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.contract.CheckedClient;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The result as clients fetch it: whole, in parts, again, and only if it is another. */
class ResultTest extends ApplicationTest {

    private static final HttpClient CLIENT = new CheckedClient(HttpClient.newHttpClient());

    @Override
    protected String settings() {
        return """
                accepted:
                  types:
                    echo: {handler: dev.accepted.http.Echo, raw: true}
                    demo: {handler: demo}
                """;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** The URI of a job whose result is these bytes. */
    private String made(byte[] bytes, String mediaType, String fileName) throws Exception {
        HttpRequest.Builder request = by("user", jetty.base() + "/job-management/job-types/echo/jobs")
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofByteArray(bytes));
        if (fileName != null) {
            request.header("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        }
        HttpResponse<byte[]> accepted = send(request);
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        await(job);
        return job;
    }

    private void await(String job) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> send(by("user", job + "/result")).statusCode() != 202);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String uri, String... headers) throws Exception {
        HttpRequest.Builder request = by("user", uri);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<byte[]> head(String uri, String... headers) throws Exception {
        HttpRequest.Builder request = by("user", uri).method("HEAD", BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String header(HttpResponse<?> answer, String name) {
        assertThat(answer.headers().allValues(name)).as(name).hasSizeLessThan(2);
        return answer.headers().firstValue(name).orElse(null);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return "sha-256=:"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes))
                + ":";
    }

    private static void assertProtected(HttpResponse<?> answer) {
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox");
        assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-store");
        assertThat(header(answer, "Job-Status")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5000, 65_536, 65_537, 3_000_000})
    void theWholeHasItsLengthItsDigestItsTagAndItsName(int length) throws Exception {
        byte[] bytes = bytes(length);
        String result = made(bytes, "application/pdf", "report.pdf") + "/result";

        HttpResponse<byte[]> whole = get(result);

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(bytes);
        assertThat(header(whole, "Content-Length")).isEqualTo(String.valueOf(length));
        assertThat(header(whole, "Content-Type")).isEqualTo("application/pdf");
        assertThat(header(whole, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf");
        assertThat(header(whole, "Repr-Digest")).isEqualTo(sha256(bytes));
        assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(whole, "ETag")).matches("\"[^\"]+\"").isEqualTo(header(get(result), "ETag"));
        assertThat(header(whole, "Last-Modified")).endsWith(" GMT");
        assertThat(header(whole, "Job-Status")).isEqualTo("SUCCESS");
        assertThat(header(whole, "Retry-After")).isNull();
        assertProtected(whole);

        HttpResponse<byte[]> head = head(result);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().map().keySet())
                .isEqualTo(whole.headers().map().keySet());
        whole.headers().map().forEach((name, values) -> {
            if (!name.equals("date")) {
                assertThat(head.headers().allValues(name)).as(name).isEqualTo(values);
            }
        });
    }

    @Test
    void aPartIsThatPartAndTheDigestIsStillTheWholes() throws Exception {
        byte[] bytes = bytes(200_000);
        String result = made(bytes, "application/zip", null) + "/result";

        HttpResponse<byte[]> part = get(result, "Range", "bytes=150000-150099");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 150_000, 150_100));
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 150000-150099/200000");
        assertThat(header(part, "Content-Length")).isEqualTo("100");
        assertThat(header(part, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(part, "Repr-Digest")).isEqualTo(sha256(bytes));
        assertThat(header(part, "ETag")).isEqualTo(header(get(result), "ETag"));
        assertProtected(part);
        assertThat(get(result, "Range", "bytes=-5").body()).isEqualTo(Arrays.copyOfRange(bytes, 199_995, 200_000));
        assertThat(get(result, "Range", "bytes=199990-").body()).isEqualTo(Arrays.copyOfRange(bytes, 199_990, 200_000));
    }

    @Test
    void aBrokenOffDownloadGoesOnWhereItWas() throws Exception {
        byte[] bytes = bytes(1_000_000);
        String result = made(bytes, "application/zip", null) + "/result";
        String tag = header(head(result), "ETag");
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        while (file.size() < bytes.length) {
            long at = file.size();
            HttpResponse<byte[]> more = get(result, "Range", "bytes=" + at + "-" + (at + 123_456), "If-Range", tag);
            assertThat(more.statusCode()).isEqualTo(206);
            file.write(more.body());
        }

        assertThat(file.toByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 200_000})
    void severalPartsComeInOneAnswer(int length) throws Exception {
        byte[] bytes = bytes(length);
        String result = made(bytes, "application/zip", null) + "/result";

        HttpResponse<byte[]> parts = get(result, "Range", "bytes=0-9, 500-501, -5");

        assertThat(parts.statusCode()).isEqualTo(206);
        assertThat(header(parts, "Content-Range")).isNull();
        String type = header(parts, "Content-Type");
        assertThat(type).startsWith("multipart/byteranges; boundary=\"");
        String boundary = type.substring(type.indexOf('"') + 1, type.length() - 1);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        int[][] ranges = {{0, 9}, {500, 501}, {length - 5, length - 1}};
        for (int[] range : ranges) {
            expected.writeBytes(("\r\n--" + boundary + "\r\nContent-Type: application/zip\r\nContent-Range: bytes "
                            + range[0] + "-" + range[1] + "/" + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            expected.write(bytes, range[0], range[1] - range[0] + 1);
        }
        expected.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(parts.body()).isEqualTo(expected.toByteArray());
        assertThat(header(parts, "Content-Length")).isEqualTo(String.valueOf(parts.body().length));
        assertProtected(parts);
    }

    @Test
    void aRangeBeyondTheEndIsAProblemThatSaysWhereTheEndIs() throws Exception {
        String result = made(bytes(100), "application/zip", null) + "/result";

        HttpResponse<byte[]> refused = get(result, "Range", "bytes=100-");

        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(header(refused, "Content-Range")).isEqualTo("bytes */100");
        assertThat(header(refused, "Repr-Digest")).isNull();
        assertThat(header(refused, "ETag")).isNull();
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("\"code\":\"range-not-satisfiable\"");
        assertProtected(refused);
        assertThat(header(get(result, "Range", "bytes=100-", "Accept", "application/xml"), "Content-Type"))
                .isEqualTo("application/problem+xml");
    }

    @Test
    void whatIsNoUsableRangeIsAnsweredWithTheWhole() throws Exception {
        byte[] bytes = bytes(100);
        String result = made(bytes, "application/zip", null) + "/result";

        for (String range : new String[] {"bytes=9-0", "lines=0-5", "bytes=0-5,3-9", "bytes=x"}) {
            HttpResponse<byte[]> whole = get(result, "Range", range);
            assertThat(whole.statusCode()).as(range).isEqualTo(200);
            assertThat(whole.body()).as(range).isEqualTo(bytes);
        }
        HttpResponse<byte[]> head = head(result, "Range", "bytes=0-5");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("100");
    }

    @Test
    void aPartIsGivenOnlyOfTheResultThatTheClientKnows() throws Exception {
        String result = made(bytes(100), "application/zip", null) + "/result";
        HttpResponse<byte[]> whole = get(result);
        String tag = header(whole, "ETag");
        String date = header(whole, "Last-Modified");

        assertThat(get(result, "Range", "bytes=0-9", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(result, "Range", "bytes=0-9", "If-Range", date).statusCode())
                .isEqualTo(206);
        for (String other : new String[] {"\"other\"", "W/" + tag, "Sun, 01 Jan 2034 00:00:00 GMT", "nonsense"}) {
            assertThat(get(result, "Range", "bytes=0-9", "If-Range", other).statusCode())
                    .as(other)
                    .isEqualTo(200);
        }
    }

    @Test
    void conditionsAreObeyedInTheirOrder() throws Exception {
        String result = made(bytes(100), "application/zip", null) + "/result";
        HttpResponse<byte[]> whole = get(result);
        String tag = header(whole, "ETag");
        String date = header(whole, "Last-Modified");
        String past = "Sat, 01 Jan 2000 00:00:00 GMT";

        HttpResponse<byte[]> unchanged = get(result, "If-None-Match", "\"x\", W/" + tag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(header(unchanged, "ETag")).isEqualTo(tag);
        assertThat(header(unchanged, "Content-Length")).isNull();
        assertProtected(unchanged);
        assertThat(get(result, "If-None-Match", "*").statusCode()).isEqualTo(304);
        assertThat(head(result, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(result, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
        assertThat(get(result, "If-None-Match", "\"x\"", "If-Modified-Since", date)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(result, "If-None-Match", tag, "If-Modified-Since", past).statusCode())
                .isEqualTo(304);
        assertThat(get(result, "If-Modified-Since", date).statusCode()).isEqualTo(304);
        assertThat(get(result, "If-Modified-Since", past).statusCode()).isEqualTo(200);
        assertThat(get(result, "If-Modified-Since", "lately").statusCode()).isEqualTo(200);
        assertThat(get(result, "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(get(result, "If-Match", "*").statusCode()).isEqualTo(200);
        assertThat(get(result, "If-Match", tag, "If-Unmodified-Since", past).statusCode())
                .isEqualTo(200);
        for (HttpResponse<byte[]> failed : List.of(
                get(result, "If-Match", "\"x\""),
                get(result, "If-Match", "W/" + tag),
                get(result, "If-Unmodified-Since", past))) {
            assertThat(failed.statusCode()).isEqualTo(412);
            assertThat(new String(failed.body(), StandardCharsets.UTF_8)).contains("\"code\":\"precondition-failed\"");
        }
    }

    @Test
    void aJobThatHasNotEndedIsShownWithTheSameProtection() throws Exception {
        String job = jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT10M\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();

        HttpResponse<byte[]> pending = get(job + "/result", "Range", "bytes=0-9");

        assertThat(pending.statusCode()).isEqualTo(202);
        assertThat(header(pending, "Retry-After")).isNotNull();
        assertThat(header(pending, "Accept-Ranges")).isNull();
        assertProtected(pending);
        HttpResponse<byte[]> head = head(job + "/result");
        assertThat(head.statusCode()).isEqualTo(202);
        assertThat(head.body()).isEmpty();
        assertThat(jetty.post("user", job + "/cancel", "").statusCode()).isIn(200, 202);
        await(job);
        HttpResponse<byte[]> cancelled = get(job + "/result", "Range", "bytes=0-9");
        assertThat(cancelled.statusCode()).isEqualTo(409);
        assertThat(header(cancelled, "Job-Status")).isEqualTo("CANCELLED");
        assertProtected(cancelled);
    }

    @Test
    void aJobWithoutAResultIs204() throws Exception {
        String job = jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        await(job);

        HttpResponse<byte[]> none = get(job + "/result");

        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(none.body()).isEmpty();
        assertThat(header(none, "Content-Length")).isNull();
        assertProtected(none);
    }

    @Test
    void theInputComesInPartsToo() throws Exception {
        byte[] bytes = bytes(100_000);
        String input = made(bytes, "application/zip", "in.zip") + "/input";

        HttpResponse<byte[]> part = get(input, "Range", "bytes=90000-");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 90_000, 100_000));
        assertThat(header(part, "Repr-Digest")).isEqualTo(sha256(bytes));
        assertThat(header(head(input), "Content-Length")).isEqualTo("100000");
    }
}
