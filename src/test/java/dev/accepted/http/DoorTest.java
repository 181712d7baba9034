package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.http.FakeTarget.Asked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request through {@code /async} is a job, and reaches the endpoint as it came. */
class DoorTest extends BehindDoors {

    @Test
    void itIsAnsweredLikeAnySubmissionAndTheEndpointsAnswerIsTheResult() throws Exception {
        HttpResponse<String> accepted =
                pass("POST", "/async/legacy/orders/first", "<order/>", "Content-Type", "text/xml");
        String job = location(accepted);
        String path = URI.create(job).getPath();
        assertThat(accepted.body())
                .isEqualTo("{\"task\":{\"href\":\"" + path + "\",\"id\":\"" + path.substring(path.lastIndexOf('/') + 1)
                        + "\"}}");
        assertThat(header(accepted, "Link")).isEqualTo("<" + job + ">; rel=\"monitor\"");
        assertThat(header(accepted, "Retry-After")).matches("[0-9]+");

        HttpResponse<String> result = result(job);

        assertThat(result.statusCode()).isEqualTo(201);
        assertThat(result.body()).isEqualTo("<order method='POST'/>");
        assertThat(jetty.get("Admin", job).body())
                .contains("\"job-status\":\"SUCCESS\"", "\"summary\":\"POST /orders/first\"", "\"type\":\"legacy\"");
        assertThat(jetty.get("Admin", job + "/input").body()).isEqualTo("<order/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void everyMethodGoesOnAsItIs(String method) throws Exception {
        String path = "/orders/" + method + ";v=1/caf%C3%A9?a=%20&b=x%2Fy&f=runes&q";
        String body = method.equals("GET") || method.equals("DELETE") ? "" : "<ä/>";
        String type = "application/soap+xml; charset=\"utf-8\"; Action=\"urn:A\"";
        result(location(pass(method, "/async/legacy" + path, body, "Content-Type", type)));
        Asked asked = aboutOnce(path);
        assertThat(asked.line()).isEqualTo(method + " /api" + path + " HTTP/1.1");
        assertThat(asked.text()).isEqualTo(body);
        assertThat(asked.header()).containsEntry("Content-Type", type).containsEntry("Authorization", "Bearer t0ken");
        if (!body.isEmpty()) {
            assertThat(asked.header()).containsEntry("Content-Length", "5").doesNotContainKey("Transfer-Encoding");
        }
    }

    @ParameterizedTest
    @CsvSource({"/async/legacy, /api", "/async/legacy/, /api/", "/async/legacy?x=root, /api?x=root"})
    void theDoorItselfIsTheEndpointsAddress(String path, String expected) throws Exception {
        int before = about(expected).size();
        result(location(pass("POST", path, "")));
        assertThat(about(expected)).hasSize(before + 1);
    }

    @Test
    void chosenFieldsGoOnAndNoOthers() throws Exception {
        result(location(pass(
                "POST",
                "/async/legacy/fields",
                "x",
                "Accept",
                "text/xml",
                "Accept-Language",
                "de, en;q=0.5",
                "SOAPAction",
                "\"urn:order\"",
                "If-Match",
                "\"7\"",
                "If-None-Match",
                "\"8\"",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "tracestate",
                "a=1",
                "tracestate",
                "b=2",
                "Cookie",
                "session=1",
                "Proxy-Authorization",
                "Basic eA==",
                "X-Forwarded-For",
                "10.0.0.1",
                "X-Secret",
                "1",
                "Prefer",
                "respond-async, wait=0",
                "Range",
                "bytes=0-0")));
        Asked asked = aboutOnce("/fields");
        assertThat(asked.header())
                .containsEntry("Accept", "text/xml")
                .containsEntry("Accept-Language", "de, en;q=0.5")
                .containsEntry("SOAPAction", "\"urn:order\"")
                .containsEntry("If-Match", "\"7\"")
                .containsEntry("If-None-Match", "\"8\"")
                .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .containsEntry("tracestate", "a=1,b=2")
                .containsEntry("Authorization", "Bearer t0ken")
                .containsEntry("Accept-Encoding", "identity")
                .containsEntry("Host", "localhost:" + target.port())
                .doesNotContainKeys(
                        "Cookie", "Proxy-Authorization", "X-Forwarded-For", "X-Secret", "Prefer", "Range", "X-Mode");
    }

    @Test
    void aBodyGoesOnInTheCodingInWhichItCame() throws Exception {
        HttpResponse<String> accepted = send(by("Admin", jetty.base() + "/async/legacy/coded")
                .headers("Content-Type", "text/xml", "Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(ZIPPED))
                .build());
        result(location(accepted));
        assertThat(aboutOnce("/coded").body()).isEqualTo(ZIPPED);
        assertThat(aboutOnce("/coded").header()).containsEntry("Content-Encoding", "gzip");
    }

    @Test
    void aLargeBodyGoesThroughTheSpool() throws Exception {
        byte[] large = new byte[3 << 20];
        large[1 << 20] = 1;
        HttpResponse<String> accepted = send(by("Admin", jetty.base() + "/async/legacy/bulky")
                .POST(BodyPublishers.ofByteArray(large))
                .build());
        result(location(accepted));
        assertThat(aboutOnce("/bulky").body()).isEqualTo(large);
        assertThat(aboutOnce("/bulky").header()).doesNotContainKey("Content-Type");
    }

    @Test
    void whatTheDoorDoesNotTakeIsNotAllowedAndMakesNoJob() throws Exception {
        for (String kind : new String[] {"async", "sync"}) {
            HttpResponse<String> get = pass("GET", "/" + kind + "/hasty/notallowed", "");
            assertThat(get.statusCode()).isEqualTo(405);
            assertThat(header(get, "Allow")).isEqualTo("OPTIONS, POST");
            HttpResponse<String> head = pass("HEAD", "/" + kind + "/legacy/notallowed", "");
            assertThat(head.statusCode()).isEqualTo(405);
            assertThat(header(head, "Allow")).isEqualTo("DELETE, GET, OPTIONS, PATCH, POST, PUT");
            // By a client that does not look at the contract: OPTIONS says what this door takes, and not what doors do.
            HttpResponse<Void> options = HttpClient.newHttpClient()
                    .send(
                            by("Admin", jetty.base() + "/" + kind + "/hasty/notallowed")
                                    .method("OPTIONS", BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding());
            assertThat(options.statusCode()).isEqualTo(200);
            assertThat(header(options, "Allow")).isEqualTo("OPTIONS, POST");
        }
        assertThat(about("/api/notallowed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/async/none/a", "/sync/none", "/async/plain/a", "/sync/job-management"})
    void thereIsADoorOnlyWhereTheOperatorHasOpenedOne(String path) throws Exception {
        HttpResponse<String> answer = pass("POST", path, "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"not-found\"", "There is no front door");
    }

    @Test
    void theFormOfOurAnswerIsChosenByAcceptAloneForTheQueryIsTheEndpoints() throws Exception {
        HttpResponse<String> xml = pass("POST", "/async/legacy/forms?f=json", "", "Accept", "application/xml");
        assertThat(xml.statusCode()).isEqualTo(202);
        assertThat(xml.body()).startsWith("<?xml").contains("<task>");
        HttpResponse<String> refused = pass("POST", "/async/none/forms?f=xml", "");
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        HttpResponse<String> unknown = pass("POST", "/async/none/forms?f=runes", "", "Accept", "application/xml");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(header(unknown, "Content-Type")).isEqualTo("application/problem+xml");
    }

    @Test
    void preferencesAreThoseOfAnySubmission() throws Exception {
        HttpResponse<String> accepted =
                pass("POST", "/async/legacy/preferring", "", "Prefer", "respond-async, return=representation");
        assertThat(location(accepted)).endsWith("/result");
        assertThat(header(accepted, "Content-Location")).isEqualTo(location(accepted));
        assertThat(accepted.headers().allValues("Preference-Applied"))
                .contains("respond-async", "return=representation");
        assertThat(accepted.body()).contains("\"task\":", "\"job\":");
    }

    @Test
    void theFormOfABrowserIsFollowedToTheJob() throws Exception {
        for (String kind : new String[] {"async", "sync"}) {
            HttpResponse<String> answer = pass(
                    "POST",
                    "/" + kind + "/hasty/never/form",
                    "a=b",
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Accept",
                    "text/html,application/xhtml+xml");
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(header(answer, "Location")).startsWith("/api/company/job-management/jobs/");
            cancel("http://localhost:" + URI.create(jetty.base()).getPort() + header(answer, "Location"));
        }
    }

    @Test
    void aRepeatUnderTheSameKeyIsTheSameJobAndTheEndpointIsAskedOnceWithIt() throws Exception {
        String[] keyed = {"Idempotency-Key", "\"k-1\"", "Content-Type", "text/xml"};
        HttpResponse<String> first = pass("PUT", "/async/legacy/keyed?a=1", "<x/>", keyed);
        result(location(first));
        HttpResponse<String> second = pass("PUT", "/async/legacy/keyed?a=1", "<x/>", keyed);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(aboutOnce("/keyed?a=1").header()).containsEntry("Idempotency-Key", "\"k-1\"");
        assertThat(pass("PUT", "/async/legacy/keyed?a=2", "<x/>", keyed).statusCode())
                .isEqualTo(422);
        assertThat(pass("PUT", "/async/legacy/keyed?a=1", "<y/>", keyed).statusCode())
                .isEqualTo(422);
        HttpResponse<String> elsewhere = pass("PUT", "/async/legacy/keyed;v=2?a=1", "<x/>", keyed);
        assertThat(location(elsewhere)).isNotEqualTo(location(first));
        assertThat(pass("PUT", "/async/legacy/keyed", "<x/>", "Idempotency-Key", "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void withoutAKeyTheJobsIdIsOne() throws Exception {
        String job = location(pass("POST", "/async/legacy/unkeyed", "x"));
        result(job);
        assertThat(aboutOnce("/unkeyed").header())
                .containsEntry("Idempotency-Key", "\"" + job.substring(job.lastIndexOf('/') + 1) + "\"");
    }

    @Test
    void aTypeWithADoorTakesPlainSubmissionsToo() throws Exception {
        HttpResponse<String> accepted = send(by("Admin", jetty.base() + "/job-management/job-types/legacy/jobs")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<plain/>"))
                .build());
        result(location(accepted));
        assertThat(about("/api")).anyMatch(asked -> asked.text().equals("<plain/>"));
    }
}
