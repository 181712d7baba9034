package dev.accepted.container;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.request;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.example.ExampleJar;
import dev.accepted.handler.http.FakeTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged WAR in a real Tomcat, asked by a plain HTTP client; each version that we name is a class of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TomcatStory implements ProtocolStory, DoorStory {

    private static final String SETTINGS = """
            accepted:
              shutdown-grace: PT0.2S
              queues: {narrow: {concurrency: 1, capacity: 1}}
              types:
                checksum:
                  handler: command
                  raw: true
                  options: {program: /usr/bin/sha256sum, stdin: body, result: stdout}
                sleep:
                  handler: command
                  queues: [default, narrow]
                  options: {program: /usr/bin/sleep, arguments: ["${input.seconds}"]}
                ask: {handler: http, options: {method: GET, url: "%1$s"}}
                numbers:
                  handler: sql
                  options:
                    url: jdbc:h2:mem:;LAZY_QUERY_EXECUTION=1
                    sql: select x as n from system_range(1, :rows)
                    parameters: {rows: integer}
                    format: csv
                words: {handler: com.example.jobs.WordCount, raw: true}
                letter: {handler: letter, options: {greeting: Welcome}}
            """ + TYPES.indent(4) + DOORS.indent(4);

    @TempDir
    static Path folder;

    @TempDir
    static Path jars;

    private final Path home;
    private RunningTomcat tomcat;
    private FakeTarget target;
    private LegacyOrders legacy;

    /**
     * Tells the story on one version.
     *
     * @param home the distribution as it was unpacked
     */
    TomcatStory(String home) {
        this.home = Path.of(home);
    }

    @BeforeAll
    final void start() throws IOException {
        legacy = new LegacyOrders();
        target = FakeTarget.answering(FakeTarget.answer(200, "text/plain", "answered"));
        tomcat = new RunningTomcat(
                        home,
                        Path.of(System.getProperty("tested.war")),
                        folder,
                        SETTINGS.formatted(target.at("/slow"), legacy.address()))
                .handlers(ExampleJar.build(jars));
        tomcat.start();
    }

    @Override
    public String base() {
        return tomcat.base();
    }

    @Override
    public LegacyOrders legacy() {
        return legacy;
    }

    @AfterAll
    final void stop() throws Exception {
        tomcat.stop();
        target.close();
        legacy.close();
    }

    @Test
    void aFileOfTwentyMebibytesIsTakenAtOnceAndItsChecksumIsRight() throws Exception {
        byte[] file = new byte[20 << 20];
        new Random(202).nextBytes(file);
        HttpResponse<String> accepted = send(by("user", tomcat.base() + "/job-management/job-types/checksum/jobs")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(file))
                .build());
        String job = location(accepted);
        assertThat(accepted.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 120L);
        await("never COMPLETED", () -> get(job).body().contains("\"job-state\":\"COMPLETED\""));
        assertThat(get(job).headers().firstValue("Retry-After")).isEmpty();
        assertThat(get(job + "/result").body())
                .startsWith(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    @Test
    void aCancelledSleepsProcessIsGone() throws Exception {
        String job = location(sleep("1648", "default"));
        await("the program never ran", () -> processes("sleep 1648") > 0);
        assertThat(send(by("user", job + "/cancel")
                                .POST(BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isIn(200, 202);
        await("never CANCELLED", () -> get(job + "?f=text").body().equals("CANCELLED\n"));
        assertThat(processes("sleep 1648")).isZero();
    }

    @Test
    void aFullQueueRefusesWithAProblemAndATimeToAskAgain() throws Exception {
        String running = location(sleep("1749", "narrow"));
        await("never ran", () -> get(running + "?f=text").body().equals("INPROGRESS\n"));
        String waiting = location(sleep("1749", "narrow"));
        HttpResponse<String> refused = sleep("1749", "narrow");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"queue-full\"");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        for (String job : new String[] {waiting, running}) {
            send(by("user", job + "/cancel").POST(BodyPublishers.noBody()).build());
            await("never CANCELLED", () -> get(job + "?f=text").body().equals("CANCELLED\n"));
        }
    }

    /** Tomcat asks for a body before it asks the application, so the repeat may be the first there; then it is told once more. */
    @Test
    void aRepeatWaitsForTheFirstAnswerAndGetsTheSame() throws Exception {
        int told = 0;
        while (!repeatWaited("tomcat" + told)) {
            told++;
            assertThat(told).as("how often the repeat came first").isLessThan(20);
        }
    }

    private boolean repeatWaited(String key) throws Exception {
        String submission = "{\"type\":\"sleep\",\"input\":{\"seconds\":0}}";
        try (SlowSubmission slow = new SlowSubmission(tomcat.base(), key, submission)) {
            CompletableFuture<HttpResponse<String>> repeat = HttpClient.newHttpClient()
                    .sendAsync(
                            by("user", tomcat.base() + "/job-management/jobs")
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", key)
                                    .POST(BodyPublishers.ofString(submission))
                                    .build(),
                            BodyHandlers.ofString());
            await(
                    "the repeat neither waited nor was answered",
                    () -> repeat.isDone()
                            || send(by("Admin", tomcat.base() + "/metrics").build())
                                    .body()
                                    .contains("accepted_keys_waiting 1.0"));
            if (repeat.isDone()) {
                assertThat(repeat.get().statusCode()).isEqualTo(202);
                return false;
            }

            String first = slow.finish();

            assertThat(first).startsWith("HTTP/1.1 202 ");
            assertThat(repeat.get().statusCode()).isEqualTo(202);
            assertThat(repeat.get().headers().firstValue("Idempotency-Replayed"))
                    .contains("true");
            assertThat(first).contains(repeat.get().body());
            return true;
        }
    }

    @Test
    void rowsOfADatabaseComeByADriverThatTheWarBrings() throws Exception {
        String job = location(numbers(100_000));
        await("never COMPLETED", () -> get(job).body().contains("\"job-state\":\"COMPLETED\""));
        assertThat(get(job + "/result").body()).startsWith("N\r\n1\r\n2\r\n").endsWith("\r\n100000\r\n");
    }

    @Test
    void handlersOfTheUsersOwnAreInAJarThatWasDroppedBesideTheWar() throws Exception {
        HttpResponse<String> text = send(by("user", tomcat.base() + "/job-management/job-types/words/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("one two\nthree"))
                .build());
        String counted = location(text);
        await("never counted", () -> get(counted + "/result").body().equals("3\n"));
        String written = location(submit("{\"type\":\"letter\",\"input\":{\"to\":\"Bob\"}}"));
        await("never written", () -> get(written + "/result").body().equals("Welcome Bob,\nyours, user\n"));
        assertThat(submit("{\"type\":\"letter\",\"input\":{}}").statusCode()).isEqualTo(422);
    }

    @Test
    void theContainersLoginIsAskedAndItsRefusalIsAProblem() throws Exception {
        HttpResponse<String> none = send(HttpRequest.newBuilder(URI.create(tomcat.base() + "/job-management"))
                .build());
        HttpResponse<String> wrong =
                send(request("user:wrong", tomcat.base() + "/job-management").build());
        for (HttpResponse<String> answer : List.of(none, wrong)) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Basic");
        }
        assertThat(get(tomcat.base() + "/job-management").body())
                .contains("\"executor\":\"the container's, java:comp/env/concurrent/JobExecutor\"");
    }

    @Test
    void aRestartLosesTheJobsSaysSoAndLeavesNothingBehind() throws Exception {
        String job = location(sleep("1951", "default"));
        location(numbers(1_000_000_000));
        await("the program never ran", () -> processes("sleep 1951") > 0);
        ProcessHandle program = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 1951"))
                .findAny()
                .orElseThrow();
        tomcat.stop();
        assertThat(program.isAlive()).isFalse();
        assertThat(tomcat.output())
                .contains("Accepted has stopped")
                .doesNotContain("A provider dev.accepted")
                .doesNotContain("failed to stop it", "failed to remove it", "failed to unregister it", "JDBC driver");
        tomcat.start();
        HttpResponse<String> gone = get(job);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("\"code\":\"lost-at-restart\"");
    }

    @Test
    void aRedeployEndsRunningJobsAndLeavesNothingOfTheOldApplication() throws Exception {
        for (int round = 1; round <= 2; round++) {
            // The JDK's HTTP client has a thread, which must not stay either.
            String asked = location(submit("{\"type\":\"ask\"}"));
            await("never answered", () -> get(asked + "/result").body().equals("answered"));
            String job = location(sleep("260" + round, "default"));
            location(numbers(1_000_000_000));
            String program = "sleep 260" + round;
            await("the program never ran", () -> processes(program) > 0);
            tomcat.redeploy();
            assertThat(get(job).body()).contains("\"code\":\"lost-at-restart\"");
            assertThat(processes(program)).isZero();
        }
        await("an old application is still in memory", () -> tomcat.applicationsInMemory() == 1);
        location(sleep("0", "default"));
    }

    private HttpResponse<String> sleep(String seconds, String queue) throws Exception {
        return submit("{\"type\":\"sleep\",\"queue\":\"" + queue + "\",\"input\":{\"seconds\":" + seconds + "}}");
    }

    private HttpResponse<String> numbers(long rows) throws Exception {
        return submit("{\"type\":\"numbers\",\"input\":{\"rows\":" + rows + "}}");
    }

    private HttpResponse<String> submit(String body) throws Exception {
        return send(by("user", tomcat.base() + "/job-management/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static String location(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return accepted.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return send(by("user", uri).build());
    }

    private static long processes(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(commandLine))
                .count();
    }

    private static void await(String otherwise, Callable<Boolean> condition) {
        Awaitility.await(otherwise)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(condition);
    }
}
