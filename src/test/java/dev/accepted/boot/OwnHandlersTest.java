package dev.accepted.boot;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Handlers of the user's own: named by class, or by the word of a factory that {@code ServiceLoader} finds. */
class OwnHandlersTest extends ApplicationTest {

    @Override
    protected String settings() {
        return """
                accepted:
                  types:
                    count-lines: {handler: dev.accepted.handler.CountLines, raw: true}
                    greet: {handler: greeting, options: {word: Welcome}}
                """;
    }

    @Test
    void aClassByItsName() throws Exception {
        HttpResponse<String> accepted = send(by("user", jetty.base() + "/job-management/job-types/count-lines/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("a\nb\n"))
                .build());
        assertThat(result(accepted)).isEqualTo("2\n");
    }

    @Test
    void aFactoryWithItsOptionsAndItsSchema() throws Exception {
        assertThat(result(jetty.submit("user", "{\"type\":\"greet\",\"input\":{\"who\":\"Ada\"}}")))
                .isEqualTo("Welcome, Ada");
        HttpResponse<String> refused = jetty.submit("user", "{\"type\":\"greet\",\"input\":{}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("who");
    }

    private String result(HttpResponse<String> accepted) throws Exception {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("user", result).statusCode() != 202);
        return jetty.get("user", result).body();
    }
}
