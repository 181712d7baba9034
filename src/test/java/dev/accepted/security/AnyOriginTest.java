package dev.accepted.security;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Every site may use the server by script, and none in the name of people who are signed in. */
class AnyOriginTest extends ApplicationTest {

    private static final String ORIGIN = "https://anywhere.example";

    @Override
    protected String settings() {
        return """
                accepted:
                  cors: {origins: "*"}
                  types: {demo: {handler: demo, window: {cron: "0 0 1 1 *"}}}
                """;
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        return send(by("user", jetty.base() + path)
                .headers("Origin", ORIGIN, "Sec-Fetch-Site", "cross-site")
                .headers(headers)
                .POST(BodyPublishers.ofString("{\"type\":\"demo\"}"))
                .build());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Test
    void preflightsAreAnsweredWithoutCredentials() throws Exception {
        HttpResponse<String> preflight = send(HttpRequest.newBuilder(URI.create(jetty.base() + "/job-management/jobs"))
                .method("OPTIONS", BodyPublishers.noBody())
                .headers("Origin", ORIGIN, "Access-Control-Request-Method", "POST")
                .build());
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(preflight, "Access-Control-Allow-Credentials")).isNull();
        assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("Authorization");
    }

    @Test
    void whatTakesAPreflightPasses() throws Exception {
        HttpResponse<String> accepted = post("/job-management/jobs", "Content-Type", "application/json");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        assertThat(header(accepted, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(accepted, "Access-Control-Allow-Credentials")).isNull();
        String job = header(accepted, "Location");
        assertThat(send(by("user", job + "/cancel")
                                .headers("Origin", ORIGIN, "Sec-Fetch-Site", "cross-site", "Prefer", "wait=1")
                                .POST(BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatAFormCanSendIsRefused() throws Exception {
        for (String type : new String[] {
            "text/plain",
            "TEXT/plain;charset=utf-8",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x"
        }) {
            HttpResponse<String> refused = post("/job-management/job-types/demo/jobs", "Content-Type", type);
            assertThat(refused.statusCode()).as(type).isEqualTo(403);
            assertThat(refused.body()).contains("\"code\":\"cross-origin\"");
        }
        assertThat(send(by("user", jetty.base() + "/job-management/jobs/1/cancel")
                                .headers("Origin", ORIGIN, "Sec-Fetch-Site", "cross-site")
                                .POST(BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(403);
    }
}
