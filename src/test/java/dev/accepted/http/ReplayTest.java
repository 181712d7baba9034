package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.contract.CheckedClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded answer is given again as far as that does no harm. */
class ReplayTest extends ApplicationTest {

    private static final HttpClient ANY = HttpClient.newHttpClient();
    private static final HttpClient CHECKED = new CheckedClient(ANY);

    @Override
    protected String settings() {
        return """
                accepted:
                  types:
                    record: {handler: dev.accepted.http.Records}
                    again: {handler: dev.accepted.http.Records, attempts: 2, backoff: {first: PT0.01S, most: PT0.01S}}
                """;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 403, 404, 409, 410, 418, 422, 429, 500, 502, 503, 599})
    void statusMediaTypeAndContentAreRepeated(int status) throws Exception {
        String result = recorded("{\"status\":" + status + ",\"content\":\"<answer/>\"}");
        HttpResponse<String> answer = get(result);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("<answer/>");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/xml");
        assertThat(answer.headers().allValues("Job-Status")).containsExactly("SUCCESS");
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly("sandbox");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-store");
        assertThat(answer.headers().allValues("Content-Disposition")).containsExactly("attachment");
        assertThat(answer.headers().allValues("Retry-After")).isEmpty();
        HttpResponse<String> head = send(by("user", result).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(status);
        assertThat(head.headers().allValues("Content-Type")).containsExactly("text/xml");
        assertThat(head.headers().allValues("Content-Length")).containsExactly("9");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void aFailureWithoutContentStaysWithoutContent(int status) throws Exception {
        HttpResponse<String> answer = get(recorded("{\"status\":" + status + ",\"content\":\"\"}"));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/xml");
    }

    @Test
    void theLastAnswerOfAJobThatFailedIsRepeatedAndTheJobSaysThatItFailed() throws Exception {
        String result = recorded("again", "{\"status\":404,\"content\":\"<none/>\",\"fails\":true}", "FAILURE");
        HttpResponse<String> answer = get(result);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("<none/>");
        assertThat(answer.headers().allValues("Job-Status")).containsExactly("FAILURE");
        assertThat(get(result.replace("/result", "")).body())
                .contains(
                        "\"job-status\":\"FAILURE\"",
                        "\"detail\":\"Failed at attempt 2.\"",
                        "{\"rel\":\"result\"",
                        "{\"rel\":\"retry\"");
    }

    @Test
    void noContentIsNoContent() throws Exception {
        HttpResponse<String> answer =
                getAny(by("user", recorded("{\"status\":204,\"fields\":{\"X-Total-Count\":\"0\"}}")));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().allValues("Content-Type")).isEmpty();
        assertThat(answer.headers().allValues("X-Total-Count")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 202, 203, 205, 206, 301, 302, 304, 307, 401, 407})
    void anAnswerThatWouldMisleadIs502AndNamed(int status) throws Exception {
        HttpResponse<String> answer = get(recorded(
                "{\"status\":" + status + ",\"content\":\"secret\",\"fields\":{\"Location\":\"http://inside/\"}}"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("\"code\":\"unrepeatable-answer\"", "\"original-status\":\"" + status + "\"")
                .doesNotContain("secret", "inside");
        assertThat(answer.headers().allValues("Location")).isEmpty();
        assertThat(answer.headers().allValues("Job-Status")).containsExactly("SUCCESS");
    }

    @Test
    void fieldsAreRepeatedButForThoseOfAnotherConversation() throws Exception {
        HttpResponse<String> answer = getAny(by("user", recorded("""
                {"status":200,"content":"a","type":"application/json","fields":{"Content-Language":"de","X-Total-Count":"3",
                 "Set-Cookie":"a=b","WWW-Authenticate":"Basic","Content-Security-Policy":"default-src *","Refresh":"0",
                 "Access-Control-Allow-Origin":"*","Cache-Control":"public","Content-Disposition":"attachment; filename=\\"../a.txt\\""}}
                """)));
        assertThat(answer.headers().allValues("Content-Language")).containsExactly("de");
        assertThat(answer.headers().allValues("X-Total-Count")).containsExactly("3");
        assertThat(answer.headers().allValues("Content-Disposition"))
                .containsExactly("inline; filename=\"a.txt\"; filename*=UTF-8''a.txt");
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly("sandbox");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-store");
        for (String name : List.of("Set-Cookie", "WWW-Authenticate", "Refresh", "Access-Control-Allow-Origin")) {
            assertThat(answer.headers().allValues(name)).as(name).isEmpty();
        }
    }

    @Test
    void aRecordedFileHasPartsAndATagUnlessItIsPacked() throws Exception {
        String plain = recorded("{\"status\":200,\"content\":\"0123456789\"}");
        HttpResponse<String> part = send(by("user", plain).header("Range", "bytes=2-4"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        String tag = get(plain).headers().firstValue("ETag").orElseThrow();
        assertThat(send(by("user", plain).header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
        String packed = recorded("{\"status\":200,\"content\":\"0123\",\"fields\":{\"Content-Encoding\":\"x-own\"}}");
        HttpResponse<String> whole = getAny(by("user", packed).header("Range", "bytes=2-4,9-9"));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo("0123");
        assertThat(whole.headers().allValues("Content-Encoding")).containsExactly("x-own");
    }

    private String recorded(String input) throws Exception {
        return recorded("record", input, "SUCCESS");
    }

    private String recorded(String type, String input, String status) throws Exception {
        HttpResponse<String> accepted = send(by("user", jetty.base() + "/job-management/job-types/" + type + "/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(input)));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> get(job + "?f=text").body().equals(status + "\n"));
        return job + "/result";
    }

    private static HttpResponse<String> get(String uri) throws Exception {
        return send(by("user", uri));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CHECKED.send(request.build(), BodyHandlers.ofString());
    }

    /** With headers of the operator's choice, of which no contract can know. */
    private static HttpResponse<String> getAny(HttpRequest.Builder request) throws Exception {
        return ANY.send(request.build(), BodyHandlers.ofString());
    }
}
