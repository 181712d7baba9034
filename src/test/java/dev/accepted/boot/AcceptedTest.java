package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.dialect.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as it is deployed, without any settings, on a real servlet stack. */
class AcceptedTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path temp;

    private static Server server;
    private static String base;

    @BeforeAll
    static void start() throws Exception {
        server = new Server(0);
        UserStore people = new UserStore();
        people.addUser("Admin", new Password("admin"), new String[] {"job-admin"});
        people.addUser("user", new Password("user"), new String[] {"job-user"});
        people.addUser("other", new Password("other"), new String[] {"job-user"});
        people.addUser("viewer", new Password("viewer"), new String[] {"job-viewer"});
        people.addUser("nobody", new Password("nobody"), new String[] {});
        HashLoginService realm = new HashLoginService("Accepted");
        realm.setUserStore(people);
        server.addBean(realm);
        WebAppContext context = new WebAppContext("src/main/webapp", "/api/company");
        context.setParentLoaderPriority(true);
        context.setTempDirectory(temp.toFile());
        context.setThrowUnavailableOnStartupException(true);
        server.setHandler(context);
        server.start();
        base = "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/api/company";
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("accepted-") && thread.isAlive())
                .isEmpty();
    }

    @Test
    void acceptsRunsAndShowsAJob() throws Exception {
        HttpResponse<String> accepted =
                submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\",\"result\":\"made\"}}");
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
        HttpResponse<String> result = get("user", job + "/result");
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.body()).isEqualTo("made");
        assertThat(result.headers().firstValue("Job-Status")).contains("SUCCESS");
        assertThat(result.headers().firstValue("Content-Security-Policy")).contains("sandbox");
        assertThat(get("user", job + "/log").body()).contains("Step 10 of 10");
        assertThat(get("user", job + "?f=text").body()).isEqualTo("SUCCESS\n");
        assertThat(get("user", job + "?f=xml").body())
                .contains("<job uri=\"/api/company/job-management/jobs/" + id + "\">");
    }

    @Test
    void cancelsARunningJobAndSaysWhyThereIsNoResult() throws Exception {
        String job = submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT10M\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        awaitStatus(job, "INPROGRESS");
        assertThat(get("user", job + "/result").statusCode()).isEqualTo(202);
        assertThat(post("other", job + "/cancel", "").statusCode()).isEqualTo(404);
        assertThat(post("user", job + "/cancel", "").statusCode()).isIn(200, 202);
        awaitStatus(job, "CANCELLED");
        assertThat(post("user", job + "/cancel", "").statusCode()).isEqualTo(200);
        assertProblem(get("user", job + "/result"), ProblemCode.JOB_CANCELLED);
    }

    @Test
    void nobodyComesInWithoutRightCredentials() throws Exception {
        HttpResponse<String> none = CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + "/job-management")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertProblem(none, ProblemCode.UNAUTHENTICATED);
        assertThat(none.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(c -> assertThat(c).startsWith("Basic"));
        assertProblem(send(request("user:wrong", base + "/job-management").build()), ProblemCode.UNAUTHENTICATED);
        assertProblem(get("nobody", base + "/job-management"), ProblemCode.FORBIDDEN);
        assertProblem(submit("viewer", "{\"type\":\"demo\"}"), ProblemCode.FORBIDDEN);
        assertThat(send(HttpRequest.newBuilder(URI.create(base + "/health/ready"))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBrowsersRequestFromAnotherSiteIsRefused() throws Exception {
        assertProblem(
                send(request("user:user", base + "/job-management/jobs")
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build()),
                ProblemCode.CROSS_ORIGIN);
        assertProblem(
                send(request("user:user", base + "/job-management/jobs")
                        .header("Origin", "https://elsewhere.example")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build()),
                ProblemCode.CROSS_ORIGIN);
    }

    @Test
    void badInputIsNamedAndNothingIsStored() throws Exception {
        String before = get("Admin", base + "/job-management/jobs?limit=1").body();
        assertProblem(submit("user", "{\"type\":\"demo\""), ProblemCode.MALFORMED_REQUEST);
        assertProblem(submit("user", "{\"type\":\"demo\"} x"), ProblemCode.MALFORMED_REQUEST);
        assertProblem(submit("user", "{\"type\":\"demo\",\"colour\":\"red\"}"), ProblemCode.MALFORMED_REQUEST);
        assertProblem(submit("user", "{\"type\":\"demo\",\"type\":\"demo\"}"), ProblemCode.MALFORMED_REQUEST);
        assertProblem(
                submit("user", "{\"type\":\"demo\",\"scheduled-start-time\":\"soon\"}"), ProblemCode.MALFORMED_REQUEST);
        assertProblem(submit("user", "{\"type\":\"none\"}"), ProblemCode.INVALID_SUBMISSION);
        assertProblem(submit("user", "{\"type\":\"demo\",\"input\":{\"steps\":0}}"), ProblemCode.INVALID_SUBMISSION);
        assertProblem(
                submit("user", "{\"type\":\"demo\",\"input\":" + "[".repeat(101) + "]".repeat(101) + "}"),
                ProblemCode.TOO_LARGE);
        assertProblem(
                submit("user", "{\"type\":\"demo\",\"summary\":\"" + "x".repeat(11 << 20) + "\"}"),
                ProblemCode.TOO_LARGE);
        assertProblem(
                send(request("user:user", base + "/job-management/jobs")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build()),
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(get("user", base + "/job-management/jobs/abc"), ProblemCode.UNKNOWN_JOB);
        assertProblem(get("user", base + "/job-management/jobs/5"), ProblemCode.LOST_AT_RESTART);
        assertProblem(get("user", base + "/job-management/jobs?colour=red"), ProblemCode.INVALID_PARAMETER);
        assertProblem(get("user", base + "/nowhere"), ProblemCode.NOT_FOUND);
        assertThat(JSON.readTree(get("Admin", base + "/job-management/jobs?limit=1")
                                .body())
                        .at("/jobs/@total"))
                .isEqualTo(JSON.readTree(before).at("/jobs/@total"));
    }

    private static void assertProblem(HttpResponse<String> answer, ProblemCode code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code.key());
        assertThat(problem.path("detail").asText()).isNotEmpty().doesNotContain("dev.accepted", "Exception");
    }

    private static void awaitStatus(String job, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> JSON.readTree(get("user", job).body())
                        .at("/job/job-status")
                        .asText()
                        .equals(status));
    }

    private static HttpResponse<String> submit(String user, String body) throws IOException, InterruptedException {
        return post(user, base + "/job-management/jobs", body);
    }

    private static HttpResponse<String> post(String user, String uri, String body)
            throws IOException, InterruptedException {
        return send(request(user + ":" + user.toLowerCase(Locale.ROOT), uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> get(String user, String uri) throws IOException, InterruptedException {
        return send(request(user + ":" + user.toLowerCase(Locale.ROOT), uri).build());
    }

    private static HttpRequest.Builder request(String credentials, String uri) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
