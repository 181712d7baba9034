package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import dev.accepted.handler.http.FakeTarget;
import dev.accepted.handler.http.FakeTarget.Asked;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who is told of a job that has ended, as clients and receivers see it. */
class CallbacksOverHttpTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private FakeTarget receiver;

    @Override
    protected Path settingsFile() throws IOException {
        receiver = new FakeTarget((asked, out) -> {
            if (!asked.path().startsWith("/silent")) {
                int status =
                        asked.path().startsWith("/gone") ? 410 : asked.path().startsWith("/busy") ? 503 : 200;
                out.write(FakeTarget.answer(status, "text/plain", "secret words of the receiver", "Retry-After: 3600")
                        .getBytes(StandardCharsets.UTF_8));
            }
        });
        Path secret = Files.writeString(temp.resolve("secret"), "whsec_" + SECRET + "\n");
        return Files.writeString(temp.resolve("accepted.yaml"), """
                accepted:
                  shutdown-grace: PT0.2S
                  types:
                    demo: {handler: demo}
                    echo: {handler: dev.accepted.http.Echo, raw: true}
                  callbacks:
                    test:
                      hosts: ["http://localhost:%1$d", "http://127.0.0.1:%1$d", hooks.invalid]
                      secrets: ["${file.%2$s}", "whsec_%3$s"]
                      networks: [127.0.0.0/8, "::1"]
                """.formatted(receiver.port(), secret, "A".repeat(32)));
    }

    @AfterAll
    void closeReceiver() throws IOException {
        receiver.close();
    }

    private String hook(String path) {
        return "http://localhost:" + receiver.port() + path;
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String submit(String path) throws Exception {
        return submitTo(hook(path));
    }

    private String submitTo(String callback) throws Exception {
        return location(jetty.submit(
                "user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"},\"callback\":\"" + callback + "\"}"));
    }

    /** Another host for the same receiver: one that does not take its messages is told one at a time. */
    private String elsewhere(String path) {
        return "http://127.0.0.1:" + receiver.port() + path;
    }

    private JsonNode callback(String job) throws Exception {
        return JSON.readTree(jetty.get("user", job + "/callbacks").body()).at("/callbacks/callback/0");
    }

    private void awaitState(String job, String state) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> callback(job).path("state").asText().equals(state));
    }

    private Optional<Asked> told(String path) {
        return receiver.asked().stream()
                .filter(asked -> asked.path().equals(path))
                .findFirst();
    }

    @Test
    void theReceiverIsToldHowTheJobHasEnded() throws Exception {
        String job = submit("/json?token=42");
        awaitState(job, "DELIVERED");
        Asked asked = told("/json?token=42").orElseThrow();
        String id = job.substring(job.lastIndexOf('/') + 1);
        assertThat(asked.header())
                .containsEntry("webhook-id", "msg_" + id)
                .containsEntry("Content-Type", "application/cloudevents+json; charset=utf-8");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
        String signed = "msg_" + id + "." + asked.header().get("webhook-timestamp") + "." + asked.text();
        assertThat(asked.header().get("webhook-signature").split(" "))
                .hasSize(2)
                .contains("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        JsonNode event = JSON.readTree(asked.body());
        assertThat(event.path("source").asText()).isEqualTo("/api/company/job-management");
        assertThat(event.path("jobstatus").asText()).isEqualTo("SUCCESS");
        assertThat(event.at("/data/job/id").asText()).isEqualTo(id);
        assertThat(event.at("/data/job/job-status").asText()).isEqualTo("SUCCESS");
        assertThat(job).endsWith(event.at("/data/job/@uri").asText());
        assertThat(Math.abs(Long.parseLong(asked.header().get("webhook-timestamp"))
                        - Instant.now().getEpochSecond()))
                .isLessThan(60);
    }

    @Test
    void whatCameOfItIsSeenInTheJobAndNothingThatTheReceiverSaid() throws Exception {
        String job = submit("/seen?token=secret");
        awaitState(job, "DELIVERED");
        JsonNode callback = callback(job);
        assertThat(callback.path("to").asText()).isEqualTo(hook("/seen"));
        assertThat(callback.path("next-time").asText()).isEmpty();
        assertThat(callback.at("/attempt/0/outcome").asText()).isEqualTo("200");
        assertThat(callback.path("attempt")).hasSize(1);
        assertThat(JSON.readTree(jetty.get("user", job).body()).findValuesAsText("rel"))
                .contains("callbacks");
        String page =
                send(by("user", job).header("Accept", "text/html").build()).body();
        assertThat(page).contains("h-callback").contains(hook("/seen")).contains("delivered");
        for (String body : List.of(
                page,
                jetty.get("user", job + "/callbacks?f=xml").body(),
                jetty.get("viewer", job + "/callbacks?f=text").body())) {
            assertThat(body).contains("200").doesNotContain("token").doesNotContain("secret words");
        }
        assertThat(jetty.get("other", job + "/callbacks").statusCode()).isEqualTo(404);
        assertThat(jetty.get("Admin", jetty.base() + "/metrics").body())
                .containsPattern("accepted_callbacks_ended_total\\{outcome=\"DELIVERED\"} [1-9]");
        String without = location(jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"}}"));
        assertThat(callback(without).isMissingNode()).isTrue();
        assertThat(JSON.readTree(jetty.get("user", without).body()).findValuesAsText("rel"))
                .doesNotContain("callbacks");
    }

    @Test
    void xmlRawBytesAndARetryTakeACallbackToo() throws Exception {
        String xml = location(send(by("user", jetty.base() + "/job-management/jobs")
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString(
                        "<submission><type>demo</type><input><duration>PT1M</duration></input><callback>"
                                + hook("/xml?a=1&amp;b=2") + "</callback></submission>"))
                .build()));
        assertThat(callback(xml).path("state").asText()).isEqualTo("WAITING");
        assertThat(send(by("user", xml).header("Accept", "text/html").build()).body())
                .contains("when the job has ended");
        jetty.post("user", xml + "/cancel", "");
        awaitState(xml, "DELIVERED");
        assertThat(told("/xml?a=1&b=2").orElseThrow().text()).contains("\"jobstatus\":\"CANCELLED\"");
        String raw =
                location(send(by("user", jetty.base() + "/job-management/job-types/echo/jobs?callback=" + hook("/raw"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))
                        .build()));
        awaitState(raw, "DELIVERED");
        String retried = location(jetty.post("user", xml + "/retry", ""));
        jetty.post("user", retried + "/cancel", "");
        awaitState(retried, "DELIVERED");
    }

    @Test
    void aJobThatIsDeletedWhileItRunsTellsItsReceiver() throws Exception {
        String job = location(jetty.submit(
                "user",
                "{\"type\":\"demo\",\"input\":{\"duration\":\"PT1M\"},\"callback\":\"" + hook("/deleted") + "\"}"));
        send(by("user", job).DELETE().build());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> told("/deleted").isPresent());
        Awaitility.await().until(() -> jetty.get("user", job + "/callbacks").statusCode() == 410);
    }

    @Test
    void aReceiverThatIsBusyIsToldLaterAndOneThatIsGoneIsNot() throws Exception {
        String busy = submitTo(elsewhere("/busy"));
        Awaitility.await().until(() -> callback(busy).path("attempt").size() == 1);
        assertThat(callback(busy).path("state").asText()).isEqualTo("PENDING");
        assertThat(callback(busy).path("next-time").asText()).isNotEmpty();
        assertThat(send(by("user", busy).header("Accept", "text/html").build()).body())
                .contains("not taken yet")
                .contains("<code>503</code>");
        awaitState(submitTo(elsewhere("/gone")), "STOPPED");
        submitTo(elsewhere("/silent")); // and the application stops all the same
        Awaitility.await().until(() -> told("/silent").isPresent());
    }

    @Test
    void whatIsNotOnTheListIsRefusedAndNothingIsStored() throws Exception {
        for (String callback : List.of(
                "https://evil.example/",
                "http://localhost:1/",
                "http://localhost@evil.example:" + receiver.port() + "/",
                "http://127.0.0.2:" + receiver.port() + "/",
                "http://[::ffff:127.0.0.1]:" + receiver.port() + "/",
                "http://169.254.169.254/latest/meta-data/",
                "https://hooks.invalid/")) {
            HttpResponse<String> refused =
                    jetty.submit("user", "{\"type\":\"demo\",\"priority\":\"3\",\"callback\":\"" + callback + "\"}");
            assertThat(refused.statusCode()).as(callback).isEqualTo(422);
            assertThat(JSON.readTree(refused.body()).at("/errors/0/pointer").asText())
                    .isEqualTo("/callback");
        }
        assertThat(send(by("user", jetty.base() + "/job-management/job-types/echo/jobs?callback=file:/etc/passwd")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("x"))
                                .build())
                        .statusCode())
                .isEqualTo(422);
    }
}
