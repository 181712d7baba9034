package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.store.Race;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What did not work is done once more: by one new job, however often that is asked for. */
class RetryTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {narrow: {capacity: 1}}
                  types:
                    work: {handler: demo, name: Work, summary: hard}
                    later: {handler: demo, queues: [narrow], window: {cron: "0 0 1 1 *"}}
                    bytes: {handler: demo, raw: true, window: {cron: "0 0 1 1 *"}}
                    for-result: {handler: demo, location: result, window: {cron: "0 0 1 1 *"}}
                """;
    }

    @Test
    void aFailedJobIsDoneOnceMoreByANewJob() throws Exception {
        String old = ended(
                "{\"type\":\"work\",\"name\":\"Mine\",\"priority\":\"3\","
                        + "\"input\":{\"duration\":\"PT0S\",\"fail\":true}}",
                "FAILURE");
        assertThat(link(old, "retry")).isEqualTo("POST " + path(old) + "/retry");

        HttpResponse<String> answer = jetty.post("user", old + "/retry", "");

        assertThat(answer.statusCode()).isEqualTo(202);
        String newer = location(answer);
        assertThat(newer).isNotEqualTo(old);
        assertThat(answer.body())
                .isEqualTo("{\"task\":{\"href\":\"" + path(newer) + "\",\"id\":\"" + id(newer) + "\"}}");
        assertThat(answer.headers().firstValue("Link")).contains("<" + newer + ">; rel=\"monitor\"");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 120L);
        awaitStatus(newer, "FAILURE");
        JsonNode job = job(newer);
        assertThat(List.of("name", "summary", "priority", "owner", "type", "retried-by"))
                .extracting(member -> job.path(member).asText())
                .containsExactly("Mine", "hard", "3", "user", "work", "user");
        assertThat(link(newer, "retry-of")).isEqualTo("GET " + path(old));
        assertThat(link(old, "retried-as")).isEqualTo("GET " + path(newer));
        assertThat(job(old).has("retried-by")).isFalse();
        assertThat(jetty.get("user", newer + "/input").body())
                .isEqualTo(jetty.get("user", old + "/input").body());
    }

    @Test
    void askedAgainItIsTheSameNewJobWhateverHasBecomeOfIt() throws Exception {
        String old = ended("{\"type\":\"work\",\"input\":{\"duration\":\"PT0S\",\"fail\":true}}", "FAILURE");
        HttpResponse<String> first = jetty.post("user", old + "/retry", "");
        awaitStatus(location(first), "FAILURE");

        HttpResponse<String> second = jetty.post("Admin", old + "/retry", "");

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(location(second)).isEqualTo(location(first));
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        assertThat(job(location(first)).path("retried-by").asText()).isEqualTo("user");
    }

    @Test
    void aHundredWhoAskAtOnceGetTheSameAnswer() throws Exception {
        String old = cancelled("{\"type\":\"work\",\"scheduled-start-time\":\"2999-01-01T00:00:00Z\"}");
        Set<String> answers = ConcurrentHashMap.newKeySet();

        new Race()
                .with(100, number -> {
                    HttpResponse<String> answer = jetty.post("user", old + "/retry", "");
                    answers.add(answer.statusCode() + " " + answer.body());
                })
                .run();

        assertThat(answers).hasSize(1).first().asString().startsWith("202 {\"task\"");
    }

    @Test
    void anAdministratorRetriesForTheOwnerAndOthersDoNot() throws Exception {
        String old = cancelled("{\"type\":\"work\",\"scheduled-start-time\":\"2999-01-01T00:00:00Z\"}");
        problem(jetty.post("viewer", old + "/retry", ""), ProblemCode.FORBIDDEN);
        problem(jetty.post("other", old + "/retry", ""), ProblemCode.UNKNOWN_JOB);
        assertThat(jetty.get("viewer", old).body()).doesNotContain("/retry");

        String newer = location(jetty.post("Admin", old + "/retry", ""));

        assertThat(job(newer).path("owner").asText()).isEqualTo("user");
        assertThat(job(newer).path("retried-by").asText()).isEqualTo("Admin");
    }

    @Test
    void whatHasNotEndedOrSucceededIsNotRetried() throws Exception {
        String waiting = location(jetty.submit("user", "{\"type\":\"bytes\",\"input\":\"x\"}"));
        String done = ended("{\"type\":\"work\",\"input\":{\"duration\":\"PT0S\"}}", "SUCCESS");
        for (String job : List.of(waiting, done)) {
            problem(jetty.post("user", job + "/retry", ""), ProblemCode.NOT_RETRYABLE);
            assertThat(job(job).path("links").toString()).doesNotContain("/retry");
        }
        problem(jetty.post("user", jetty.base() + "/job-management/jobs/x/retry", ""), ProblemCode.UNKNOWN_JOB);
    }

    @Test
    void aFullQueueRefusesARetryAndNothingHasHappened() throws Exception {
        String old = cancelled("{\"type\":\"later\"}");
        String blocker = location(jetty.submit("user", "{\"type\":\"later\"}"));

        HttpResponse<String> refused = jetty.post("user", old + "/retry", "");

        problem(refused, ProblemCode.QUEUE_FULL);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(job(old).path("links").toString()).doesNotContain("retried-as");
        jetty.post("user", blocker + "/cancel", "");
        assertThat(jetty.post("user", old + "/retry", "").statusCode()).isEqualTo(202);
    }

    @Test
    void aFormThatIsNoneOfOursIsRefusedBeforeAnythingHappens() throws Exception {
        String old = cancelled("{\"type\":\"work\",\"scheduled-start-time\":\"2999-01-01T00:00:00Z\"}");

        problem(jetty.post("user", old + "/retry?f=carrot", ""), ProblemCode.INVALID_PARAMETER);

        assertThat(job(old).path("links").toString()).doesNotContain("retried-as");
    }

    @Test
    void largeInputIsThereForTheNewJobToo() throws Exception {
        String large = "x".repeat(1_000_000);
        String old = location(send(by("user", jetty.base() + "/job-management/job-types/bytes/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(large))
                .build()));
        jetty.post("user", old + "/cancel", "");

        String newer = location(jetty.post("user", old + "/retry", ""));

        assertThat(jetty.get("user", newer + "/input").body()).isEqualTo(large);
    }

    @Test
    void theAnswerTakesTheFormAndTheLocationOfASubmissions() throws Exception {
        String old = cancelled("{\"type\":\"work\",\"scheduled-start-time\":\"2999-01-01T00:00:00Z\"}");
        String newer = location(jetty.post("user", old + "/retry", ""));

        HttpResponse<String> text = jetty.post("user", old + "/retry?f=text", "");
        assertThat(text.body()).isEqualTo(newer + "\n");
        HttpResponse<String> async = send(by("user", old + "/retry")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(location(async)).isEqualTo(newer + "/result");
        assertThat(async.headers().firstValue("Preference-Applied")).contains("respond-async");
        HttpResponse<String> browser = send(by("user", old + "/retry")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(browser.statusCode()).isEqualTo(303);
        assertThat(location(browser)).isEqualTo(path(newer));
        String byType = cancelled("{\"type\":\"for-result\"}").replace("/result", "");
        assertThat(location(jetty.post("user", byType + "/retry", ""))).endsWith("/result");
    }

    @Test
    void theHistoriesOfBothTellOfTheRetry() throws Exception {
        String old = ended("{\"type\":\"work\",\"input\":{\"duration\":\"PT0S\",\"fail\":true}}", "FAILURE");
        String newer = location(jetty.post("Admin", old + "/retry", ""));
        awaitStatus(newer, "FAILURE");

        assertThat(link(old, "history")).isEqualTo("GET " + path(old) + "/history");
        JsonNode first =
                JSON.readTree(jetty.get("user", old + "/history").body()).path("history");
        assertThat(first.path("@uri").asText()).isEqualTo(path(old) + "/history");
        assertThat(first.path("event").findValuesAsText("what"))
                .containsExactly("ACCEPTED", "STARTED", "COMPLETED", "RETRIED");
        assertThat(first.at("/event/2/job-status").asText()).isEqualTo("FAILURE");
        assertThat(first.at("/event/2/error/detail").asText()).isEqualTo("The demo was asked to fail.");
        assertThat(first.at("/event/3/job").asText()).isEqualTo(id(newer));
        String second = jetty.get("user", newer + "/history?f=text").body();
        assertThat(second.lines().findFirst().orElseThrow()).endsWith("\tACCEPTED\tby Admin, retry of " + id(old));
        assertThat(jetty.get("viewer", newer + "/history?f=xml").body()).contains("<what>COMPLETED</what>");
        problem(jetty.get("other", newer + "/history"), ProblemCode.UNKNOWN_JOB);
        problem(jetty.get("user", newer + "/history?x=1"), ProblemCode.INVALID_PARAMETER);
    }

    private String ended(String submission, String status) throws Exception {
        String job = location(jetty.submit("user", submission));
        awaitStatus(job, status);
        return job;
    }

    private String cancelled(String submission) throws Exception {
        String job = location(jetty.submit("user", submission)).replace("/result", "");
        assertThat(jetty.post("user", job + "/cancel", "").statusCode()).isEqualTo(200);
        return job;
    }

    private void awaitStatus(String job, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> job(job).path("job-status").asText().equals(status));
    }

    private JsonNode job(String uri) throws Exception {
        return JSON.readTree(jetty.get("user", uri).body()).path("job");
    }

    private String link(String job, String rel) throws Exception {
        for (JsonNode link : job(job).path("links")) {
            if (link.path("rel").asText().equals(rel)) {
                return link.path("method").asText() + " " + link.path("href").asText();
            }
        }
        return "no link " + rel;
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(202, 303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String path(String uri) {
        return uri.substring(uri.indexOf("/api/company"));
    }

    private static String id(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    private static void problem(HttpResponse<String> answer, ProblemCode code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code.key());
    }
}
