package dev.accepted.container;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.JobScript.Run;
import dev.accepted.container.JobScript.Running;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script as its users have it, in every shell of this machine, beside the deployed application. */
class JobScriptTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {narrow: {concurrency: 1, capacity: 1}}
                  types:
                    demo: {handler: demo, queues: [default, narrow]}
                    echo: {handler: dev.accepted.http.Echo, raw: true}
                    object: {handler: dev.accepted.http.Echo}
                    fills: {handler: dev.accepted.http.Fills}
                """;
    }

    static Stream<String> shells() {
        return JobScript.shells();
    }

    private JobScript job(String shell) {
        return new JobScript(shell, folder, jetty.base());
    }

    @Test
    void itIsServedToTheByteAsAFile() throws Exception {
        HttpResponse<String> served = jetty.get("viewer", jetty.base() + "/job-management/job");
        assertThat(served.body()).isEqualTo(Files.readString(JobScript.FILE)).isASCII();
        assertThat(served.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"job\"");
        String tag = served.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = send(by("user", jetty.base() + "/job-management/job")
                .header("If-None-Match", tag)
                .build());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(jetty.get("user", jetty.base() + "/job-management").body())
                .contains("{\"rel\":\"script\",\"href\":\"/api/company/job-management/job\"");
    }

    @Test
    void itsVersionIsTheProjects() throws Exception {
        String version = job("sh").run("--version").line().replace("job ", "");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<version>" + version + "</version>\n  <packaging>war");
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "shellcheck is not on this machine");
        Process check = new ProcessBuilder("/usr/bin/shellcheck", "-s", "sh", JobScript.FILE.toString()).start();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void submitsWaitsAndFetches(String shell) throws Exception {
        JobScript job = job(shell);
        String id = job.run("submit", "--name", "on & on, 100 %", "demo", "duration=PT0S", "steps=2", "result=made")
                .line();
        assertThat(job.run("wait", id).line()).isEqualTo("SUCCESS");
        assertThat(job.run("status", id).line()).isEqualTo("SUCCESS");
        assertThat(job.run("result", id).out()).isEqualTo("made");
        assertThat(job.run("log", id).out()).contains("Step 1 of 2", "Step 2 of 2");
        assertThat(job.run("list", "type=demo", "limit=1").line()).isEqualTo(id + "\tSUCCESS\ton & on, 100 %");
        assertThat(job.run("types").out()).contains("name: echo");
        assertThat(job.run("submit", "--wait", "demo", "duration=PT0S").line()).matches("[0-9]+\nSUCCESS");
        assertThat(job.run("submit", "demo").line()).matches("[0-9]+");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void endsAsTheJobDoes(String shell) throws Exception {
        JobScript job = job(shell);
        Run failed = job.run("submit", "--wait", "demo", "duration=PT0S", "fail=true");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).endsWith("\nFAILURE\n");
        assertThat(failed.err()).contains("The demo was asked to fail.");

        Run late = job.run("submit", "--wait", "--job-timeout=PT0.1S", "demo", "duration=PT1M");
        assertThat(late.status()).isEqualTo(124);
        assertThat(late.out()).endsWith("\nTIMEOUT\n");

        String id = job.run("submit", "demo", "duration=PT1M").line();
        Run impatient = job.run("wait", "--timeout", "0", id);
        assertThat(impatient.status()).isEqualTo(124);
        assertThat(impatient.out()).isIn("UNDETERMINED\n", "INPROGRESS\n");
        assertThat(impatient.err()).contains("'job wait " + id + "' waits again");
        Run noResult = job.run("result", "--timeout", "0", id);
        assertThat(noResult.status()).isEqualTo(124);
        assertThat(noResult.out()).isEmpty();

        assertThat(job.run("cancel", id).line()).isIn("CANCELLED", "CANCELLING");
        Run cancelled = job.run("wait", id);
        assertThat(cancelled.status()).isEqualTo(2);
        assertThat(cancelled.out()).isEqualTo("CANCELLED\n");
        assertThat(job.run("result", id).status()).isEqualTo(2);
        assertThat(job.run("cancel", id).line()).isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFileComesBackToTheByteWhateverIsInItAndInItsName(String shell) throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(202).nextBytes(bytes);
        JobScript job = job(shell);
        assertThat(job.feed(bytes, "submit", "--result", "echo", "-").bytes()).isEqualTo(bytes);
        assertThat(job.feed(new byte[0], "submit", "--result", "echo", "-").bytes())
                .isEmpty();
        for (String name : List.of("plain", "-o", "{a,b}[1-3] \"q\" \\n $(x) `y` 'z';&", "new\nline", "\u00e4\u20ac")) {
            Files.write(folder.resolve(name), bytes);
            Run run = job.run("submit", "--result", "echo", "--", name);
            assertThat(run.bytes()).as(name + run.err()).isEqualTo(bytes);
        }
        Files.write(folder.resolve("a=b"), bytes);
        assertThat(job.run("submit", "--result", "echo", "./a=b").bytes()).isEqualTo(bytes);
        Run saved = job.run("submit", "--result", "-o", "sa ved", "echo", "plain");
        assertThat(saved.bytes()).isEmpty();
        assertThat(Files.readAllBytes(folder.resolve("sa ved"))).isEqualTo(bytes);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> name.startsWith("job.")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void valuesAreTakenAsTheyAre(String shell) throws Exception {
        Map<String, String> values = Map.of(
                "spaces", "  two  words ",
                "quotes", "\"'`\\\"",
                "commands", "; $(touch hit) `touch hit` | x & > hit",
                "newlines", "\n a\n\nb\n",
                "file", "@/etc/passwd",
                "form", "a=b&c=d+e%41",
                "utf8", "\u00e4\u20ac\uD83D\uDE00",
                "option", "-n",
                "a key & more", "*",
                "empty", "");
        String[] arguments = Stream.concat(
                        Stream.of("submit", "--result", "object"),
                        values.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()))
                .toArray(String[]::new);
        Run run = job(shell).run(arguments);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(JSON.readTree(run.out())).isEqualTo(JSON.valueToTree(values));
        assertThat(folder.resolve("hit")).doesNotExist();
    }

    @Test
    void jsonIsKnownByItsNameOrItsFirstCharacter() throws Exception {
        JobScript job = job("sh");
        byte[] json = "{\"a\":[1]}".getBytes(StandardCharsets.UTF_8);
        assertThat(job.feed(json, "submit", "--result", "object", "-").out()).isEqualTo("{\"a\":[1]}");
        Files.write(
                folder.resolve("input.json"),
                ("\n" + new String(json, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        assertThat(job.run("submit", "--result", "object", "input.json").out()).isEqualTo("{\"a\":[1]}");
        Run text =
                job.feed("a".getBytes(StandardCharsets.UTF_8), "submit", "--media-type", "text/plain", "object", "-");
        assertThat(text.status()).isEqualTo(65);
        assertThat(text.err()).contains("text/plain");
    }

    @Test
    void aJobIsTakenFromAPipe() throws Exception {
        JobScript job = job("sh");
        String link = jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\",\"result\":\"made\"}}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(job.feed((link + "\n").getBytes(StandardCharsets.UTF_8), "wait", "-")
                        .line())
                .isEqualTo("SUCCESS");
        assertThat(job.feed(link.getBytes(StandardCharsets.UTF_8), "result", "-")
                        .out())
                .isEqualTo("made");
        assertThat(job.run("result", link + "/result").out()).isEqualTo("made");
    }

    @Test
    void aLogIsFollowedToItsEnd() throws Exception {
        String id = job("sh").run("submit", "demo", "duration=PT2S", "steps=2").line();
        Running follows = job("sh").start("log", "-f", id);
        await(() -> follows.printed().contains("Step 1"));
        assertThat(follows.process().isAlive()).isTrue();
        Run run = follows.end();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(".*Step", "Step")))
                .containsExactly("Step 1 of 2", "Step 2 of 2");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whoInterruptsTheWaitingIsToldHowToGoOnAndTheJobGoesOn(String shell) throws Exception {
        JobScript job = job(shell);
        String id = job.run("submit", "demo", "duration=PT1M").line();
        // A shell cannot trap what was ignored when it was started, as it may be in a build that runs in the
        // background.
        List<String> listening = List.of("env", "--default-signal=INT");
        for (String signal : List.of("TERM", "INT")) {
            Running waits = signal.equals("INT") ? job.start(listening, "wait", id) : job.start("wait", id);
            await(() -> children(waits).anyMatch("curl"::equals));
            new ProcessBuilder("kill", "-" + signal, "" + waits.process().pid())
                    .start()
                    .waitFor();
            Run run = waits.end();
            assertThat(run.status()).isEqualTo(signal.equals("INT") ? 130 : 143);
            assertThat(run.err()).contains("Job " + id + " goes on", "'job wait " + id + "'");
            assertThat(children(waits)).isEmpty();
        }
        assertThat(job.run("status", id).line()).isIn("UNDETERMINED", "INPROGRESS");
        job.run("cancel", id);
    }

    private static Stream<String> children(Running run) {
        return run.process()
                .descendants()
                .map(process -> Path.of(process.info().command().orElse("?"))
                        .getFileName()
                        .toString());
    }

    @Test
    void whatIsRefusedIsToldWithAStatusOfItsOwn() throws Exception {
        JobScript job = job("sh");
        assertThat(job.run().status()).isEqualTo(64);
        for (String[] wrong : new String[][] {
            {"dance"},
            {"wait"},
            {"wait", "../jobs"},
            {"submit", "--unknown", "demo"},
            {"submit", "demo", "a=b", "c"},
            {"wait", "--timeout", "soon", "5"},
            {"submit", "--key", "a b", "demo"},
            {"submit", "demo", "--timeout"}
        }) {
            Run run = job.run(wrong);
            assertThat(run.status()).as(String.join(" ", wrong)).isEqualTo(64);
            assertThat(run.err()).contains("--help");
        }
        Run invalid = job.run("submit", "demo", "steps=0");
        assertThat(invalid.status()).isEqualTo(65);
        assertThat(invalid.err()).contains("/steps");
        assertThat(job.run("submit", "nothing").status()).isEqualTo(66);
        assertThat(job.run("submit", "echo", "nothing").status()).isEqualTo(66);
        Run gone = job.run("wait", "5");
        assertThat(gone.status()).isEqualTo(66);
        assertThat(gone.err()).contains("lost");
        Run stranger = job("sh").with("ACCEPTED_PASSWORD", "wrong").run("types");
        assertThat(stranger.status()).isEqualTo(77);
        Run elsewhere = job.run("--url", jetty.base() + "/health/live?", "status", "5");
        assertThat(elsewhere.status()).isEqualTo(69);
        assertThat(elsewhere.err()).contains("no Accepted server");
        assertThat(job("sh").with("ACCEPTED_URL", null).run("types").err()).contains("Set ACCEPTED_URL");
        assertThat(job.run("--help").out()).startsWith("usage: job submit");
        Run alone = job.run("--patience", "0", "--url", "http://localhost:1/x", "submit", "demo");
        assertThat(alone.status()).isEqualTo(69);
        assertThat(alone.err()).contains("The same command with --key ");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void nothingSecretIsAnArgumentOfCurl(String shell) throws Exception {
        Path programs = Files.createDirectory(folder.resolve("watched"));
        Path watched = programs.resolve("curl");
        Files.writeString(
                watched,
                "#!/bin/sh\necho \"$@\" >>" + folder.resolve("seen") + "\nPATH=" + System.getenv("PATH")
                        + " exec curl \"$@\"\n");
        assertThat(watched.toFile().setExecutable(true)).isTrue();
        JobScript job = job(shell).with("PATH", programs + ":" + System.getenv("PATH"));
        assertThat(job.run("submit", "--wait", "demo", "duration=PT0S").status())
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("seen")))
                .hasSizeGreaterThan(1)
                .containsOnly("-q -K -");

        Files.writeString(folder.resolve(".netrc"), "machine localhost login user password user\n");
        job.with("ACCEPTED_USER", null).with("ACCEPTED_PASSWORD", null);
        assertThat(job.run("types").status()).isZero();
        Files.move(folder.resolve(".netrc"), folder.resolve("my \"netrc\""));
        assertThat(job.run("types").status()).isEqualTo(77);
        assertThat(job.with("ACCEPTED_NETRC", folder.resolve("my \"netrc\"").toString())
                        .run("types")
                        .status())
                .isZero();
        Files.writeString(folder.resolve("options"), "header = \"Authorization: Basic dXNlcjp1c2Vy\"\n");
        assertThat(job.with("ACCEPTED_NETRC", null)
                        .with("ACCEPTED_CURLRC", folder.resolve("options").toString())
                        .run("types")
                        .status())
                .isZero();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }
}
