package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import dev.accepted.container.SlowSubmission;
import dev.accepted.contract.CheckedClient;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.store.Race;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One key, one job: whoever lost an answer sends the request again, and gets it. */
class IdempotencyTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String JOBS = "/job-management/jobs";
    private static final String BYTES = "/job-management/job-types/bytes/jobs";
    private static final String NOW = "{\"type\":\"now\",\"input\":{\"duration\":\"PT0S\"}}";
    private static final String LATER = "{\"type\":\"later\"}";

    @Override
    protected String settings() {
        return """
                accepted:
                  store: {max-ended: 1}
                  queues: {narrow: {capacity: 1}}
                  types:
                    now: {handler: demo}
                    later: {handler: demo, window: {cron: "0 0 1 1 *"}}
                    narrow: {handler: demo, queues: [narrow], window: {cron: "0 0 1 1 *"}}
                    now-for-result: {handler: demo, location: result}
                    for-result: {handler: demo, location: result, window: {cron: "0 0 1 1 *"}}
                    object:
                      handler: demo
                      window: {cron: "0 0 1 1 *"}
                      schema: '{"type": "object", "properties": {"count": {"type": "integer"}, "file": {"type": "string"}}}'
                    bytes: {handler: demo, raw: true, window: {cron: "0 0 1 1 *"}, max-bytes: 300000}
                """;
    }

    // Repeats

    @Test
    void aRepeatIsAnsweredLikeTheFirstAndThereIsOneJob() throws Exception {
        HttpResponse<String> first = submit("once", LATER);
        long jobs = jobs();

        HttpResponse<String> repeat = submit("once", LATER);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(first.headers().firstValue(REPLAYED)).isEmpty();
        assertRepeat(repeat, first);
        assertThat(jobs()).isEqualTo(jobs);
    }

    @Test
    void aRepeatIsAnsweredLikeTheFirstWhenTheJobHasEnded() throws Exception {
        HttpResponse<String> first = submit("ended", NOW);
        awaitStatus(location(first), "SUCCESS");

        HttpResponse<String> repeat = submit("ended", NOW);

        assertRepeat(repeat, first);
        assertThat(repeat.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aRepeatIsAnsweredLikeTheFirstWhenTheJobIsGone() throws Exception {
        for (String submission : List.of(NOW, NOW.replace("now", "now-for-result"))) {
            HttpResponse<String> first = submit("gone-" + submission.length(), submission);
            String job = location(first).replace("/result", "");
            awaitStatus(job, "SUCCESS");
            String next = location(jetty.submit("user", NOW));
            awaitStatus(next, "SUCCESS");
            assertThat(jetty.get("user", job).statusCode())
                    .as("only one ended job is kept here")
                    .isIn(404, 410);

            assertRepeat(submit("gone-" + submission.length(), submission), first);
        }
    }

    @Test
    void quotedOrBareItIsTheSameKey() throws Exception {
        HttpResponse<String> first = submit("8e03978e-40d5-43dd", LATER);

        assertRepeat(submit("\"8e03978e-40d5-43dd\"", LATER), first);
        assertRepeat(submit("  \"8e03978e-40d5-43dd\" ", LATER), first);
        HttpResponse<String> escaped = submit("\"a\\\"b\\\\c\"", LATER);
        assertRepeat(submit("a\"b\\c", LATER), escaped);
        assertThat(location(escaped)).isNotEqualTo(location(first));
    }

    @Test
    void theSameKeyOfAnotherCallerOrPathIsAnotherKey() throws Exception {
        Set<String> locations = Set.of(
                location(submit("shared", "{\"type\":\"object\"}")),
                location(send(keyed("other", JOBS, "shared", "application/json", "{\"type\":\"object\"}"))),
                location(send(
                        keyed("user", "/job-management/job-types/object/jobs", "shared", "application/json", "{}"))));

        assertThat(locations).hasSize(3);
    }

    @Test
    void withoutAKeyEverySubmissionIsAnother() throws Exception {
        assertThat(location(jetty.submit("user", LATER))).isNotEqualTo(location(jetty.submit("user", LATER)));
    }

    @Test
    void everyWayToSubmitCanBeRepeated() throws Exception {
        Map<String, HttpRequest> ways = Map.of(
                "xml", keyed("user", JOBS, "xml", "application/xml", "<submission><type>later</type></submission>\n"),
                "raw", keyed("user", BYTES, "raw", "text/plain", "x".repeat(250_000)),
                "text", keyed("user", BYTES + "?name=A&f=text", "text", "text/plain", ""),
                "form",
                        keyed(
                                "user",
                                "/job-management/job-types/object/jobs",
                                "form",
                                "application/x-www-form-urlencoded",
                                "count=7"),
                "multipart",
                        keyed(
                                "user",
                                "/job-management/job-types/object/jobs",
                                "multipart",
                                "multipart/form-data; boundary=X",
                                "--X\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n7\r\n--X--\r\nand an epilogue"),
                "none",
                        by("user", jetty.base() + "/job-management/job-types/object/jobs")
                                .header(KEY, "none")
                                .POST(BodyPublishers.noBody())
                                .build());
        for (Map.Entry<String, HttpRequest> way : ways.entrySet()) {
            HttpResponse<String> first = send(way.getValue());
            assertThat(first.statusCode()).as(way.getKey() + " " + first.body()).isEqualTo(202);
            assertRepeat(send(way.getValue()), first);
        }
    }

    @Test
    void theAnswerLeadsWhereTheFirstOneLed() throws Exception {
        HttpRequest async = keyed("user", JOBS, "async", "application/json", LATER, "Prefer", "respond-async");
        HttpResponse<String> first = send(async);
        assertThat(location(first)).endsWith("/result");
        assertRepeat(send(async), first);
        assertThat(send(async).headers().firstValue("Preference-Applied")).contains("respond-async");
        assertThat(location(submit("async", LATER)))
                .as("the first answer counts, whatever the repeat prefers")
                .isEqualTo(location(first));

        HttpResponse<String> byType = submit("by-type", "{\"type\":\"for-result\"}");
        assertThat(location(byType)).endsWith("/result");
        assertRepeat(submit("by-type", "{\"type\":\"for-result\"}"), byType);
    }

    @Test
    void aRepeatTakesTheFormThatItAsksFor() throws Exception {
        String job = location(submit("forms", LATER));

        HttpResponse<String> text =
                send(keyed("user", JOBS, "forms", "application/json", LATER, "Accept", "text/plain"));

        assertThat(text.statusCode()).isEqualTo(202);
        assertThat(text.body()).isEqualTo(job + "\n");
    }

    @Test
    void aBrowsersFormThatIsSentAgainLeadsToTheSameJob() throws Exception {
        HttpRequest form = keyed(
                "user",
                "/job-management/job-types/object/jobs",
                "browser",
                "application/x-www-form-urlencoded",
                "count=7",
                "Accept",
                "text/html,application/xhtml+xml,*/*;q=0.8");
        HttpResponse<String> first = send(form);
        HttpResponse<String> repeat = send(form);

        assertThat(List.of(first.statusCode(), repeat.statusCode())).containsOnly(303);
        assertThat(repeat.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(repeat.headers().firstValue(REPLAYED)).contains("true");
    }

    // Other requests

    @Test
    void anotherRequestUnderTheKeyIsRefused() throws Exception {
        HttpResponse<String> first = send(keyed("user", BYTES + "?name=A", "other", "text/plain", "hello"));
        long jobs = jobs();

        for (HttpRequest another : List.of(
                keyed("user", BYTES + "?name=A", "other", "text/plain", "hello!"),
                keyed("user", BYTES + "?name=A", "other", "text/csv", "hello"),
                keyed("user", BYTES + "?name=B", "other", "text/plain", "hello"),
                keyed("user", BYTES, "other", "text/plain", "hello"),
                keyed("user", BYTES + "?nonsense=1", "other", "image/png", ""))) {
            problem(send(another), ProblemCode.IDEMPOTENCY_KEY_REUSED);
        }

        assertRepeat(send(keyed("user", BYTES + "?name=A", "other", "text/plain", "hello")), first);
        assertThat(jobs()).isEqualTo(jobs);
    }

    @Test
    void aRepeatThatIsLongerThanAnythingThatIsTakenIsNotReadToItsEnd() throws Exception {
        submit("long", LATER);

        problem(submit("long", "x".repeat(11 << 20)), ProblemCode.TOO_LARGE);
    }

    // Refusals

    @Test
    void aRefusalIsNotRemembered() throws Exception {
        problem(submit("refused", "{\"type\":\"none\"}"), ProblemCode.INVALID_SUBMISSION);
        problem(submit("refused", "{\"type\":"), ProblemCode.MALFORMED_REQUEST);
        problem(send(keyed("user", JOBS, "refused", "text/plain", LATER)), ProblemCode.UNSUPPORTED_MEDIA_TYPE);

        HttpResponse<String> first = submit("refused", LATER);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.headers().firstValue(REPLAYED)).isEmpty();
        assertRepeat(submit("refused", LATER), first);
    }

    @Test
    void aFullQueueIsNotRememberedEither() throws Exception {
        String narrow = "{\"type\":\"narrow\"}";
        String blocker = location(jetty.submit("user", narrow));
        problem(submit("full", narrow), ProblemCode.QUEUE_FULL);
        jetty.post("user", blocker + "/cancel", "");

        HttpResponse<String> first = submit("full", narrow);

        assertThat(first.statusCode()).isEqualTo(202);
        assertRepeat(submit("full", narrow), first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"\"", "\"", "a b", "\"a b\"", "\"a", "\"a\"b\"", "\"a\\b\"", "a\tb", "\u00e4", "\"a\";x=1"
            })
    void aKeyThatIsNoneIsRefused(String key) throws Exception {
        long jobs = jobs();

        assertThat(raw(key)).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid-header\"", "1 to 255 visible");

        assertThat(jobs()).isEqualTo(jobs);
    }

    @Test
    void aKeyHasAtMostTwoHundredAndFiftyFiveCharacters() throws Exception {
        assertThat(submit("x".repeat(255), LATER).statusCode()).isEqualTo(202);
        assertThat(submit("\"" + "y".repeat(255) + "\"", LATER).statusCode()).isEqualTo(202);
        HttpResponse<String> refused = submit("x".repeat(256), LATER);
        problem(refused, ProblemCode.INVALID_HEADER);
        assertThat(refused.body()).contains("256");
    }

    @Test
    void twoKeysAreNone() throws Exception {
        problem(
                send(by("user", jetty.base() + JOBS)
                        .header("Content-Type", "application/json")
                        .header(KEY, "a")
                        .header(KEY, "b")
                        .POST(BodyPublishers.ofString(LATER))
                        .build()),
                ProblemCode.INVALID_HEADER);
    }

    // At the same time

    @Test
    void aHundredRepeatsAtOnceMakeOneJobAndGetEqualAnswers() throws Exception {
        for (int round = 0; round < 3; round++) {
            String key = "hundred-" + round;
            long before = jobs();
            ConcurrentLinkedQueue<HttpResponse<String>> all = new ConcurrentLinkedQueue<>();

            new Race().with(100, number -> all.add(submit(key, LATER))).run();

            Map<Integer, Long> statuses =
                    all.stream().collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
            assertThat(jobs()).isEqualTo(before + 1);
            assertThat(statuses.keySet()).isSubsetOf(202, 409);
            assertThat(statuses.getOrDefault(409, 0L)).as("at most a few").isLessThanOrEqualTo(5);
            assertThat(all.stream()
                            .filter(answer -> answer.statusCode() == 202)
                            .map(answer -> location(answer) + answer.headers().firstValue("Link") + answer.body())
                            .collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(all.stream()
                            .filter(answer -> answer.statusCode() == 202
                                    && answer.headers().firstValue(REPLAYED).isEmpty()))
                    .hasSize(1);
        }
    }

    @Test
    void whileTheFirstIsStillSentARepeatWaitsForItsAnswer() throws Exception {
        try (SlowSubmission slow = new SlowSubmission(jetty.base(), "slow", LATER)) {
            CompletableFuture<HttpResponse<String>> repeat =
                    async(keyed("user", JOBS, "slow", "application/json", LATER));
            awaitWaiting();

            String first = slow.finish();
            assertThat(first).startsWith("HTTP/1.1 202 ");
            assertThat(repeat.get().statusCode()).isEqualTo(202);
            assertThat(repeat.get().headers().firstValue(REPLAYED)).contains("true");
            assertThat(first).contains(repeat.get().body());
        }
    }

    @Test
    void whenTheFirstIsRefusedARepeatThatWaitedIsTheFirst() throws Exception {
        try (SlowSubmission slow = new SlowSubmission(jetty.base(), "slow-refused", "{\"type\":\"none\"}")) {
            CompletableFuture<HttpResponse<String>> next =
                    async(keyed("user", JOBS, "slow-refused", "application/json", LATER));
            awaitWaiting();

            assertThat(slow.finish()).startsWith("HTTP/1.1 422 ");
            assertThat(next.get().statusCode()).isEqualTo(202);
            assertThat(next.get().headers().firstValue(REPLAYED)).isEmpty();
        }
    }

    @Test
    void whenTheFirstClientGoesAwayARepeatThatWaitedIsTheFirst() throws Exception {
        SlowSubmission slow = new SlowSubmission(jetty.base(), "slow-gone", LATER);
        CompletableFuture<HttpResponse<String>> next =
                async(keyed("user", JOBS, "slow-gone", "application/json", LATER));
        awaitWaiting();

        slow.close();

        assertThat(next.get().statusCode()).isEqualTo(202);
        assertThat(next.get().headers().firstValue(REPLAYED)).isEmpty();
    }

    @Test
    void afterFiveSecondsARepeatIsToldThatTheFirstIsStillSent() throws Exception {
        try (SlowSubmission slow = new SlowSubmission(jetty.base(), "very-slow", LATER)) {
            long begun = System.nanoTime();

            HttpResponse<String> repeat = submit("very-slow", LATER);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            problem(repeat, ProblemCode.REQUEST_IN_PROGRESS);
            assertThat(repeat.headers().firstValue("Retry-After")).contains("1");
            assertThat(slow.finish()).startsWith("HTTP/1.1 202 ");
            assertThat(submit("very-slow", LATER).headers().firstValue(REPLAYED))
                    .contains("true");
        }
    }

    @Test
    void otherKeysDoNotWait() throws Exception {
        try (SlowSubmission slow = new SlowSubmission(jetty.base(), "blocks", LATER)) {
            assertThat(submit("does-not-wait", LATER).statusCode()).isEqualTo(202);
            assertThat(jetty.submit("user", LATER).statusCode()).isEqualTo(202);
            assertThat(send(keyed("other", JOBS, "blocks", "application/json", LATER))
                            .statusCode())
                    .isEqualTo(202);
            assertThat(slow.finish()).startsWith("HTTP/1.1 202 ");
        }
    }

    /** The answer to a request with this key, sent byte for byte. */
    private String raw(String key) throws IOException {
        try (Socket socket = new Socket("localhost", URI.create(jetty.base()).getPort())) {
            String request =
                    "POST /api/company" + JOBS + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + basic("user")
                            + "\r\nConnection: close\r\nContent-Type: application/json\r\n" + KEY + ": " + key
                            + "\r\nContent-Length: " + LATER.length() + "\r\n\r\n" + LATER;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> submit(String key, String body) throws Exception {
        return send(keyed("user", JOBS, key, "application/json", body));
    }

    private HttpRequest keyed(String user, String path, String key, String type, String body, String... headers) {
        HttpRequest.Builder request = by(user, jetty.base() + path)
                .header("Content-Type", type)
                .header(KEY, key)
                .POST(BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static CompletableFuture<HttpResponse<String>> async(HttpRequest request) {
        return new CheckedClient(HttpClient.newHttpClient()).sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private long jobs() throws Exception {
        return JSON.readTree(
                        jetty.get("Admin", jetty.base() + JOBS + "?limit=1").body())
                .at("/jobs/@total")
                .asLong();
    }

    /** Until a repeat waits for the first answer. */
    private void awaitWaiting() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(4))
                .until(() ->
                        jetty.get("Admin", jetty.base() + "/metrics").body().contains("accepted_keys_waiting 1.0"));
    }

    private void awaitStatus(String job, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("user", job + "?f=text").body().equals(status + "\n"));
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static void assertRepeat(HttpResponse<String> repeat, HttpResponse<String> first) {
        assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(202);
        assertThat(repeat.headers().firstValue(REPLAYED)).contains("true");
        assertThat(repeat.body()).isEqualTo(first.body());
        for (String header : List.of("Location", "Content-Location", "Link", "Content-Type", "Vary", "Cache-Control")) {
            assertThat(repeat.headers().firstValue(header))
                    .as(header)
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(repeat.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 120L);
    }

    private static void problem(HttpResponse<String> answer, ProblemCode code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code.key());
    }
}
