package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.RawHttp;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits at a door gets the endpoint's answer, if it comes in time. */
class DoorWaitTest extends BehindDoors {

    private static String job(HttpResponse<?> answer) {
        return header(answer, "Link").replaceFirst("^<", "").replaceFirst(">.*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void theEndpointsAnswerIsRepeatedWithTheJobBesideIt(String method) throws Exception {
        HttpResponse<String> answer = pass(method, "/sync/legacy/orders/sync", method.equals("GET") ? "" : "<x/>");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("<order method='" + method + "'/>");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/xml;charset=iso-8859-1");
        assertThat(header(answer, "Job-Status")).isEqualTo("SUCCESS");
        assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-store");
        assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox");
        assertThat(header(answer, "Retry-After")).isNull();
        assertThat(jetty.get("Admin", job(answer)).body()).contains("\"job-status\":\"SUCCESS\"");
    }

    /** By a client that does not look at the contract, since what an operator chooses is not in it. */
    @Test
    void ofOtherFieldsOnlyThoseAreRepeatedThatTheOperatorHasChosen() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(by("Admin", jetty.base() + "/sync/legacy/orders/chosen").build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "X-Order")).isEqualTo("7");
        assertThat(header(answer, "Content-Language")).isEqualTo("de");
        for (String not : new String[] {
            "X-Other", "Set-Cookie", "WWW-Authenticate", "Access-Control-Allow-Origin", "Via", "Connection"
        }) {
            assertThat(header(answer, not)).as(not).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200", "201, 201", "400, 400", "403, 403", "404, 404", "409, 409", "410, 410", "415, 415", "422, 422",
                "500, 500",
        "502, 502", "503, 503", "504, 504", "401, 502", "407, 502", "202, 502", "203, 502", "206, 502", "301, 502",
                "418, 418"
    })
    void anyAnswerIsRepeatedThatMeansToOthersWhatItMeantToUs(String said, int expected) throws Exception {
        String path = said.startsWith("50") && !said.equals("500") ? "/sync/hasty/status/" : "/sync/legacy/status/";
        HttpResponse<String> answer = pass("POST", path + said, "", "Content-Type", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(expected);
        assertThat(header(answer, "Job-Status")).isEqualTo("SUCCESS");
        if (said.equals(Integer.toString(expected))) {
            assertThat(answer.body()).isEqualTo("<status/>");
        } else {
            assertThat(answer.body())
                    .contains("\"code\":\"unrepeatable-answer\"", "\"original-status\":\"" + said + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void aSuccessIsTheOneThatItWasAndWithoutContentIfThatHadNone(String method) throws Exception {
        for (String kind : new String[] {"async", "sync"}) {
            for (int status : new int[] {200, 201, 204}) {
                HttpResponse<String> answer =
                        pass(method, "/" + kind + "/legacy/status/" + status, "", "Prefer", "wait=20");
                assertThat(answer.statusCode()).isEqualTo(status);
                assertThat(answer.body()).isEqualTo(status == 204 ? "" : "<status/>");
                assertThat(header(answer, "Job-Status")).isEqualTo("SUCCESS");
            }
            assertThat(pass(method, "/" + kind + "/legacy/never/" + method, "", "Prefer", "wait=0")
                            .statusCode())
                    .isEqualTo(202);
        }
        jetty.post("Admin", jetty.base() + "/job-management/jobs/cancel?type=legacy&q=never", "");
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, large, 502, FAILURE, larger than 100000 bytes",
        "legacy, endless, 502, FAILURE, larger than 100000 bytes",
        "legacy, silent, 502, FAILURE, fell silent",
        "legacy, broken, 502, FAILURE, broke off",
        "legacy, gibberish, 502, FAILURE, ''",
        "legacy, away, 502, FAILURE, points to another one",
        "strict, status/500, 502, FAILURE, answered 500",
        "brief, never/brief, 504, TIMEOUT, ''"
    })
    void ifThereIsNoneTheGatewaySaysSo(String door, String path, int status, String jobStatus, String detail)
            throws Exception {
        HttpResponse<String> answer = pass("POST", "/sync/" + door + "/" + path, "x");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .contains(status == 502 ? "\"code\":\"endpoint-failed\"" : "\"code\":\"endpoint-timed-out\"", detail)
                .doesNotContain("localhost:" + target.port(), "evil.example");
        assertThat(header(answer, "Job-Status")).isEqualTo(jobStatus);
        assertThat(jetty.get("Admin", job(answer) + "?f=text").body()).isEqualTo(jobStatus + "\n");
    }

    @Test
    void aJobThatSomebodyCancelsIsNoAnswerEither() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
                .sendAsync(
                        by("Admin", jetty.base() + "/sync/legacy/never/cancelled")
                                .POST(BodyPublishers.ofString("x"))
                                .build(),
                        BodyHandlers.ofString());
        Awaitility.await().until(() -> !about("/api/never/cancelled").isEmpty());
        HttpResponse<String> active =
                jetty.get("Admin", jetty.base() + "/job-management/jobs?type=legacy&q=never%2Fcancelled&limit=1");
        String id = active.body().replaceFirst("(?s).*?\"id\":\"", "").replaceFirst("(?s)\".*", "");
        cancel(jetty.base() + "/job-management/jobs/" + id);
        assertThat(answer.get().statusCode()).isEqualTo(502);
        assertThat(header(answer.get(), "Job-Status")).isEqualTo("CANCELLED");
    }

    @Test
    void ifItTakesLongerItIsTheUsual202AndTheAnswerIsTheJobsResult() throws Exception {
        HttpResponse<String> accepted = pass("POST", "/sync/hasty/never/late", "x");
        String job = location(accepted);
        assertThat(header(accepted, "Link")).isEqualTo("<" + job + ">; rel=\"monitor\"");
        assertThat(header(accepted, "Retry-After")).matches("[0-9]+");
        assertThat(accepted.body()).startsWith("{\"task\":{");
        cancel(job);
    }

    @Test
    void aClientMayHaveLessPatienceThanTheDoorButNotMore() throws Exception {
        long begin = System.nanoTime();
        HttpResponse<String> less = pass("POST", "/sync/legacy/never/less", "x", "Prefer", "wait=0");
        cancel(location(less));
        HttpResponse<String> more = pass("POST", "/sync/hasty/never/more", "x", "Prefer", "wait=45");
        cancel(location(more));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void onAsyncWhoPrefersToWaitGetsTheAnswerIfItIsQuickAndElse202() throws Exception {
        HttpResponse<String> quick = pass("POST", "/async/legacy/orders/quick", "x", "Prefer", "wait=20");
        assertThat(quick.statusCode()).isEqualTo(201);
        assertThat(quick.body()).isEqualTo("<order method='POST'/>");
        assertThat(header(quick, "Preference-Applied")).isEqualTo("wait=20");
        assertThat(header(quick, "Job-Status")).isEqualTo("SUCCESS");
        HttpResponse<String> slow = pass("POST", "/async/legacy/never/slow", "x", "Prefer", "wait=0");
        assertThat(header(slow, "Preference-Applied")).isEqualTo("wait=0");
        cancel(location(slow));
    }

    @Test
    void aRepeatGetsTheAnswerTooAndTheEndpointIsAskedOnce() throws Exception {
        String[] keyed = {"Idempotency-Key", "sync-1"};
        HttpResponse<String> first = pass("POST", "/sync/legacy/orders/repeat", "x", keyed);
        HttpResponse<String> second = pass("POST", "/sync/legacy/orders/repeat", "x", keyed);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(job(second)).isEqualTo(job(first));
        aboutOnce("/orders/repeat");
        assertThat(pass("POST", "/sync/legacy/orders/repeat", "y", keyed).statusCode())
                .isEqualTo(422);
    }

    @Test
    void ofManyAtOnceUnderOneKeyAllGetTheAnswerAndTheEndpointIsAskedOnce() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(client.sendAsync(
                    by("Admin", jetty.base() + "/sync/legacy/orders/crowd")
                            .header("Idempotency-Key", "crowd")
                            .PUT(BodyPublishers.ofString("x"))
                            .build(),
                    BodyHandlers.ofString()));
        }
        int first = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(201);
            assertThat(answer.get().body()).isEqualTo("<order method='PUT'/>");
            first += header(answer.get(), "Idempotency-Replayed") == null ? 1 : 0;
        }
        assertThat(first).isEqualTo(1);
        aboutOnce("/orders/crowd");
    }

    @Test
    void conditionsAndPartsAreTheEndpointsBusiness() throws Exception {
        HttpResponse<String> answer = pass(
                "POST",
                "/sync/legacy/status/200",
                "",
                "If-Match",
                "\"none\"",
                "If-None-Match",
                "*",
                "Range",
                "bytes=0-0");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<status/>");
    }

    @Test
    void anAnswerIsRepeatedInTheCodingInWhichItCame() throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(by("Admin", jetty.base() + "/sync/legacy/zipped").build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.body()).isEqualTo(ZIPPED);
        assertThat(pass("GET", "/sync/legacy/zipped", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anEndpointThatSaysNotNowIsAskedAgainAndARedirectWithinItIsFollowed() throws Exception {
        HttpResponse<String> flaky = pass("POST", "/sync/legacy/flaky/1", "x");
        assertThat(flaky.statusCode()).isEqualTo(201);
        assertThat(about("/api/flaky/1")).hasSize(2);
        HttpResponse<String> moved = pass("PUT", "/sync/legacy/moved", "moved");
        assertThat(moved.statusCode()).isEqualTo(201);
        assertThat(aboutOnce("/orders/moved").text()).isEqualTo("moved");
        assertThat(aboutOnce("/orders/moved").line()).startsWith("PUT ");
    }

    @Test
    void aClientOfHttp10IsServed() throws Exception {
        try (RawHttp client = new RawHttp(jetty.base())) {
            RawHttp.Answer answer = client.send("POST /api/company/sync/legacy/orders/old HTTP/1.0\r\n"
                            + RawHttp.by("user") + "Content-Length: 4\r\n\r\n<x/>")
                    .answer(false);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.field("Content-Length")).isEqualTo("22");
            assertThat(answer.field("Transfer-Encoding")).isNull();
            assertThat(answer.body()).isEqualTo("<order method='POST'/>");
        }
        assertThat(aboutOnce("/orders/old").text()).isEqualTo("<x/>");
    }

    /** Jetty has 200 threads here. */
    @Test
    void waitingCostsNoThread() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            waiting.add(client.sendAsync(
                    by("Admin", jetty.base() + "/sync/legacy/never/crowd")
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString()));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> send(by("Admin", jetty.base() + "/metrics").build())
                        .body()
                        .contains("accepted_waiting_requests 300.0"));
        HttpResponse<String> cancelled =
                send(by("Admin", jetty.base() + "/job-management/jobs/cancel?type=legacy&limit=1000")
                        .POST(BodyPublishers.noBody())
                        .build());
        assertThat(cancelled.statusCode()).isEqualTo(200);
        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
            assertThat(answer.get().statusCode()).isEqualTo(502);
        }
    }
}
