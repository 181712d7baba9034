package dev.accepted.boot;

import static dev.accepted.container.RunningJetty.request;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import dev.accepted.dialect.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The application as it is deployed, without any settings, on a real servlet stack. */
class AcceptedTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void acceptsRunsAndShowsAJob() throws Exception {
        HttpResponse<String> accepted =
                jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\",\"result\":\"made\"}}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(accepted.headers().firstValue("Link")).contains("<" + job + ">; rel=\"monitor\"");
        assertThat(accepted.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 120L);
        String id = job.substring(job.lastIndexOf('/') + 1);
        assertThat(accepted.body())
                .isEqualTo(
                        "{\"task\":{\"href\":\"/api/company/job-management/jobs/" + id + "\",\"id\":\"" + id + "\"}}");
        awaitStatus(job, "SUCCESS");
        HttpResponse<String> result = jetty.get("user", job + "/result");
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.body()).isEqualTo("made");
        assertThat(result.headers().firstValue("Job-Status")).contains("SUCCESS");
        assertThat(result.headers().firstValue("Content-Security-Policy")).contains("sandbox");
        assertThat(jetty.get("user", job + "/log").body()).contains("Step 10 of 10");
        assertThat(jetty.get("user", job + "?f=text").body()).isEqualTo("SUCCESS\n");
        assertThat(jetty.get("user", job + "?f=xml").body())
                .contains("<job uri=\"/api/company/job-management/jobs/" + id + "\">");
    }

    @Test
    void cancelsARunningJobAndSaysWhyThereIsNoResult() throws Exception {
        String job = jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT10M\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        awaitStatus(job, "INPROGRESS");
        assertThat(jetty.get("user", job + "/result").statusCode()).isEqualTo(202);
        assertThat(jetty.post("other", job + "/cancel", "").statusCode()).isEqualTo(404);
        assertThat(jetty.post("user", job + "/cancel", "").statusCode()).isIn(200, 202);
        awaitStatus(job, "CANCELLED");
        assertThat(jetty.post("user", job + "/cancel", "").statusCode()).isEqualTo(200);
        assertProblem(jetty.get("user", job + "/result"), ProblemCode.JOB_CANCELLED);
    }

    @Test
    void nobodyComesInWithoutRightCredentials() throws Exception {
        HttpResponse<String> none = send(HttpRequest.newBuilder(URI.create(jetty.base() + "/job-management"))
                .build());
        assertProblem(none, ProblemCode.UNAUTHENTICATED);
        assertThat(none.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(c -> assertThat(c).startsWith("Basic"));
        assertProblem(
                send(request("user:wrong", jetty.base() + "/job-management").build()), ProblemCode.UNAUTHENTICATED);
        assertProblem(jetty.get("nobody", jetty.base() + "/job-management"), ProblemCode.FORBIDDEN);
        assertProblem(jetty.submit("viewer", "{\"type\":\"demo\"}"), ProblemCode.FORBIDDEN);
        assertThat(send(HttpRequest.newBuilder(URI.create(jetty.base() + "/health/ready"))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBrowsersRequestFromAnotherSiteIsRefused() throws Exception {
        assertProblem(
                send(request("user:user", jetty.base() + "/job-management/jobs")
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build()),
                ProblemCode.CROSS_ORIGIN);
        assertProblem(
                send(request("user:user", jetty.base() + "/job-management/jobs")
                        .header("Origin", "https://elsewhere.example")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build()),
                ProblemCode.CROSS_ORIGIN);
    }

    @Test
    void badInputIsNamedAndNothingIsStored() throws Exception {
        String before = jetty.get("Admin", jetty.base() + "/job-management/jobs?limit=1")
                .body();
        assertProblem(jetty.submit("user", "{\"type\":\"demo\""), ProblemCode.MALFORMED_REQUEST);
        assertProblem(jetty.submit("user", "{\"type\":\"demo\"} x"), ProblemCode.MALFORMED_REQUEST);
        assertProblem(jetty.submit("user", "{\"type\":\"demo\",\"colour\":\"red\"}"), ProblemCode.MALFORMED_REQUEST);
        assertProblem(jetty.submit("user", "{\"type\":\"demo\",\"type\":\"demo\"}"), ProblemCode.MALFORMED_REQUEST);
        assertProblem(
                jetty.submit("user", "{\"type\":\"demo\",\"scheduled-start-time\":\"soon\"}"),
                ProblemCode.MALFORMED_REQUEST);
        assertProblem(jetty.submit("user", "{\"type\":\"none\"}"), ProblemCode.INVALID_SUBMISSION);
        assertProblem(
                jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"steps\":0}}"), ProblemCode.INVALID_SUBMISSION);
        assertProblem(
                jetty.submit("user", "{\"type\":\"demo\",\"input\":" + "[".repeat(101) + "]".repeat(101) + "}"),
                ProblemCode.TOO_LARGE);
        assertProblem(
                jetty.submit("user", "{\"type\":\"demo\",\"summary\":\"" + "x".repeat(11 << 20) + "\"}"),
                ProblemCode.TOO_LARGE);
        assertProblem(
                send(request("user:user", jetty.base() + "/job-management/jobs")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build()),
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(jetty.get("user", jetty.base() + "/job-management/jobs/abc"), ProblemCode.UNKNOWN_JOB);
        assertProblem(jetty.get("user", jetty.base() + "/job-management/jobs/5"), ProblemCode.LOST_AT_RESTART);
        assertProblem(
                jetty.get("user", jetty.base() + "/job-management/jobs?colour=red"), ProblemCode.INVALID_PARAMETER);
        assertProblem(jetty.get("user", jetty.base() + "/nowhere"), ProblemCode.NOT_FOUND);
        assertThat(JSON.readTree(jetty.get("Admin", jetty.base() + "/job-management/jobs?limit=1")
                                .body())
                        .at("/jobs/@total"))
                .isEqualTo(JSON.readTree(before).at("/jobs/@total"));
    }

    private void assertProblem(HttpResponse<String> answer, ProblemCode code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code.key());
        assertThat(problem.path("detail").asText()).isNotEmpty().doesNotContain("dev.accepted", "Exception");
    }

    private void awaitStatus(String job, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> JSON.readTree(jetty.get("user", job).body())
                        .at("/job/job-status")
                        .asText()
                        .equals(status));
    }
}
