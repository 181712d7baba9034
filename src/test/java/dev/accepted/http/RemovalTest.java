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
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How jobs go: deleted, expired, too many, and what their clients are told afterwards. */
class RemovalTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOBS = "/job-management/jobs";
    private static final String SETTINGS = """
            accepted:
              store: {max-ended: 100}
              spool: {quota: 300000, max-log: 1000000}
              types:
                demo: {handler: demo}
                later: {handler: demo, window: {cron: "0 0 1 1 *"}}
                brief: {handler: demo, retention: PT1S}
                fills: {handler: dev.accepted.http.Fills}
            """;

    @Override
    protected String settings() {
        return SETTINGS;
    }

    private String submit(String type, String input) throws Exception {
        HttpResponse<String> answer = jetty.submit("user", "{\"type\":\"" + type + "\",\"input\":" + input + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String ended() throws Exception {
        String job = submit("demo", "{\"duration\":\"PT0S\",\"result\":\"made\"}");
        await(job, "SUCCESS");
        return job;
    }

    private JsonNode await(String job, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> status(job).equals(status));
        return job("user", job);
    }

    private String status(String job) {
        return job("user", job).path("job-status").asText();
    }

    private JsonNode job(String who, String job) {
        try {
            return JSON.readTree(jetty.get(who, job).body()).path("job");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> delete(String who, String job) throws Exception {
        return send(by(who, job).DELETE().build());
    }

    private static void assertProblem(HttpResponse<String> answer, ProblemCode code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code.key());
    }

    private void awaitGone(String job) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("user", job).statusCode() == 410);
    }

    @Test
    void anEndedJobIsGoneAtOnceAndOnlyThoseWhoCouldHaveSeenItHearThatItWasThere() throws Exception {
        String job = ended();

        HttpResponse<String> answer = delete("user", job);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        for (String who : List.of("user", "Admin", "viewer")) {
            for (String part : List.of("", "/result", "/log", "/input")) {
                assertProblem(jetty.get(who, job + part), ProblemCode.GONE);
            }
        }
        assertProblem(jetty.get("other", job), ProblemCode.UNKNOWN_JOB);
        assertProblem(delete("user", job), ProblemCode.GONE);
        assertProblem(delete("other", job), ProblemCode.UNKNOWN_JOB);
        assertProblem(jetty.post("Admin", job + "/delete", ""), ProblemCode.GONE);
        assertProblem(jetty.post("user", job + "/cancel", ""), ProblemCode.GONE);
        assertProblem(jetty.post("user", job + "/retry", ""), ProblemCode.GONE);
    }

    @Test
    void aWaitingJobIsCancelledAndGoneAtOnce() throws Exception {
        String job = submit("later", "{}");

        HttpResponse<String> answer = delete("user", job);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).at("/job/job-status").asText()).isEqualTo("CANCELLED");
        assertProblem(jetty.get("user", job), ProblemCode.GONE);
    }

    @Test
    void aRunningJobIsAskedToStopAndGoneWhenItHasEnded() throws Exception {
        String job = submit("demo", "{\"duration\":\"PT10M\"}");
        await(job, "INPROGRESS");

        HttpResponse<String> answer = jetty.post("Admin", job + "/delete", "");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(JSON.readTree(answer.body()).at("/job/job-status").asText()).isEqualTo("CANCELLING");
        awaitGone(job);
    }

    @Test
    void whoMayNotChangeAJobCannotDeleteItAndIsNotOfferedTo() throws Exception {
        String job = ended();

        assertProblem(delete("viewer", job), ProblemCode.FORBIDDEN);
        assertProblem(delete("other", job), ProblemCode.UNKNOWN_JOB);
        assertProblem(delete("user", job + "?f=yaml"), ProblemCode.INVALID_PARAMETER);

        assertThat(status(job)).isEqualTo("SUCCESS");
        assertThat(rels("viewer", job)).doesNotContain("delete");
        assertThat(rels("user", job)).contains("delete");
        assertThat(rels("Admin", job)).contains("delete");
    }

    private List<String> rels(String who, String job) {
        return job(who, job).path("links").findValuesAsText("rel");
    }

    @Test
    void aBrowsersFormIsAnsweredWithTheWayToTheList() throws Exception {
        String job = ended();

        HttpResponse<String> answer = send(by("user", job + "/delete")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .POST(BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/api/company" + JOBS);
        assertProblem(jetty.get("user", job), ProblemCode.GONE);
    }

    @Test
    void anEndedJobSaysWhenItWillBeForgottenAndIsThen() throws Exception {
        String unfinished = submit("later", "{}");
        assertThat(jetty.get("user", unfinished).headers().firstValue("Sunset")).isEmpty();
        assertThat(job("user", unfinished).has("expiry-time")).isFalse();

        String job = ended();
        for (String part : List.of("", "/result")) {
            String sunset =
                    jetty.get("user", job + part).headers().firstValue("Sunset").orElseThrow();
            assertThat(ZonedDateTime.parse(sunset, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(7)).minusSeconds(60),
                            Instant.now().plus(Duration.ofDays(7)));
        }
        assertThat(job("user", job).path("expiry-time").asText())
                .isEqualTo(DateTimeFormatter.ofPattern("dd-MM-yyyy hh:mm:ss a z", Locale.ENGLISH)
                        .format(ZonedDateTime.parse(
                                jetty.get("user", job)
                                        .headers()
                                        .firstValue("Sunset")
                                        .orElseThrow(),
                                DateTimeFormatter.RFC_1123_DATE_TIME))
                        .replace(" Z", " GMT"));

        awaitGone(submit("brief", "{\"duration\":\"PT0S\"}"));
    }

    @Test
    void pastTheMostTheOldestGoEarlyAreGoneAndAreCounted() throws Exception {
        double before = evicted();
        String first = submit("demo", "{\"duration\":\"PT0S\"}");
        await(first, "SUCCESS");
        for (int i = 0; i < 100; i++) {
            submit("demo", "{\"duration\":\"PT0S\"}");
        }

        awaitGone(first);
        assertProblem(jetty.get("other", first), ProblemCode.UNKNOWN_JOB);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> evicted() > before);
    }

    private double evicted() throws Exception {
        return jetty.get("Admin", jetty.base() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("accepted_jobs_evicted_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aResultThatDoesNotFitFailsTheJobClearly() throws Exception {
        String job = submit("fills", "{\"result\":400000}");
        JsonNode failed = await(job, "FAILURE");

        assertThat(failed.at("/error/code").asText()).isEqualTo("result-not-kept");
        assertThat(failed.at("/error/detail").asText()).contains("no room for its result");
        assertProblem(jetty.get("user", job + "/result"), ProblemCode.RESULT_NOT_KEPT);
    }

    @Test
    void aFullSpoolRefusesLargeInputsBeforeThe202CutsLogsAndLeavesSmallThingsAlone() throws Exception {
        String large = submit("fills", "{\"result\":280000}");
        await(large, "SUCCESS");
        String before =
                jetty.get("Admin", jetty.base() + JOBS + "?type=fills&limit=1").body();

        HttpResponse<String> refused =
                jetty.submit("user", "{\"type\":\"fills\",\"input\":{\"padding\":\"" + "x".repeat(100_000) + "\"}}");
        assertProblem(refused, ProblemCode.SPOOL_FULL);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 120L);
        assertThat(total(jetty.get("Admin", jetty.base() + JOBS + "?type=fills&limit=1")
                        .body()))
                .isEqualTo(total(before));

        String wordy = submit("fills", "{\"log\":200000,\"result\":10}");
        await(wordy, "SUCCESS");
        assertThat(jetty.get("user", wordy + "/log").body())
                .endsWith("[The log ends here: the room for logs, inputs and results is used up.]\n");
        assertThat(jetty.get("user", wordy + "/result").body()).hasSize(10);

        assertThat(delete("user", large).statusCode()).isEqualTo(204);
        String next = submit("fills", "{\"result\":200000}");
        await(next, "SUCCESS");
        assertThat(jetty.post("user", next + "/delete", "").statusCode()).isEqualTo(204);
    }

    private static String total(String list) throws Exception {
        return JSON.readTree(list).at("/jobs/@total").asText();
    }

    @Test
    void whoReadsWhileAJobIsDeletedGetsItWholeOrHearsThatItIsGone() throws Exception {
        for (int round = 0; round < 15; round++) {
            String job = submit("fills", "{\"result\":100000}");
            await(job, "SUCCESS");
            Set<String> others = ConcurrentHashMap.newKeySet();
            List<Integer> deletes = new ArrayList<>();

            new Race()
                    .with(1, number -> deletes.add(delete("user", job).statusCode()))
                    .with(4, number -> {
                        int status;
                        do {
                            String part = number % 2 == 0 ? "" : "/result";
                            HttpResponse<String> answer = jetty.get("user", job + part);
                            status = answer.statusCode();
                            boolean whole = status == 200
                                    && (number % 2 == 0 || answer.body().length() == 100_000);
                            if (!whole && status != 410) {
                                others.add(part + " " + status + " " + answer.body());
                            }
                        } while (status == 200);
                    })
                    .run();

            assertThat(others).isEmpty();
            assertThat(deletes).containsExactly(204);
        }
    }
}
