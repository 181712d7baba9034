package dev.accepted.contract;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Where there is room for two streams, and for one of each caller. */
class CrowdedTest extends ApplicationTest {

    @Override
    protected String settings() {
        return "accepted: {streams: {max: 2, max-per-caller: 1}, types: {demo: {handler: demo}}}";
    }

    @Test
    void whoFindsNoPlaceForAStreamIsToldSo() throws Exception {
        String jobs = jetty.base() + "/job-management/jobs";
        String job = jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT10M\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        HttpClient unwatched = HttpClient.newHttpClient();
        HttpResponse<InputStream> first = unwatched.send(stream("user", jobs), BodyHandlers.ofInputStream());
        HttpResponse<InputStream> second = unwatched.send(stream("Admin", job), BodyHandlers.ofInputStream());
        try (InputStream one = first.body();
                InputStream other = second.body()) {
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(one.read()).as("the first event has begun").isNotNegative();
            assertThat(other.read()).as("the first event has begun").isNotNegative();
            for (String uri : new String[] {jobs, job}) {
                HttpResponse<String> again = send(stream("user", uri));
                assertThat(again.statusCode()).isEqualTo(429);
                assertThat(again.headers().firstValue("Retry-After")).isPresent();
                HttpResponse<String> third = send(stream("viewer", uri));
                assertThat(third.statusCode()).isEqualTo(503);
                assertThat(third.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    private static HttpRequest stream(String user, String uri) {
        return by(user, uri).header("Accept", "text/event-stream").build();
    }
}
