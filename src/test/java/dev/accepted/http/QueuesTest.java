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
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How queues stand, and how they are paused and resumed. */
class QueuesTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {default: {concurrency: 8}, night: {concurrency: 2, capacity: 7}}
                  types:
                    demo: {handler: demo, queues: [night, default]}
                """;
    }

    private String queues() {
        return jetty.base() + "/job-management/queues";
    }

    private String night() {
        return queues() + "/night";
    }

    @AfterEach
    void resume() throws Exception {
        jetty.post("Admin", night() + "/resume", "");
    }

    private JsonNode json(String user, String uri) throws Exception {
        HttpResponse<String> answer = jetty.get(user, uri);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String submit() throws Exception {
        return jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private void await(String job, String pointer, String value) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> json("user", job).at(pointer).asText().equals(value));
    }

    @Test
    void eachQueueTellsHowManyRunAndWaitAndWhatTheCallerCanDo() throws Exception {
        JsonNode queues = json("viewer", queues()).path("queues");
        assertThat(queues.path("@uri").asText()).isEqualTo("/api/company/job-management/queues");
        assertThat(queues.path("queue").findValuesAsText("name")).containsExactly("default", "night");
        JsonNode night = queues.path("queue").path(1);
        assertThat(night).isEqualTo(json("viewer", night()).path("queue"));
        assertThat(night.fieldNames())
                .toIterable()
                .containsExactly(
                        "@uri",
                        "name",
                        "queue-state",
                        "running",
                        "concurrency",
                        "waiting",
                        "capacity",
                        "oldest-waiting-time",
                        "links");
        assertThat(night.path("queue-state").asText()).isEqualTo("ACTIVE");
        assertThat(night.path("capacity").asText()).isEqualTo("7");
        assertThat(night.path("links").findValuesAsText("rel")).containsExactly("self", "collection", "jobs");
        assertThat(json("Admin", night()).at("/queue/links").findValuesAsText("rel"))
                .containsExactly("self", "collection", "jobs", "pause");
    }

    @Test
    void aPausedQueueHoldsItsJobsAndTheySaySo() throws Exception {
        HttpResponse<String> paused = jetty.post("Admin", night() + "/pause", "");
        assertThat(paused.statusCode()).isEqualTo(200);
        JsonNode queue = JSON.readTree(paused.body()).path("queue");
        assertThat(queue.path("queue-state").asText()).isEqualTo("PAUSED");
        assertThat(queue.path("paused-by").asText()).isEqualTo("Admin");
        assertThat(queue.path("links").findValuesAsText("rel"))
                .contains("resume")
                .doesNotContain("pause");

        String job = submit();
        await(job, "/job/queue-state", "PAUSED");
        JsonNode waiting = json("user", job).path("job");
        assertThat(waiting.path("job-state").asText()).isEqualTo("SCHEDULED");
        assertThat(waiting.path("queue-position").asText()).isEqualTo("1");
        assertThat(waiting.has("estimated-end-time")).isFalse();
        assertThat(jetty.get("user", job + "?f=xml").body()).contains("<queue-state>PAUSED</queue-state>");
        assertThat(json("user", night()).at("/queue/oldest-waiting-time").asText())
                .isEqualTo(waiting.path("scheduled-start-time").asText());

        assertThat(jetty.post("Admin", night() + "/resume", "").body()).contains("\"ACTIVE\"");
        await(job, "/job/job-status", "SUCCESS");
        assertThat(json("user", job).path("job").has("queue-state")).isFalse();
    }

    @Test
    void askingAgainChangesNothing() throws Exception {
        String first = jetty.post("Admin", night() + "/pause", "").body();
        assertThat(jetty.post("Admin", night() + "/pause", "").body()).isEqualTo(first);
        String resumed = jetty.post("Admin", night() + "/resume", "").body();
        assertThat(jetty.post("Admin", night() + "/resume", "").body()).isEqualTo(resumed);
    }

    @Test
    void onlyAdministratorsPauseAndResume() throws Exception {
        for (String user : List.of("user", "viewer", "nobody")) {
            assertThat(jetty.post(user, night() + "/pause", "").statusCode()).isEqualTo(403);
            assertThat(jetty.post(user, night() + "/resume", "").statusCode()).isEqualTo(403);
        }
        assertThat(json("user", night()).at("/queue/queue-state").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void aQueueThatDoesNotExistIsNotFound() throws Exception {
        for (String name : List.of("none", "NO%20NAME")) {
            assertThat(jetty.get("Admin", queues() + "/" + name).statusCode()).isEqualTo(404);
            assertThat(jetty.post("Admin", queues() + "/" + name + "/pause", "").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void theFormOfABrowserLeadsBackToTheOverviewWhichShowsThePause() throws Exception {
        for (String verb : List.of("pause", "resume")) {
            HttpResponse<String> answer = send(by("Admin", night() + "/" + verb)
                    .header("Accept", "text/html")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.noBody())
                    .build());
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/api/company/job-management");
            String other = verb.equals("pause") ? "resume" : "pause";
            assertThat(overview("Admin"))
                    .contains("queues/night/" + other + "\"")
                    .doesNotContain("queues/night/" + verb + "\"");
            assertThat(overview("user")).doesNotContain("<form");
            assertThat(overview("user").contains("Paused")).isEqualTo(verb.equals("pause"));
        }
    }

    private String overview(String user) throws Exception {
        return send(by(user, jetty.base() + "/job-management")
                        .header("Accept", "text/html")
                        .build())
                .body();
    }

    @Test
    void whoHasTheQueuesAlreadyIsToldOnlyThat() throws Exception {
        for (String uri : List.of(queues(), night())) {
            String tag = jetty.get("user", uri).headers().firstValue("ETag").orElseThrow();
            assertThat(send(by("user", uri).header("If-None-Match", tag).build())
                            .statusCode())
                    .isEqualTo(304);
        }
    }
}
