package dev.accepted.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.CuttingProxy.Cut;
import dev.accepted.container.JobScript.Run;
import dev.accepted.container.JobScript.Running;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the script makes of connections that break, and of servers that go, come back, or take nothing for a while. */
class JobScriptLossTest extends ApplicationTest {

    @TempDir
    private Path folder;

    private CuttingProxy proxy;

    @Override
    protected String settings() {
        return """
                accepted:
                  shutdown-grace: PT0.1S
                  queues: {narrow: {concurrency: 1, capacity: 1}}
                  types:
                    demo: {handler: demo, queues: [default, narrow]}
                    echo: {handler: dev.accepted.http.Echo, raw: true}
                    fills: {handler: dev.accepted.http.Fills}
                """;
    }

    static Stream<String> shells() {
        return JobScript.shells();
    }

    @BeforeEach
    void openProxy() throws Exception {
        proxy = new CuttingProxy(jetty.base());
    }

    @AfterEach
    void closeProxy() throws Exception {
        proxy.close();
    }

    private JobScript job(String shell) {
        return new JobScript(shell, folder, proxy.base());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aSubmissionWhoseAnswersAreLostMakesOneJob(String shell) throws Exception {
        proxy.cut(Cut.AT_ONCE, Cut.BEFORE_THE_ANSWER, Cut.IN_THE_ANSWER);
        byte[] input = "only once".getBytes(StandardCharsets.UTF_8);
        Run run = job(shell).feed(input, "submit", "--result", "--name", "lost by " + shell, "echo", "-");
        assertThat(run.out()).as(run.err()).isEqualTo("only once");
        assertThat(proxy.done()).isEqualTo(3);
        assertThat(run.err()).contains("; again in ");
        assertThat(jobs("lost by " + shell)).isEqualTo(1);
    }

    @Test
    void membersAreSentAgainToTheByteToo() throws Exception {
        proxy.cut(Cut.BEFORE_THE_ANSWER, Cut.BEFORE_THE_ANSWER);
        Run run = job("sh").run("submit", "-q", "--wait", "--name", "members", "demo", "duration=PT0S");
        assertThat(run.line()).endsWith("SUCCESS");
        assertThat(run.err()).isEmpty();
        assertThat(jobs("members")).isEqualTo(1);
    }

    @Test
    void oneKeyIsOneJobHoweverOftenTheScriptIsRun() throws Exception {
        String[] submission = {"submit", "--key", "report-2026-11-25", "demo", "duration=PT0S"};
        assertThat(job("sh").run(submission).line())
                .isEqualTo(job("sh").run(submission).line());
        Run other = job("sh").run("submit", "--key", "report-2026-11-25", "demo", "duration=PT1S");
        assertThat(other.status()).isEqualTo(65);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whoWaitsHearsOfTheEndThoughConnectionsBreak(String shell) throws Exception {
        String id = job(shell).run("submit", "demo", "duration=PT1S").line();
        proxy.cut(Cut.BEFORE_THE_ANSWER, Cut.AT_ONCE, Cut.IN_THE_ANSWER);
        assertThat(job(shell).run("wait", id).line()).isEqualTo("SUCCESS");
        assertThat(proxy.done()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aResultGoesOnWhereItBroke(String shell) throws Exception {
        int size = 3_000_000;
        String id = job(shell)
                .run("submit", "--wait", "fills", "result=" + size)
                .line()
                .split("\n", -1)[0];
        long before = proxy.passed();
        // The first is that of the status.
        proxy.cut(Cut.NEVER, Cut.IN_THE_ANSWER, Cut.AT_ONCE, Cut.IN_THE_ANSWER, Cut.BEFORE_THE_ANSWER);
        Run run = job(shell).run("result", "-o", "result", id);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("result"))).isEqualTo(new byte[size]);
        assertThat(proxy.passed() - before)
                .as("bytes of answers, heads included")
                .isBetween((long) size, size + 9_000L);
        assertThat(job(shell).run("result", id).bytes()).isEqualTo(new byte[size]);
    }

    @Test
    void aLogHasEachLineOnceThoughConnectionsBreak() throws Exception {
        String id = job("sh").run("submit", "demo", "duration=PT2S", "steps=20").line();
        proxy.cut(Cut.IN_THE_ANSWER, Cut.AT_ONCE, Cut.BEFORE_THE_ANSWER, Cut.IN_THE_ANSWER);
        Run run = job("sh").run("log", "-f", id);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aServerThatIsBackGetsTheJobOnce() throws Exception {
        proxy.to("http://localhost:1/api/company");
        Running submits = job("sh").start("submit", "--wait", "--name", "back again", "demo", "duration=PT0S");
        await(() -> submits.said().contains("again in "));
        proxy.to(jetty.base());
        assertThat(submits.feed(new byte[0]).end().line()).endsWith("SUCCESS");
        assertThat(jobs("back again")).isEqualTo(1);
    }

    @Test
    void aRestartThatLosesTheJobIsToldToWhoWaits() throws Exception {
        String params = temp.resolve("accepted.yaml").toString();
        RunningJetty first =
                new RunningJetty(Files.createDirectory(folder.resolve("1")), Map.of("accepted.config", params));
        proxy.to(first.base());
        String id = job("sh").run("submit", "demo", "duration=PT1M").line();
        Running waits = job("sh").start("wait", id);
        await(() -> proxy.isHeld());
        proxy.to("http://localhost:1/api/company");
        first.close();
        await(() -> waits.said().contains("again in "));
        RunningJetty second =
                new RunningJetty(Files.createDirectory(folder.resolve("2")), Map.of("accepted.config", params));
        try {
            proxy.to(second.base());
            Run run = waits.end();
            assertThat(run.status()).as(run.err()).isEqualTo(66);
            assertThat(run.err()).contains("is lost");
        } finally {
            second.close();
        }
    }

    @Test
    void aFullQueueIsAskedAgainWhenItSays() throws Exception {
        String[] submission = {"submit", "--queue", "narrow", "demo", "duration=PT1M"};
        String running = job("sh").run(submission).line();
        await(() -> job("sh").run("status", running).line().equals("INPROGRESS"));
        String waiting = job("sh").run(submission).line();
        Running third = job("sh").start(submission);
        await(() -> third.said().contains("again in "));
        assertThat(third.said()).contains("narrow");
        job("sh").run("cancel", waiting);
        job("sh").run("cancel", running);
        String id = third.end().line();
        job("sh").run("cancel", id);
    }

    @Test
    void whoHasNoPatienceIsToldThatNothingIsKnown() throws Exception {
        proxy.cut(Cut.BEFORE_THE_ANSWER);
        Run run = job("sh")
                .run("submit", "--patience", "0", "--key", "impatient", "--name", "impatient", "demo", "duration=PT0S");
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--key impatient makes no second one");
        job("sh")
                .run("submit", "--key", "impatient", "--name", "impatient", "demo", "duration=PT0S")
                .line();
        assertThat(jobs("impatient")).isEqualTo(1);
    }

    private int jobs(String name) throws Exception {
        HttpResponse<String> list =
                jetty.get("Admin", jetty.base() + "/job-management/jobs?f=text&q=" + name.replace(" ", "%20"));
        return (int) list.body().lines().count();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }
}
