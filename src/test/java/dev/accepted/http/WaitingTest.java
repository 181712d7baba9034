package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that wait: for a job to change, to end, or for their time to be up. */
class WaitingTest extends ApplicationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static int made;

    @Override
    protected String settings() {
        return """
                accepted:
                  waiting: {max: 6, max-per-caller: 4}
                  types:
                    steered: {handler: dev.accepted.http.Steered}
                    demo: {handler: demo}
                """;
    }

    @AfterEach
    void nobodyWaitsAnyMore() {
        awaitWaiting(0);
    }

    @Test
    void aStatusIsHeldUntilTheJobEnds() throws Exception {
        Started job = started();
        CompletableFuture<HttpResponse<String>> answer = waiting(by("user", job.uri()), 30);
        awaitWaiting(1);
        job.lead(40);
        assertThat(answer).isNotDone();
        job.lead(100);
        HttpResponse<String> ended = get(answer);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).contains("\"job-status\":\"SUCCESS\"");
        assertThat(header(ended, "Preference-Applied")).isEqualTo("wait=30");
        assertThat(header(ended, "Vary")).isEqualTo("Accept, Prefer");
        assertThat(ended.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void withTheTagOfWhatTheClientHasItIsHeldUntilThatChanges() throws Exception {
        Started job = started();
        for (int percent = 10; percent <= 100; percent += 45) {
            CompletableFuture<HttpResponse<String>> answer =
                    waiting(by("user", job.uri() + "?f=xml").header("If-None-Match", job.tag("?f=xml")), 30);
            awaitWaiting(1);
            job.lead(percent);
            HttpResponse<String> changed = get(answer);
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(changed.body()).contains("<percent-complete>" + percent + "</percent-complete>");
        }
        HttpResponse<String> ended = get(waiting(by("user", job.uri()).header("If-None-Match", job.tag("")), 30));
        assertThat(ended.statusCode())
                .as("there is nothing to wait for any more")
                .isEqualTo(304);
    }

    /** Such a job has often ended before the wait begins, and would be waited for in vain. */
    @Test
    void aJobThatEndsAtOnceIsNotWaitedFor() throws Exception {
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> ended = CLIENT.send(
                    by("user", jetty.base() + "/job-management/jobs")
                            .header("Content-Type", "application/json")
                            .header("Prefer", "wait=50")
                            .timeout(Duration.ofSeconds(20))
                            .POST(BodyPublishers.ofString("{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"}}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(ended.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whenTheTimeIsUpTheAnswerIsWhatThereIs() throws Exception {
        Started job = started();
        CompletableFuture<HttpResponse<String>> same =
                waiting(by("user", job.uri()).header("If-None-Match", job.tag("")), 1);
        HttpResponse<String> whole = get(waiting(by("user", job.uri()), 1));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).contains("\"job-status\":\"INPROGRESS\"");
        assertThat(header(whole, "Retry-After")).isNotEmpty();
        assertThat(get(same).statusCode()).isEqualTo(304);
        assertThat(header(get(same), "Retry-After")).isNotEmpty();
        assertThat(get(waiting(by("user", job.uri()), 0)).statusCode()).isEqualTo(200);
        job.lead(100);
    }

    @Test
    void aResultIsHeldUntilItIsThere() throws Exception {
        Started job = started();
        HttpResponse<String> unfinished = get(waiting(by("user", job.uri() + "/result"), 1));
        assertThat(unfinished.statusCode()).isEqualTo(202);
        CompletableFuture<HttpResponse<String>> answer = waiting(by("user", job.uri() + "/result"), 30);
        awaitWaiting(1);
        job.lead(100);
        assertThat(get(answer).statusCode()).isEqualTo(200);
        assertThat(get(answer).body()).isEqualTo("made");
    }

    @Test
    void onlyAGetOfWhatTheCallerMaySeeWaits() throws Exception {
        Started job = started();
        HttpResponse<String> head = get(CLIENT.sendAsync(
                by("user", job.uri())
                        .method("HEAD", BodyPublishers.noBody())
                        .header("Prefer", "wait=30")
                        .build(),
                BodyHandlers.ofString()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(get(waiting(by("other", job.uri()), 30)).statusCode()).isEqualTo(404);
        assertThat(get(waiting(by("nobody", job.uri()), 30)).statusCode()).isEqualTo(403);
        assertThat(get(waiting(by("user", job.uri() + "?f=none"), 30)).statusCode())
                .isEqualTo(400);
        assertThat(get(waiting(by("user", job.uri() + "/log"), 30)).statusCode())
                .isEqualTo(200);
        job.lead(100);
    }

    @Test
    void oneWhoFindsNoPlaceIsAnsweredAtOnceAndToldWhenToAsk() throws Exception {
        Started job = started();
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.add(waiting(by("user", job.uri()), 30));
        }
        awaitWaiting(4);
        for (int i = 0; i < 2; i++) {
            held.add(waiting(by("viewer", job.uri()), 30));
        }
        awaitWaiting(6);
        for (String caller : List.of("user", "viewer", "Admin")) {
            HttpResponse<String> atOnce = get(waiting(by(caller, job.uri()), 30));
            assertThat(atOnce.statusCode()).isEqualTo(200);
            assertThat(header(atOnce, "Retry-After")).isNotEmpty();
            assertThat(atOnce.headers().firstValue("Preference-Applied")).isEmpty();
        }
        job.lead(100);
        for (CompletableFuture<HttpResponse<String>> answer : held) {
            assertThat(get(answer).body()).contains("SUCCESS");
        }
    }

    @Test
    void aSubmissionWaitsForTheEndOfItsJob() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = submitting("end-in-time", "wait=30, respond-async");
        awaitWaiting(1);
        Steered.lead("end-in-time", 100);
        HttpResponse<String> ended = get(answer);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).contains("\"job-status\":\"SUCCESS\"", "\"rel\":\"result\"");
        assertThat(header(ended, "Preference-Applied")).isEqualTo("wait=30");
        String uri = header(ended, "Content-Location");
        assertThat(header(ended, "Link")).isEqualTo("<" + uri + ">; rel=\"monitor\"");
        assertThat(jetty.get("user", uri).body()).isEqualTo(ended.body());
        assertThat(ended.headers().firstValue("Location")).isEmpty();
        assertThat(ended.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aSubmissionWhoseTimeIsUpIsAnsweredAsUsual() throws Exception {
        HttpResponse<String> accepted = get(submitting("too-long", "wait=1;x=y, return=representation"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        String uri = header(accepted, "Location");
        String job = jetty.get("user", uri).body();
        assertThat(accepted.body())
                .startsWith("{\"task\":{\"href\":")
                .endsWith("," + job.substring(1))
                .contains("\"job-status\":\"INPROGRESS\"");
        assertThat(header(accepted, "Retry-After")).isNotEmpty();
        assertThat(accepted.headers().allValues("Preference-Applied"))
                .containsExactlyInAnyOrder("wait=1", "return=representation");
        Steered.lead("too-long", 100);
    }

    @Test
    void inXmlThereIsNoRoomForTheJobBesideItsTask() throws Exception {
        HttpResponse<String> accepted = get(CLIENT.sendAsync(
                by("user", jetty.base() + "/job-management/jobs?f=xml")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "return=representation")
                        .POST(BodyPublishers.ofString("{\"type\":\"steered\",\"name\":\"in-xml\"}"))
                        .build(),
                BodyHandlers.ofString()));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).contains("<task>").doesNotContain("<job");
        assertThat(accepted.headers().firstValue("Preference-Applied")).isEmpty();
        Steered.lead("in-xml", 100);
    }

    @Test
    void aSubmissionThatFindsNoPlaceToWaitIsAcceptedAllTheSame() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.add(submitting("crowd-" + i, "wait=30"));
        }
        awaitWaiting(4);
        HttpResponse<String> accepted = get(submitting("crowd-4", "wait=30"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Preference-Applied")).isEmpty();
        for (int i = 0; i < 5; i++) {
            Steered.lead("crowd-" + i, 100);
        }
        for (CompletableFuture<HttpResponse<String>> answer : held) {
            assertThat(get(answer).statusCode()).isEqualTo(200);
        }
    }

    private CompletableFuture<HttpResponse<String>> submitting(String name, String prefer) {
        return CLIENT.sendAsync(
                by("user", jetty.base() + "/job-management/jobs")
                        .header("Content-Type", "application/json")
                        .header("Prefer", prefer)
                        .POST(BodyPublishers.ofString("{\"type\":\"steered\",\"name\":\"" + name + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aCancelledJobWakesThoseWhoWait() throws Exception {
        Started job = started();
        CompletableFuture<HttpResponse<String>> answer = waiting(by("user", job.uri()), 30);
        awaitWaiting(1);
        jetty.post("user", job.uri() + "/cancel", "");
        assertThat(get(answer).body()).contains("CANCELLED");
    }

    private record Started(WaitingTest test, String name, String uri) {

        void lead(int percent) {
            Steered.lead(name, percent);
        }

        String tag(String query) throws Exception {
            return header(test.jetty.get("user", uri + query), "ETag");
        }
    }

    private Started started() throws Exception {
        String name = "waiting-" + ++made;
        HttpResponse<String> accepted = jetty.submit("user", "{\"type\":\"steered\",\"name\":\"" + name + "\"}");
        Started job = new Started(this, name, header(accepted, "Location"));
        Steered.lead(name, 1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> jetty.get("user", job.uri()).body().contains("\"percent-complete\":\"1\""));
        return job;
    }

    private static CompletableFuture<HttpResponse<String>> waiting(HttpRequest.Builder request, int seconds) {
        return CLIENT.sendAsync(request.header("Prefer", "wait=" + seconds).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private void awaitWaiting(int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> jetty.get("Admin", jetty.base() + "/metrics")
                        .body()
                        .contains("\naccepted_waiting_requests " + count + ".0\n"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError(name + " of " + answer));
    }
}
