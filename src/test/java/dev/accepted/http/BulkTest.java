package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import dev.accepted.dialect.ProblemCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to many jobs at once. Each test names its jobs by a word of its own, and filters by it. */
class BulkTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOBS = "/job-management/jobs";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SETTINGS = """
            accepted:
              types:
                demo: {handler: demo}
                later: {handler: demo, window: {cron: "0 0 1 1 *"}}
                fills: {handler: dev.accepted.http.Fills}
              spool: {quota: 100000}
            """;

    @Override
    protected String settings() {
        return SETTINGS;
    }

    private String submit(String who, String type, String name, String input) throws Exception {
        HttpResponse<String> answer =
                jetty.submit(who, "{\"type\":\"" + type + "\",\"name\":\"" + name + "\",\"input\":" + input + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String waiting(String who, String name) throws Exception {
        return submit(who, "later", name, "{}");
    }

    private String running(String name) throws Exception {
        String job = submit("user", "demo", name, "{\"duration\":\"PT10M\"}");
        await(job, "INPROGRESS");
        return job;
    }

    private String failed(String name) throws Exception {
        String job = submit("user", "fills", name, "{\"result\":200000}");
        await(job, "FAILURE");
        return job;
    }

    private void await(String job, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> status(job).equals(status));
    }

    private String status(String job) throws Exception {
        return JSON.readTree(jetty.get("Admin", job).body())
                .at("/job/job-status")
                .asText();
    }

    private static String id(String job) {
        return job.substring(job.lastIndexOf('/') + 1);
    }

    private HttpResponse<String> post(String who, String path, String type, String body) throws Exception {
        return send(by(who, jetty.base() + path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode bulk(String who, String action) throws Exception {
        return bulk(jetty.post(who, jetty.base() + JOBS + action, ""));
    }

    private static JsonNode bulk(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("bulk");
    }

    private static void assertCounts(JsonNode bulk, int done, int asked, int refused) {
        assertThat(List.of("matched", "done", "asked", "refused").stream()
                        .map(name -> bulk.path(name).asText()))
                .containsExactly(
                        Integer.toString(done + asked + refused),
                        Integer.toString(done),
                        Integer.toString(asked),
                        Integer.toString(refused));
        assertThat(bulk.path("refusal")).hasSize(refused);
    }

    @Test
    void cancelMeetsTheOwnJobsThatHaveNotEndedAndLeavesTheOthersAlone() throws Exception {
        String waiting = waiting("user", "cancel-own");
        String running = running("cancel-own");
        String ended = submit("user", "demo", "cancel-own", "{\"duration\":\"PT0S\"}");
        await(ended, "SUCCESS");
        String others = waiting("other", "cancel-own");

        assertCounts(bulk("user", "/cancel?q=cancel-own"), 1, 1, 0);

        assertThat(status(waiting)).isEqualTo("CANCELLED");
        await(running, "CANCELLED");
        assertThat(status(ended)).isEqualTo("SUCCESS");
        assertThat(status(others)).isEqualTo("UNDETERMINED");
        assertCounts(bulk("user", "/cancel?q=cancel-own"), 0, 0, 0);

        assertCounts(bulk("Admin", "/cancel?q=cancel-own"), 1, 0, 0);
        assertThat(status(others)).isEqualTo("CANCELLED");
    }

    @Test
    void ofIdsEachThatCannotBeMetIsNamedWithTheReason() throws Exception {
        String waiting = waiting("user", "ids");
        String ended = submit("user", "demo", "ids", "{\"duration\":\"PT0S\"}");
        await(ended, "SUCCESS");
        String others = waiting("other", "ids");
        String gone = waiting("user", "ids");
        assertThat(jetty.post("user", gone + "/delete", "").statusCode()).isEqualTo(202);

        JsonNode answer = bulk(post(
                "user",
                JOBS + "/cancel",
                "application/json",
                "{\"id\":[\"" + id(waiting) + "\",\"" + id(ended) + "\",\"" + id(others) + "\",\"" + id(gone)
                        + "\",\"x\",\"" + id(waiting) + "\"]}"));

        assertCounts(answer, 1, 0, 4);
        assertThat(answer.findValuesAsText("id")).containsExactly(id(ended), id(others), id(gone), "x");
        assertThat(answer.findValuesAsText("code")).containsExactly("job-ended", "unknown-job", "gone", "unknown-job");
        assertThat(status(others)).isEqualTo("UNDETERMINED");
    }

    @Test
    void whatOneRequestDoesNotReachTheNextOneDoesAndNoJobIsMetTwice() throws Exception {
        for (int i = 0; i < 7; i++) {
            waiting("user", "walk");
        }
        String running = running("walk");

        List<String> counts = new ArrayList<>();
        JsonNode answer = bulk("user", "/cancel?q=walk&limit=3");
        while (answer.has("next")) {
            counts.add(answer.path("matched").asText());
            answer = bulk(jetty.post(
                    "user",
                    jetty.base().replace("/api/company", "")
                            + answer.path("next").asText(),
                    ""));
        }
        counts.add(answer.path("matched").asText());

        assertThat(counts).containsExactly("3", "3", "2");
        await(running, "CANCELLED");
    }

    @Test
    void deleteRemovesEndedJobsAndEndsTheOthersFirst() throws Exception {
        List<String> jobs = List.of(waiting("user", "delete"), running("delete"), failed("delete"));

        assertCounts(bulk(post("user", JOBS + "/delete", FORM, "q=delete&type=")), 2, 1, 0);

        for (String job : jobs) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> jetty.get("user", job).statusCode() == 410);
        }
    }

    @Test
    void retryMeetsThoseThatEndedWithoutSuccess() throws Exception {
        String first = failed("again");
        String second = failed("again");
        String ended = submit("user", "demo", "again", "{\"duration\":\"PT0S\"}");
        await(ended, "SUCCESS");

        assertCounts(
                bulk(post(
                        "user",
                        JOBS + "/retry",
                        "application/xml",
                        "<filter><q>again</q><job-state>COMPLETED</job-state></filter>")),
                2,
                0,
                0);

        for (String job : List.of(first, second)) {
            assertThat(JSON.readTree(jetty.get("user", job).body())
                            .path("job")
                            .path("links")
                            .findValuesAsText("rel"))
                    .contains("retried-as");
        }
        assertCounts(bulk("user", "/retry?id=" + id(ended) + "&id=" + id(first)), 1, 0, 1);
    }

    @Test
    void aBrowsersFormIsAnsweredWithTheWayToTheFilteredList() throws Exception {
        String job = waiting("user", "form");

        HttpResponse<String> answer = send(by("user", jetty.base() + JOBS + "/cancel")
                .header("Content-Type", FORM)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .POST(BodyPublishers.ofString("q=form&type=later&owner="))
                .build());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/api/company" + JOBS + "?q=form&type=later");
        assertThat(status(job)).isEqualTo("CANCELLED");
    }

    @Test
    void aBrowsersFormSaysWhichListToGoBackToAndIsToldWhatTheListDoesNotShow() throws Exception {
        String job = waiting("user", "back");
        String id = job.substring(job.lastIndexOf('/') + 1);

        HttpResponse<String> list = press("/cancel", "id=" + id + "&_list=&_type=later&_colour=red");
        assertThat(list.headers().firstValue("Location")).contains("/api/company" + JOBS + "?type=later");
        HttpResponse<String> page = press("/cancel", "id=" + id + "&id=abc&_list=&_type=later");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>1 cancelled, 1 refused</h1>", "jobs?type=later\"");
    }

    private HttpResponse<String> press(String action, String fields) throws Exception {
        return send(by("user", jetty.base() + JOBS + action)
                .header("Content-Type", FORM)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .POST(BodyPublishers.ofString(fields))
                .build());
    }

    @Test
    void whoMayChangeNothingChangesNothing() throws Exception {
        String job = waiting("user", "viewer");

        HttpResponse<String> answer = jetty.post("viewer", jetty.base() + JOBS + "/cancel?q=viewer", "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(status(job)).isEqualTo("UNDETERMINED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /cancel                   | application/x-www-form-urlencoded | ""                | INVALID_PARAMETER      | has neither. For all jobs, name all of job-state
            /delete?type=             | application/json                  | {}                | INVALID_PARAMETER      | has neither
            /delete?id=1&type=a       | application/json                  | {}                | INVALID_PARAMETER      | has both
            /retry?colour=red         | application/json                  | {}                | INVALID_PARAMETER      | 'colour' is not known here; known are cursor, f, id
            /cancel?q=a&limit=1001    | application/json                  | {}                | INVALID_PARAMETER      | from 1 to 1000, but is '1001'
            /cancel?q=a&cursor=b      | application/json                  | {}                | INVALID_PARAMETER      | 'cursor' must come from a link
            /cancel                   | application/json                  | [1]               | MALFORMED_REQUEST      | a JSON object
            /cancel                   | application/json                  | {{                | MALFORMED_REQUEST      | no valid JSON
            /cancel                   | application/json                  | {"q":{"a":"b"}}   | MALFORMED_REQUEST      | 'q' must be a string
            /cancel                   | application/xml                   | <job/>            | MALFORMED_REQUEST      | an element 'filter'
            /cancel                   | text/plain                        | a                 | UNSUPPORTED_MEDIA_TYPE | but the body is text/plain
            """)
    void whatIsNotUnderstoodIsNamedAndNothingIsDone(
            String path, String type, String body, ProblemCode code, String detail) throws Exception {
        HttpResponse<String> answer = post("user", JOBS + path, type, body.replace("\"\"", "\""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code.key());
        assertThat(problem.path("detail").asText()).contains(detail);
    }

    @Test
    void tooManyIdsAreRefused() throws Exception {
        StringBuilder ids = new StringBuilder("id=0");
        for (int i = 1; i <= 1000; i++) {
            ids.append("&id=").append(i);
        }
        HttpResponse<String> answer = post("user", JOBS + "/cancel", FORM, ids.toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("At most 1000 ids are taken at once, but these are 1001");
        assertThat(post("user", JOBS + "/cancel", FORM, "q=" + "a".repeat(70_000))
                        .statusCode())
                .isEqualTo(413);
    }
}
