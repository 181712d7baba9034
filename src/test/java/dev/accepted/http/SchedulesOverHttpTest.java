package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What clients see of schedules, and what administrators do with them. None of these comes at its time while the tests run. */
class SchedulesOverHttpTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BROWSER = "text/html";
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {default: {concurrency: 8}, night: {concurrency: 1, capacity: 1}}
                  types:
                    demo: {handler: demo, queues: [default, night]}
                    echo: {handler: dev.accepted.http.Echo, raw: true}
                  limits: {active-jobs: 4}
                  schedules:
                    greedy: {cron: "0 0 29 2 *", type: demo, input: {duration: PT1M}, skip-if-active: false}
                    leap: {cron: "0 0 29 2 *", zone: Europe/Berlin, type: demo, name: Leap day, input: {duration: PT0S, result: "done, at last"}}
                    of-user: {cron: "0 0 29 2 *", type: demo, owner: user, input: '{"duration":"PT1M"}', queue: night, summary: mine}
                    overlap: {cron: "0 0 29 2 *", type: demo, input: {duration: PT1M}, queue: night, skip-if-active: false, priority: 3}
                    by-form: {cron: "0 0 29 2 *", type: demo, input: {duration: PT0S}}
                    bytes: {cron: "0 0 29 2 *", type: echo, input: "as, it is"}
                """;
    }

    private String schedules() {
        return jetty.base() + "/job-management/schedules";
    }

    private JsonNode json(String user, String uri) throws Exception {
        HttpResponse<String> answer = jetty.get(user, uri);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> act(String user, String path) throws Exception {
        return jetty.post(user, schedules() + path, "");
    }

    private HttpResponse<String> form(String path) throws Exception {
        return send(by("Admin", schedules() + path)
                .header("Accept", BROWSER)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(""))
                .build());
    }

    private String page(String user, String uri) throws Exception {
        return send(by(user, uri).header("Accept", BROWSER).build()).body();
    }

    private void end(String job) throws Exception {
        jetty.post("Admin", job + "/cancel", "");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("Admin", job).body().contains("COMPLETED"));
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void everybodySeesTheSchedulesWhoseJobsTheyMaySee() throws Exception {
        assertThat(json("viewer", schedules()).at("/schedules/schedule").findValuesAsText("name"))
                .containsExactly("by-form", "bytes", "greedy", "leap", "of-user", "overlap");
        assertThat(json("user", schedules()).at("/schedules/schedule").findValuesAsText("name"))
                .containsExactly("of-user");
        assertThat(jetty.get("user", schedules() + "/leap").statusCode()).isEqualTo(404);
        assertThat(jetty.get("user", schedules() + "/leap").body()).contains("unknown-schedule");
        assertThat(jetty.get("user", schedules() + "/Leap%20day").body()).contains("unknown-schedule");
        JsonNode mine = json("user", schedules() + "/of-user").at("/schedule");
        assertThat(mine.path("owner").asText()).isEqualTo("user");
        assertThat(mine.path("links").findValuesAsText("rel")).containsExactly("self", "collection", "type");
        assertThat(json("user", jetty.base() + "/job-management").findValuesAsText("rel"))
                .contains("schedules");
    }

    @Test
    void whatItWillDoIsShownAndAnUnchangedScheduleIs304() throws Exception {
        HttpResponse<String> answer = jetty.get("viewer", schedules() + "/overlap");
        JsonNode schedule = JSON.readTree(answer.body()).path("schedule");
        assertThat(schedule.path("cron").asText()).isEqualTo("0 0 29 2 *");
        assertThat(schedule.path("zone").asText()).isEqualTo("UTC");
        assertThat(schedule.path("owner").asText()).isEqualTo("schedule:overlap");
        assertThat(schedule.path("skip-if-active").asText()).isEqualTo("false");
        assertThat(schedule.path("next-time").asText()).matches("29-02-20[0-9]{2} 12:00:00 AM GMT");
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(send(by("viewer", schedules() + "/overlap")
                                .header("If-None-Match", tag)
                                .build())
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<String> all = jetty.get("viewer", schedules() + "?f=text");
        assertThat(all.body()).contains("leap\t28-02-2").contains(" 11:00:00 PM GMT\t");
        assertThat(jetty.get("viewer", schedules() + "?colour=red").statusCode())
                .isEqualTo(400);
    }

    @Test
    void administratorsHaveItSubmitItsJobNow() throws Exception {
        String job = location(act("Admin", "/leap/run-now"));
        JsonNode accepted = json("Admin", job).path("job");
        assertThat(accepted.path("owner").asText()).isEqualTo("schedule:leap");
        assertThat(accepted.path("name").asText()).isEqualTo("Leap day");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> json("Admin", schedules() + "/leap")
                        .at("/schedule/last-job/job-status")
                        .asText()
                        .equals("SUCCESS"));
        assertThat(jetty.get("Admin", job + "/result").body()).isEqualTo("done, at last");
        JsonNode leap = json("Admin", schedules() + "/leap").path("schedule");
        assertThat(job).endsWith(leap.at("/last-job/@uri").asText());
        assertThat(leap.at("/last-job/by").asText()).isEqualTo("Admin");
        assertThat(leap.path("submitted").asText()).isEqualTo("1");
        assertThat(jetty.get("Admin", jetty.base() + "/metrics").body())
                .containsPattern("accepted_schedule_turns_total\\{outcome=\"submitted\",schedule=\"leap\"} 1");
        String bytes = location(act("Admin", "/bytes/run-now"));
        end(bytes);
        assertThat(jetty.get("Admin", bytes + "/input").body()).isEqualTo("as, it is");
        send(by("Admin", bytes).DELETE().build());
        JsonNode last = json("Admin", schedules() + "/bytes").at("/schedule/last-job");
        assertThat(last.has("id")).isTrue();
        assertThat(last.has("job-status"))
                .as("a job that is gone has no status")
                .isFalse();
        assertThat(page("Admin", schedules())).contains("gone, of");
    }

    @Test
    void whoWantsItBeforeTheLastJobHasEndedIsToldSo() throws Exception {
        String job = location(act("Admin", "/of-user/run-now"));
        HttpResponse<String> again = act("Admin", "/of-user/run-now");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("last-job-active").contains(job.substring(job.lastIndexOf('/') + 1));
        assertThat(page("Admin", schedules() + "/of-user")).contains("wanted by Admin");
        HttpResponse<String> onThePage = form("/of-user/run-now");
        assertThat(onThePage.statusCode()).isEqualTo(409);
        assertThat(onThePage.body()).contains("<h1>of-user</h1>").contains("role=\"alert\"");
        end(job);
    }

    @Test
    void aFullQueueIsToldToWhoeverWantsItNow() throws Exception {
        String job = location(act("Admin", "/overlap/run-now"));
        String other = location(act("Admin", "/overlap/run-now"));
        HttpResponse<String> refused = act("Admin", "/overlap/run-now");
        for (int i = 0; i < 3 && refused.statusCode() == 202; i++) {
            refused = act("Admin", "/overlap/run-now");
        }
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        end(other);
        end(job);
    }

    @Test
    void theLimitsOfItsOwnerHold() throws Exception {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(location(act("Admin", "/greedy/run-now")));
        }
        HttpResponse<String> refused = act("Admin", "/greedy/run-now");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("too-many-active-jobs");
        for (String job : jobs) {
            end(job);
        }
    }

    @Test
    void itIsPausedAndResumedByAdministratorsOnly() throws Exception {
        for (String action : new String[] {"run-now", "pause", "resume"}) {
            assertThat(act("user", "/of-user/" + action).statusCode()).isEqualTo(403);
            assertThat(act("viewer", "/of-user/" + action).statusCode()).isEqualTo(403);
        }
        HttpResponse<String> paused = act("Admin", "/bytes/pause");
        assertThat(paused.statusCode()).isEqualTo(200);
        JsonNode schedule = JSON.readTree(paused.body()).path("schedule");
        assertThat(schedule.path("paused").asText()).isEqualTo("true");
        assertThat(schedule.path("next-time").asText()).isEmpty();
        assertThat(schedule.path("links").findValuesAsText("rel"))
                .contains("resume")
                .doesNotContain("pause");
        assertThat(act("Admin", "/bytes/pause").statusCode()).as("asked again").isEqualTo(200);
        assertThat(jetty.get("viewer", schedules() + "?f=text").body()).contains("bytes\tPAUSED\t");
        HttpResponse<String> resumed = act("Admin", "/bytes/resume?f=xml");
        assertThat(resumed.body()).contains("<paused>false</paused>").contains("<next-time>29-02-");
    }

    @Test
    void peopleSeeThemOnPagesAndSteerThemByForms() throws Exception {
        assertThat(page("Admin", jetty.base() + "/job-management"))
                .contains("<h2 id=\"h-schedules\">")
                .contains("/schedules/leap");
        assertThat(page("other", jetty.base() + "/job-management")).doesNotContain("h-schedules");
        assertThat(page("other", schedules())).contains("There is no schedule that you may see.");
        assertThat(page("Admin", schedules())).contains("<code>0 0 29 2 *</code> Europe/Berlin");
        assertThat(page("Admin", schedules() + "/overlap"))
                .contains("action=\"/api/company/job-management/schedules/overlap/run-now\"")
                .contains("action=\"/api/company/job-management/schedules/overlap/pause\"")
                .contains("schedule%3Aoverlap");
        assertThat(page("viewer", schedules() + "/overlap")).doesNotContain("<form");
        HttpResponse<String> paused = form("/overlap/pause");
        assertThat(paused.statusCode()).isEqualTo(303);
        assertThat(paused.headers().firstValue("Location")).contains("/api/company/job-management/schedules/overlap");
        assertThat(page("Admin", schedules() + "/overlap")).contains("<strong>paused</strong>");
        assertThat(form("/overlap/resume").statusCode()).isEqualTo(303);
        HttpResponse<String> job = form("/by-form/run-now");
        assertThat(job.statusCode()).isEqualTo(303);
        assertThat(job.headers().firstValue("Location").orElse("")).contains("/job-management/jobs/");
    }
}
