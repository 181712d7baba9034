package dev.accepted.security;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a page of another site may do by script, when its origin is listed, and when it is not. */
class CrossOriginTest extends ApplicationTest {

    private static final String LISTED = "https://portal.example.com";
    private static final String OTHER = "https://evil.example";

    @Override
    protected String settings() {
        return """
                accepted:
                  cors: {origins: ["https://portal.example.com:443", "http://localhost:3000"]}
                  types: {demo: {handler: demo, window: {cron: "0 0 1 1 *"}}}
                """;
    }

    private HttpResponse<String> preflight(String origin, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(jetty.base() + path))
                .method("OPTIONS", BodyPublishers.noBody())
                .headers(
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,content-type,idempotency-key")
                .build());
    }

    private HttpResponse<String> submit(String origin, String site) throws Exception {
        HttpRequest.Builder request = by("user", jetty.base() + "/job-management/jobs")
                .headers("Content-Type", "application/json", "Origin", origin)
                .POST(BodyPublishers.ofString("{\"type\":\"demo\"}"));
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        return send(request.build());
    }

    private static String header(HttpResponse<?> answer, String name) {
        assertThat(answer.headers().allValues(name)).as(name).hasSizeLessThan(2);
        return answer.headers().firstValue(name).orElse(null);
    }

    private static Map<String, String> withoutDate(HttpResponse<?> answer) {
        return answer.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equals("date"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> String.join(",", header.getValue()), (a, b) -> a, TreeMap::new));
    }

    @Test
    void preflightsNeedNoLoginAndAreTheSameForEveryPath() throws Exception {
        HttpResponse<String> first = preflight(LISTED, "/job-management/jobs");
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(header(first, "Access-Control-Allow-Origin")).isEqualTo(LISTED);
        assertThat(header(first, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(first, "Access-Control-Allow-Methods")).contains("POST", "DELETE");
        assertThat(header(first, "Access-Control-Allow-Headers"))
                .contains(
                        "Authorization", "Content-Type", "Idempotency-Key", "Prefer", "If-None-Match", "Last-Event-ID");
        assertThat(header(first, "Vary")).isEqualTo("Origin");
        for (String path :
                new String[] {"/job-management/jobs/1/cancel", "/metrics", "/health/ready", "/nowhere", "/"}) {
            HttpResponse<String> other = preflight(LISTED, path);
            assertThat(other.statusCode()).as(path).isEqualTo(204);
            assertThat(withoutDate(other)).as(path).isEqualTo(withoutDate(first));
        }
    }

    @Test
    void thePreflightOfAnotherOriginIsRefusedTheSameForEveryPath() throws Exception {
        for (String path : new String[] {"/job-management/jobs", "/nowhere"}) {
            HttpResponse<String> refused = preflight(OTHER, path);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("\"code\":\"cross-origin\"", OTHER);
            assertThat(header(refused, "Access-Control-Allow-Origin")).isNull();
            assertThat(header(refused, "Vary")).contains("Origin");
        }
    }

    @Test
    void aPageOfAListedOriginSubmitsAndReadsTheHeaders() throws Exception {
        for (String site : new String[] {null, "cross-site", "same-site"}) {
            HttpResponse<String> accepted = submit(LISTED, site);
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            assertThat(header(accepted, "Access-Control-Allow-Origin")).isEqualTo(LISTED);
            assertThat(header(accepted, "Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(header(accepted, "Access-Control-Expose-Headers"))
                    .contains("Location", "Link", "Retry-After", "ETag", "Preference-Applied", "Sunset", "RateLimit");
            assertThat(header(accepted, "Vary")).isEqualTo("Accept, Prefer, Origin");
        }
        HttpResponse<String> local = submit("http://localhost:3000", "cross-site");
        assertThat(local.statusCode()).isEqualTo(202);
    }

    @Test
    void whatItMayNotDoItCanReadWhy() throws Exception {
        HttpResponse<String> unknown = send(HttpRequest.newBuilder(URI.create(jetty.base() + "/job-management"))
                .header("Origin", LISTED)
                .build());
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(header(unknown, "Access-Control-Allow-Origin")).isEqualTo(LISTED);
        HttpResponse<String> missing = send(
                by("user", jetty.base() + "/nowhere").header("Origin", LISTED).build());
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(header(missing, "Access-Control-Allow-Origin")).isEqualTo(LISTED);
        assertThat(header(missing, "Vary")).isEqualTo("Accept, Prefer, Origin");
    }

    @Test
    void aPageOfAnotherOriginStaysOutside() throws Exception {
        for (String site : new String[] {null, "cross-site"}) {
            HttpResponse<String> refused = submit(OTHER, site);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("\"code\":\"cross-origin\"");
            assertThat(header(refused, "Access-Control-Allow-Origin")).isNull();
        }
        HttpResponse<String> read = send(by("user", jetty.base() + "/job-management")
                .header("Origin", OTHER)
                .build());
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(header(read, "Access-Control-Allow-Origin")).isNull();
        assertThat(header(read, "Vary")).contains("Origin");
    }

    @Test
    void answersToNobodysPageSayThatTheyDependOnTheOriginToo() throws Exception {
        HttpResponse<String> home =
                send(by("user", jetty.base() + "/job-management").build());
        assertThat(header(home, "Vary")).isEqualTo("Accept, Prefer, Origin");
        assertThat(header(home, "Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void optionsWithoutAPreflightAsksForALogin() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(jetty.base() + "/job-management/jobs"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", LISTED)
                .build());
        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
