package dev.accepted.container;

import static dev.accepted.container.RawHttp.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.RawHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HTTP as old, odd and simple clients speak it, byte by byte and by curl: told on every container alike. What a container refuses
 * before any application sees it is its own, and not told here.
 */
@Timeout(120)
public interface ProtocolStory {

    /** A type that takes an object, and one that takes bytes; both do nothing for long. */
    String TYPES = """
            demo: {handler: demo}
            bytes: {handler: demo, raw: true}
            """;

    String SUBMISSION = "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\",\"result\":\"made\"}}";
    String JOBS = "/job-management/jobs";

    /** The absolute URI of the context. */
    String base();

    private String path(String below) {
        return URI.create(base()).getPath() + below;
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(base());
    }

    private Answer ask(String request) throws IOException {
        try (RawHttp http = connect()) {
            return http.send(request).answer(request.startsWith("HEAD"));
        }
    }

    private Answer ask(String method, String below, String fields) throws IOException {
        return ask(method + " " + path(below) + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    }

    private Answer get(String below, String... fields) throws IOException {
        return ask("GET", below, by("user") + String.join("", fields));
    }

    private static String post(String body) {
        return "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("dev.accepted", "Exception");
        assertThat(answer.field("Cache-Control")).contains("no-store");
        assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
        assertClean(answer);
    }

    /** No field twice, no cookie, nothing that invites a client to wait for more than there is. */
    private static void assertClean(Answer answer) {
        answer.fields().forEach((name, values) -> {
            if (!name.equals("link")) {
                assertThat(values).as(name + " in " + answer.head()).hasSize(1);
            }
        });
        assertThat(answer.fields()).doesNotContainKeys("set-cookie", "transfer-encoding");
        if (answer.status() >= 200 && answer.status() != 204 && answer.status() != 304) {
            assertThat(answer.field("Content-Length"))
                    .as(answer.head().toString())
                    .isNotNull();
        }
    }

    /** The path of a job that has ended, below the context. */
    private String ended() throws IOException {
        Answer accepted = ask("POST", JOBS, by("user") + post(SUBMISSION) + "Prefer: wait=20\r\n\r\n" + SUBMISSION);
        assertThat(accepted.status()).as(accepted.toString()).isIn(200, 202);
        String job = below(accepted.status() == 200 ? accepted.field("Content-Location") : accepted.field("Location"));
        for (int i = 0; i < 20_000 && !get(job + "?f=text").body().equals("SUCCESS\n"); i++) {
            Thread.onSpinWait();
        }
        return job;
    }

    private String below(String uri) {
        String path = URI.create(uri).getPath();
        assertThat(path).startsWith(path(JOBS + "/"));
        return path.substring(path("").length());
    }

    // HTTP/1.0

    @Test
    default void aClientOfHttp10SubmitsAndReadsWithoutAHostAndWithoutChunks() throws IOException {
        Answer accepted =
                ask("POST " + path(JOBS) + " HTTP/1.0\r\n" + by("user") + post(SUBMISSION) + "\r\n" + SUBMISSION);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertClean(accepted);
        assertThat(accepted.field("Location")).matches("http://[^/]+" + path(JOBS) + "/\\d+");
        assertThat(accepted.field("Retry-After")).matches("\\d+");
        String job = below(accepted.field("Location"));
        for (String below : new String[] {job, job + "/log", job + "/input", JOBS, "/job-management"}) {
            try (RawHttp http = connect()) {
                Answer answer = http.send("GET " + path(below) + " HTTP/1.0\r\n" + by("user") + "\r\n")
                        .answer();
                assertThat(answer.status()).isEqualTo(200);
                assertClean(answer);
                assertThat(http.isClosed()).isTrue();
            }
        }
    }

    @Test
    default void longListsComeWithTheirLengthToo() throws IOException {
        try (RawHttp http = connect()) {
            for (int i = 0; i < 60; i++) {
                http.send("POST " + path(JOBS) + " HTTP/1.1\r\nHost: localhost\r\n" + by("user") + post(SUBMISSION)
                        + "\r\n" + SUBMISSION);
                assertThat(http.answer().status()).isEqualTo(202);
            }
        }
        for (String version : new String[] {"1.0", "1.1"}) {
            Answer list = ask("GET " + path(JOBS) + "?limit=60 HTTP/" + version + "\r\nHost: localhost\r\n" + by("user")
                    + "\r\n");
            assertThat(list.body()).hasSizeGreaterThan(8192).endsWith("}");
            assertClean(list);
        }
    }

    // Expect: 100-continue

    @Test
    default void aBodyThatWaitsForItsInvitationIsInvitedAndTaken() throws IOException {
        try (RawHttp http = connect()) {
            http.send("POST " + path(JOBS) + " HTTP/1.1\r\nHost: localhost\r\n" + by("user") + post(SUBMISSION)
                    + "Expect: 100-continue\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(100);
            Answer accepted = http.send(SUBMISSION).answer();
            assertThat(accepted.status()).isEqualTo(202);
            // And the connection goes on.
            assertThat(http.send("GET " + path(JOBS) + " HTTP/1.1\r\nHost: localhost\r\n" + by("user") + "\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    default void aBodyThatWillNotBeTakenIsRefusedBeforeItIsSent() throws IOException {
        assertProblem(
                afterInvitation("POST " + path(JOBS) + " HTTP/1.1\r\nHost: localhost\r\n" + post(SUBMISSION)
                        + "Expect: 100-continue\r\n\r\n"),
                401,
                "unauthenticated");
        assertProblem(
                afterInvitation("POST " + path(JOBS) + " HTTP/1.1\r\nHost: localhost\r\n" + by("user")
                        + "Content-Type: application/json\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"),
                413,
                "too-large");
    }

    /** Some containers invite every body, before they ask anybody. */
    private Answer afterInvitation(String head) throws IOException {
        try (RawHttp http = connect()) {
            Answer answer = http.send(head).answer();
            return answer.status() == 100 ? http.answer() : answer;
        }
    }

    // Login

    @Test
    default void credentialsAreTakenAtOnceOrAfterAChallengeOnOneConnection() throws IOException {
        try (RawHttp http = connect()) {
            String head = "POST " + path(JOBS) + " HTTP/1.1\r\nHost: localhost\r\n" + post(SUBMISSION);
            Answer challenge = http.send(head + "\r\n" + SUBMISSION).answer();
            assertProblem(challenge, 401, "unauthenticated");
            assertThat(challenge.field("WWW-Authenticate")).startsWith("Basic realm=");
            assertThat(http.send(head + by("user") + "\r\n" + SUBMISSION)
                            .answer()
                            .status())
                    .isEqualTo(202);
            // Nobody stays signed in by the connection.
            assertProblem(http.send(head + "\r\n" + SUBMISSION).answer(), 401, "unauthenticated");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dXNlcjp3cm9uZw==", "Basic dXNlcg==", "Basic", "Bearer dXNlcjp1c2Vy", "nonsense", ""})
    default void wrongCredentialsAreToldSo(String credentials) throws IOException {
        Answer refused = ask("GET", JOBS, "Authorization: " + credentials + "\r\n");
        assertProblem(refused, 401, "unauthenticated");
        assertThat(refused.field("WWW-Authenticate")).startsWith("Basic realm=");
    }

    @Test
    default void credentialsThatCannotBeReadAreNoFaultOfTheServer() throws IOException {
        Answer refused = ask("GET", JOBS, "Authorization: Basic !!!\r\n");
        assertThat(refused.status()).as(refused.toString()).isIn(400, 401);
        assertThat(refused.field("Content-Type")).isEqualTo("application/problem+json");
    }

    // Methods

    @ParameterizedTest
    @CsvSource({
        "/job-management, 'GET, HEAD, OPTIONS'",
        "/job-management/jobs, 'GET, HEAD, OPTIONS, POST'",
        "/job-management/job-types, 'GET, HEAD, OPTIONS'",
        "/job-management/job-types/demo/jobs, 'OPTIONS, POST'",
        "/job-management/jobs/1/cancel, 'OPTIONS, POST'",
        "/job-management/jobs/1/result, 'GET, HEAD, OPTIONS'"
    })
    default void methodsThatAResourceDoesNotKnowAreRefusedWithThoseThatItKnows(String below, String known)
            throws IOException {
        for (String method : new String[] {"PUT", "PATCH", "PROPFIND", "BREW"}) {
            Answer refused = ask(method, below, by("user"));
            assertProblem(refused, 405, "method-not-allowed");
            assertThat(refused.field("Allow")).isEqualTo(known);
        }
    }

    @Test
    default void traceIsNotEchoed() throws IOException {
        Answer refused = ask("TRACE", JOBS, by("user"));
        assertThat(refused.status()).isIn(403, 405);
        assertThat(refused.body()).doesNotContain("Authorization");
    }

    @Test
    default void headIsGetWithoutTheBodyEverywhere() throws IOException {
        String job = ended();
        for (String below : new String[] {
            "/job-management",
            JOBS,
            "/job-management/job-types",
            "/job-management/job-types/demo",
            "/job-management/job.xsd",
            "/job-management/problems/queue-full",
            "/health/live",
            "/health/ready",
            job,
            job + "?f=xml",
            job + "?f=text",
            job + "?f=html",
            job + "/result",
            job + "/log",
            job + "/input",
            job + "/nothing",
            "/nowhere",
            JOBS + "?limit=x"
        }) {
            Answer get = get(below);
            Answer head = ask("HEAD", below, by("user"));
            assertThat(head.head().get(0)).as(below).isEqualTo(get.head().get(0));
            assertThat(withoutDates(head)).as(below).isEqualTo(withoutDates(get));
            assertThat(get.field("Content-Length"))
                    .as(below)
                    .isEqualTo(String.valueOf(get.body().getBytes(StandardCharsets.UTF_8).length));
            assertClean(get);
        }
    }

    private static Map<String, List<String>> withoutDates(Answer answer) {
        Map<String, List<String>> fields = new TreeMap<>(answer.fields());
        fields.remove("date");
        return fields;
    }

    // Forms

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/html, application/xhtml+xml, image/jxr, */*"
            })
    default void browsersGetPages(String accept) throws IOException {
        Answer page = get(ended(), "Accept: " + accept + "\r\n");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.field("Content-Type")).startsWith("text/html");
        assertClean(page);
        Answer refused = ask("GET", JOBS, "Accept: " + accept + "\r\n");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.field("Content-Type")).startsWith("text/html");
        assertThat(refused.field("WWW-Authenticate")).startsWith("Basic realm=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/json, text/plain, */*",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
                "application/vnd.example+json",
                "audio/*"
            })
    default void everybodyElseGetsJson(String accept) throws IOException {
        for (String field : new String[] {"Accept: " + accept + "\r\n", ""}) {
            Answer answer = get(ended(), field);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("Content-Type")).isEqualTo("application/json");
            assertThat(answer.field("Vary")).contains("Accept", "Prefer");
        }
    }

    // What is not right

    @Test
    default void whatIsNotThereIsAProblemWhereverItIsNot() throws IOException {
        for (String below : new String[] {
            "/",
            "/nowhere",
            "/job-management/nowhere",
            JOBS + "/x",
            JOBS + "/1/2/3",
            "/container-error",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/index.html"
        }) {
            Answer missing = get(below);
            assertThat(missing.status()).as(below).isEqualTo(404);
            assertThat(missing.field("Content-Type")).as(below).isEqualTo("application/problem+json");
        }
    }

    @Test
    default void whoIsNotKnownLearnsNothingOfWhatIsThere() throws IOException {
        Answer known = ask("GET", JOBS, "");
        assertProblem(known, 401, "unauthenticated");
        for (String below : new String[] {"/", "/nowhere", JOBS + "/1", "/metrics", "/health", "/container-error"}) {
            Answer other = ask("GET", below, "");
            assertThat(withoutDates(other)).as(below).isEqualTo(withoutDates(known));
            assertThat(other.body()).as(below).isEqualTo(known.body());
        }
    }

    @Test
    default void bodiesThatAreWrongAreProblems() throws IOException {
        String head = by("user") + "Content-Type: application/json\r\n";
        assertProblem(ask("POST", JOBS, head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), 400, "malformed-request");
        assertProblem(ask("POST", JOBS, head + "Content-Length: 1\r\n\r\n{"), 400, "malformed-request");
        assertProblem(ask("POST", JOBS, head + "Content-Length: 99999999\r\n"), 413, "too-large");
        assertProblem(ask("POST", JOBS, by("user") + "Content-Length: 2\r\n\r\n{}"), 415, "unsupported-media-type");
        assertProblem(
                ask("POST", JOBS, by("user") + "Content-Type: nonsense\r\nContent-Length: 2\r\n\r\n{}"),
                400,
                "malformed-request");
        Answer encoded = ask("POST", JOBS, head + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}");
        assertProblem(encoded, 415, "unsupported-media-type");
        assertThat(encoded.field("Accept-Encoding")).isEqualTo("identity");
        assertThat(ask(
                                "POST",
                                JOBS,
                                head + "Content-Encoding: identity\r\nContent-Length: " + SUBMISSION.length()
                                        + "\r\n\r\n" + SUBMISSION)
                        .status())
                .isEqualTo(202);
    }

    @Test
    default void queriesThatAreWrongAreProblems() throws IOException {
        for (String query : new String[] {"f=%zz", "limit=%", "f=%ff", "limit=%00", "%zz=1", "f", "limit=1&limit=2"}) {
            assertProblem(get(JOBS + "?" + query), 400, "invalid-parameter");
        }
    }

    // curl

    @Test
    default void curlSpeaksHttp10() throws Exception {
        String said =
                curl("-0", "-u", "user:user", "-H", "Content-Type: application/json", "-d", SUBMISSION, base() + JOBS);
        assertThat(said).startsWith("HTTP/1.").contains(" 202").doesNotContainIgnoringCase("Transfer-Encoding");
        Matcher location = Pattern.compile("(?im)^location: (\\S+)").matcher(said);
        assertThat(location.find()).isTrue();
        assertThat(curl("-0", "-u", "user:user", location.group(1)))
                .contains("\"name\":\"demo\"", "Content-Length: ")
                .doesNotContainIgnoringCase("Transfer-Encoding");
    }

    @Test
    default void curlWaitsForItsInvitationAndForItsChallenge() throws Exception {
        Path body = Files.writeString(Files.createTempFile("body", ".txt"), "x".repeat(2_000_000));
        try {
            String uri = base() + "/job-management/job-types/bytes/jobs";
            assertThat(curl(
                            "-u",
                            "user:user",
                            "-H",
                            "Expect: 100-continue",
                            "-H",
                            "Content-Type: text/plain",
                            "--data-binary",
                            "@" + body,
                            uri))
                    .contains(" 100", " 202");
            assertThat(curl(
                            "--anyauth",
                            "-u",
                            "user:user",
                            "-H",
                            "Content-Type: text/plain",
                            "--data-binary",
                            "@" + body,
                            uri))
                    .contains(" 401", " 202");
        } finally {
            Files.delete(body);
        }
    }

    /** What it prints with {@code -i}: all heads, and the last body. */
    private static String curl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-S", "-i", "--max-time", "30"));
        command.addAll(List.of(arguments));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(curl.exitValue()).as(said).isZero();
        return said;
    }
}
