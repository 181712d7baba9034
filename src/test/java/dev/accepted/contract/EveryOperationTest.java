package dev.accepted.contract;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.contract.OpenApi.Operation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Asks of each operation of the document what the document promises of all: who is let in, what is not found, which forms there are.
 * The client looks at the answers.
 */
class EveryOperationTest extends ApplicationTest {

    private static final OpenApi API = OpenApi.written();
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {default: {concurrency: 8}, narrow: {concurrency: 1, capacity: 1}}
                  types:
                    demo: {handler: demo}
                    narrow: {handler: demo, queues: [narrow]}
                  schedules:
                    demo: {cron: "0 0 29 2 *", type: demo}
                """;
    }

    @TestFactory
    Stream<DynamicTest> nobodyIsLetInWithoutSigningIn() {
        return each(operation -> promises(operation, 401), operation -> {
            HttpRequest request = HttpRequest.newBuilder(uri(operation, "2130040", "demo", ""))
                    .method(operation.method(), BodyPublishers.noBody())
                    .build();
            assertThat(send(request).statusCode()).isEqualTo(401);
        });
    }

    @TestFactory
    Stream<DynamicTest> whoHasNoRoleIsRefused() {
        return each(
                operation -> promises(operation, 403),
                operation -> assertThat(status("nobody", operation, "2130040", "demo", ""))
                        .isEqualTo(403));
    }

    @TestFactory
    Stream<DynamicTest> aFormThatDoesNotExistIsRefusedBeforeAnythingIsDone() {
        return each(operation -> promises(operation, 400), operation -> {
            String job = submitted();
            assertThat(status("Admin", operation, id(job), "demo", "?f=runes")).isEqualTo(400);
            assertThat(jetty.get("Admin", job + "?f=text").body()).isIn("UNDETERMINED\n", "INPROGRESS\n");
            jetty.post("Admin", job + "/cancel", "");
        });
    }

    @TestFactory
    Stream<DynamicTest> whatDoesNotExistIsNotFound() {
        return each(
                operation -> promises(operation, 404),
                operation -> assertThat(status("Admin", operation, "none", "none", ""))
                        .isEqualTo(404));
    }

    @TestFactory
    Stream<DynamicTest> whatWasLostAtARestartIsGone() {
        return each(
                operation -> promises(operation, 410),
                operation ->
                        assertThat(status("Admin", operation, "5", "demo", "")).isEqualTo(410));
    }

    @TestFactory
    Stream<DynamicTest> whatCanBeReadCanBeReadInEveryFormAndByHead() {
        return each(operation -> operation.method().equals("GET") && !isDoor(operation), operation -> {
            String job = submitted();
            for (String accept : new String[] {"*/*", "application/xml", "text/plain", "text/html"}) {
                URI uri = uri(operation, id(job), "demo", "");
                assertThat(send(by("Admin", uri.toString())
                                        .header("Accept", accept)
                                        .build())
                                .statusCode())
                        .isBetween(200, 202);
                assertThat(send(by("Admin", uri.toString())
                                        .header("Accept", accept)
                                        .method("HEAD", BodyPublishers.noBody())
                                        .build())
                                .statusCode())
                        .isBetween(200, 202);
            }
            jetty.post("Admin", job + "/cancel", "");
        });
    }

    @TestFactory
    Stream<DynamicTest> whoHasWhatHasNotChangedIsToldThat() {
        return each(operation -> promises(operation, 304) && !promises(operation, 416), operation -> {
            String uri = uri(operation, id(ended("made")), "demo", "").toString();
            // Jobs of other tests may still be ending.
            Awaitility.await().until(() -> {
                String tag =
                        jetty.get("Admin", uri).headers().firstValue("ETag").orElseThrow();
                return send(by("Admin", uri).header("If-None-Match", tag).build())
                                .statusCode()
                        == 304;
            });
        });
    }

    @Test
    void manyAtOnceAreRefusedOrRedirectedAlikeWhateverIsDoneToThem() throws Exception {
        for (String action : new String[] {"cancel", "retry", "delete"}) {
            String uri = jetty.base() + "/job-management/jobs/" + action;
            assertThat(status(by("user", uri + "?q=none").header("Accept", "text/html"), "", FORM))
                    .isEqualTo(303);
            assertThat(status(by("user", uri), "q=" + "a".repeat(70_000), FORM)).isEqualTo(413);
            assertThat(status(by("user", uri), "a", "text/plain")).isEqualTo(415);
        }
    }

    @Test
    void whoWaitsForTheEndOfASubmissionGetsTheJob() throws Exception {
        String submission = "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"}}";
        assertThat(status(
                        by("user", jetty.base() + "/job-management/jobs").header("Prefer", "wait=20"),
                        submission,
                        "application/json"))
                .isEqualTo(200);
        assertThat(status(
                        by("user", jetty.base() + "/job-management/job-types/demo/jobs")
                                .header("Prefer", "wait=20"),
                        "{\"duration\":\"PT0S\"}",
                        "application/json"))
                .isEqualTo(200);
    }

    private static int status(HttpRequest.Builder request, String body, String mediaType) throws Exception {
        return send(request.header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    @TestFactory
    Stream<DynamicTest> methodsThatAResourceDoesNotKnowAreNotAllowed() {
        return each(
                operation -> !isDoor(operation),
                operation -> assertThat(send(by(
                                                "Admin",
                                                uri(operation, "2130040", "demo", "")
                                                        .toString())
                                        .method("PATCH", BodyPublishers.noBody())
                                        .build())
                                .statusCode())
                        .isEqualTo(405));
    }

    @TestFactory
    Stream<DynamicTest> filesAreReadInPartsAndOnlyIfTheyAreWanted() {
        return each(operation -> promises(operation, 416), operation -> {
            String job = ended("made");
            String uri = uri(operation, id(job), "demo", "").toString();
            assertThat(send(by("Admin", uri).header("Range", "bytes=0-0").build())
                            .statusCode())
                    .isEqualTo(206);
            assertThat(send(by("Admin", uri).header("Range", "bytes=9999-").build())
                            .statusCode())
                    .isEqualTo(416);
            assertThat(send(by("Admin", uri).header("If-None-Match", "*").build())
                            .statusCode())
                    .isEqualTo(304);
            assertThat(send(by("Admin", uri).header("If-Match", "\"other\"").build())
                            .statusCode())
                    .isEqualTo(412);
        });
    }

    @Test
    void aJobThatMadeNothingHasNoResultToRead() throws Exception {
        assertThat(jetty.get("Admin", ended(null) + "/result").statusCode()).isEqualTo(204);
    }

    @Test
    void aFullQueueTakesNothingInWhateverWay() throws Exception {
        String body = "{\"type\":\"narrow\",\"input\":{\"duration\":\"PT1M\"}}";
        String type = jetty.base() + "/job-management/job-types/narrow/jobs";
        List<String> jobs = new ArrayList<>();
        HttpResponse<String> answer = jetty.submit("Admin", body);
        while (answer.statusCode() == 202) {
            jobs.add(answer.headers().firstValue("Location").orElseThrow());
            answer = jetty.submit("Admin", body);
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(jobs).hasSizeBetween(1, 2);
        HttpResponse<String> raw = jetty.post("Admin", type, "{\"duration\":\"PT1M\"}");
        for (int i = jobs.size(); i < 3 && raw.statusCode() == 202; i++) {
            jobs.add(raw.headers().firstValue("Location").orElseThrow());
            raw = jetty.post("Admin", type, "{\"duration\":\"PT1M\"}");
        }
        assertThat(raw.statusCode()).isEqualTo(503);
        for (String job : jobs) {
            jetty.post("Admin", job + "/cancel", "");
        }
    }

    private String ended(@Nullable String result) throws Exception {
        String job = jetty.submit(
                        "Admin",
                        "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\""
                                + (result == null ? "" : ",\"result\":\"" + result + "\"") + "}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("Admin", job + "?f=text").body().equals("SUCCESS\n"));
        return job;
    }

    private interface Check {
        void of(Operation operation) throws Exception;
    }

    private static Stream<DynamicTest> each(Predicate<Operation> which, Check check) {
        return API.operations().stream()
                .filter(which)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> check.of(operation)));
    }

    private static boolean promises(Operation operation, int status) {
        return operation.node().path("responses").has(Integer.toString(status));
    }

    /** Front doors take what the endpoint behind them takes, which is tested where there is one. */
    private static boolean isDoor(Operation operation) {
        return operation.template().contains("{door}");
    }

    /** A job that goes on for a while. */
    private String submitted() throws Exception {
        return jetty.submit("Admin", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT1M\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static String id(String job) {
        return job.substring(job.lastIndexOf('/') + 1);
    }

    private int status(String user, Operation operation, String id, String type, String query) throws Exception {
        return send(by(user, uri(operation, id, type, query).toString())
                        .method(operation.method(), BodyPublishers.noBody())
                        .build())
                .statusCode();
    }

    private URI uri(Operation operation, String id, String type, String query) {
        return URI.create(jetty.base()
                + operation
                        .template()
                        .replace("{id}", id)
                        .replace("{type}", type)
                        .replace("{schedule}", type)
                        .replace("{queue}", type.equals("none") ? "none" : "default")
                        .replace("{door}", type)
                        .replace("{path}", "orders")
                        .replace("{code}", type.equals("none") ? "none" : "queue-full")
                        .replace("{name}", type.equals("none") ? "none" : "style.css")
                + query);
    }
}
