package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What clients are told of the future. */
class OutlookOverHttpTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected String settings() {
        return """
                accepted:
                  types:
                    quick: {handler: demo}
                    slow: {handler: demo}
                    lined-up: {handler: demo, queues: [narrow]}
                  queues:
                    narrow: {concurrency: 1, capacity: 10}
                """;
    }

    @Test
    void aTypeShowsHowLongItsJobsRunOnceThatIsKnown() throws Exception {
        String type = jetty.base() + "/job-management/job-types/quick";
        assertThat(json(type).at("/job-type/typical-duration").isMissingNode()).isTrue();
        submit("quick", "PT0.1S");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> json(type).at("/job-type").has("typical-duration"));
        JsonNode typical = json(type).at("/job-type/typical-duration");
        assertThat(Duration.parse(typical.path("median").asText())).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(Duration.parse(typical.path("p90").asText())).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aRunningJobThatTellsItsProgressShowsWhenItWillEnd() throws Exception {
        Instant submitted = Instant.now();
        String job = submit("slow", "PT100S");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> json(job).at("/job").has("estimated-end-time"));
        HttpResponse<String> answer = jetty.get("user", job);
        Instant end = Times.parse(
                JSON.readTree(answer.body()).at("/job/estimated-end-time").asText());
        assertThat(end).isBetween(submitted.plusSeconds(90), submitted.plusSeconds(220));
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 30L);
        jetty.post("user", job + "/cancel", "");
    }

    @Test
    void aJobThatWaitsShowsItsPositionAndMovesUp() throws Exception {
        String first = submit("lined-up", "PT10M");
        String second = submit("lined-up", "PT10M");
        String third = submit("lined-up", "PT10M");
        awaitPosition(third, "2");
        assertThat(json(first).at("/job").has("queue-position")).isFalse();
        jetty.post("user", second + "/cancel", "");
        awaitPosition(third, "1");
        assertThat(jetty.get("user", third + "?f=xml").body()).contains("<queue-position>1</queue-position>");
        jetty.post("user", third + "/cancel", "");
        jetty.post("user", first + "/cancel", "");
    }

    private void awaitPosition(String job, String position) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> json(job).at("/job/queue-position").asText().equals(position));
    }

    private String submit(String type, String duration) throws Exception {
        return jetty.submit(
                        "user",
                        "{\"type\":\"" + type + "\",\"input\":{\"steps\":100,\"duration\":\"" + duration + "\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private JsonNode json(String uri) throws IOException, InterruptedException {
        return JSON.readTree(jetty.get("user", uri).body());
    }
}
