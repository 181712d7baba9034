package dev.accepted.handler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.job.Document;
import dev.accepted.job.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs that every Linux has. After each test no thread and no folder is left. */
@Timeout(60)
class CommandHandlerTest {

    @TempDir
    Path folders;

    Commands commands;

    @BeforeEach
    void prepare() {
        commands = new Commands(folders);
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        for (Thread thread : commands.threads) {
            thread.join();
        }
        try (Stream<Path> left = Files.list(folders)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void checksumOfALargeBodyIsItsResult() throws Exception {
        byte[] body = random(20 * 1024 * 1024);
        FakeJobContext job = FakeJobContext.ofBytes(body);
        commands.of("/usr/bin/sha256sum", List.of(), "stdin", "body", "result", "stdout")
                .run(job);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
        assertThat(job.resultText()).isEqualTo(HexFormat.of().formatHex(digest) + "  -\n");
        assertThat(job.madeResult().map(Document::mediaType)).contains("text/plain;charset=utf-8");
    }

    @Test
    void compressedBodyComesBackWithTypeAndName() throws Exception {
        byte[] body = "many words ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        FakeJobContext job = FakeJobContext.ofBytes(body);
        commands.of(
                        "/usr/bin/gzip",
                        List.of("-c"),
                        "stdin",
                        "body",
                        "result",
                        "stdout",
                        "result-type",
                        "application/gzip",
                        "result-name",
                        "input.gz")
                .run(job);
        Document result = job.madeResult().orElseThrow();
        assertThat(result.mediaType()).isEqualTo("application/gzip");
        assertThat(result.fileName()).contains("input.gz");
        try (GZIPInputStream unzipped =
                new GZIPInputStream(new ByteArrayInputStream(result.content().bytes()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(body);
        }
    }

    @Test
    void sortedLinesAreTheResult() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes("b\nc\na\n".getBytes(StandardCharsets.UTF_8));
        commands.of("/usr/bin/sort", List.of(), "stdin", "body", "result", "stdout")
                .run(job);
        assertThat(job.resultText()).isEqualTo("a\nb\nc\n");
    }

    @Test
    void programThatWritesWhileItReadsDoesNotBlock() throws Exception {
        byte[] body = random(64 * 1024 * 1024);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        FakeJobContext job = FakeJobContext.ofBytes(body).resultTo(new OutputStream() {
            @Override
            public void write(int b) {
                digest.update((byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }
        });
        commands.of("/bin/cat", List.of(), "stdin", "body", "result", "stdout").run(job);
        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(body));
    }

    @Test
    void inputThatIsNotReadToTheEndIsNoFailure() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes(random(4 * 1024 * 1024));
        commands.script("echo enough", List.of(), "stdin", "body", "result", "stdout")
                .run(job);
        assertThat(job.resultText()).isEqualTo("enough\n");
    }

    @Test
    void standardInputIsEmptyUnlessTheBodyIsAskedFor() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes("secret".getBytes(StandardCharsets.UTF_8));
        commands.of("/bin/cat", List.of(), "result", "stdout").run(job);
        assertThat(job.resultText()).isEmpty();
    }

    @Test
    void exitStatusAndLastWordsSayWhyItFailed() {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> commands.script("echo no room in $HOME >&2; exit 3", List.of())
                        .run(job))
                .withMessage("The program ended with status 3. Its last words: no room in .")
                .matches(JobFailedException::isRetryable);
        assertThat(job.logLines()).containsExactly("no room in .");
    }

    @Test
    void exitStatusAloneIsEnough() {
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> commands.of("/bin/false", List.of()).run(FakeJobContext.ofJson("{}")))
                .withMessage("The program ended with status 1.");
    }

    @Test
    void operatorSaysWhichExitStatusMeansSuccess() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        commands.script("exit 3", List.of(), "success", List.of("0", "3")).run(job);
        assertThat(job.madeResult()).isEmpty();
    }

    @Test
    void linesAreTheLogAndMarkedOnesAreProgress() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        commands.script(
                        "printf 'one\\n::progress 30 a third\\ntwo\\r\\n::progress 100\\n::progress x\\nlast'",
                        List.of())
                .run(job);
        assertThat(job.logLines()).containsExactly("one", "two", "::progress x", "last");
        assertThat(job.progressSteps()).containsExactly(new Progress(30, "a third"), new Progress(100, ""));
    }

    @Test
    void standardErrorTellsProgressWhileStandardOutputIsTheResult() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        commands.script(
                        "echo '::progress 10 x'; echo '::progress 20 y' >&2; echo note >&2",
                        List.of(),
                        "result",
                        "stdout")
                .run(job);
        assertThat(job.resultText()).isEqualTo("::progress 10 x\n");
        assertThat(job.progressSteps()).containsExactly(new Progress(20, "y"));
        assertThat(job.logLines()).containsExactly("note");
    }

    @Test
    void lineWithoutEndIsCutAndBytesThatAreNoTextAreReplaced() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        commands.script("head -c 50000000 /dev/zero | tr '\\0' x; echo; printf 'a\\377b\\n'", List.of())
                .run(job);
        assertThat(job.logLines()).containsExactly("x".repeat(Lines.MOST_BYTES) + " ...", "a\ufffdb");
    }

    @Test
    void fileOfTheWorkFolderIsTheResult() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        commands.script(
                        "mkdir out; echo a,b > out/table.csv; echo done",
                        List.of(),
                        "result",
                        "out/table.csv",
                        "result-type",
                        "text/csv",
                        "result-name",
                        "table.csv")
                .run(job);
        assertThat(job.resultText()).isEqualTo("a,b\n");
        assertThat(job.madeResult().map(Document::mediaType)).contains("text/csv");
        assertThat(job.logLines()).containsExactly("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "mkdir result", "ln -s /etc/passwd result"})
    void missingResultFileIsAFailure(String script) {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() ->
                        commands.script(script, List.of(), "result", "result").run(job))
                .withMessage("The program ended well, but left no result 'result'.");
        assertThat(job.madeResult()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; rm -rf /tmp/x",
                "$(touch x)",
                "`id`",
                "a\nb",
                "'\"\\",
                "a  b",
                "*",
                "&& true | cat > x",
                "${input.other}",
                "",
                "grün €"
            })
    void valuesArriveLiterallyAsOneArgument(String value) throws Exception {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("text", value)
                .put("other", "OTHER")
                .toString();
        FakeJobContext job = FakeJobContext.ofJson(json);
        commands.script("printf '%s|' \"$@\"", List.of("${input.text}", "x${input.text}"), "result", "stdout")
                .run(job);
        assertThat(job.resultText()).isEqualTo(value + "|x" + value + "|");
    }

    @Test
    void valuesOfAllKindsBecomeArgumentsAndAbsentOnesDoNot() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{\"n\":47.0,\"b\":true,\"z\":null,\"l\":[1,\"a\"],\"big\":1e3}");
        List<String> arguments = List.of(
                "${input.n}",
                "${input.b}",
                "${input.z}",
                "${input.gone}",
                "${input.l}",
                "${input.big}",
                "[${input.gone}]");
        commands.script("printf '%s|' \"$@\"", arguments, "result", "stdout").run(job);
        assertThat(job.resultText()).isEqualTo("47|true|[1,\"a\"]|1000|[]|");
    }

    @Test
    void valueThatLooksLikeAnOptionIsRefusedForGood() {
        FakeJobContext job = FakeJobContext.ofJson("{\"file\":\"--help\"}");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(
                        () -> commands.of("/bin/ls", List.of("${input.file}")).run(job))
                .withMessage("The value of 'file' must not begin with '-'.")
                .matches(e -> !e.isRetryable());
        assertThat(commands.threads).isEmpty();
    }

    @Test
    void operatorMayAllowADash() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{\"n\":-5}");
        commands.of("/bin/echo", List.of("${input.n}"), "allow-dash", List.of("n"), "result", "stdout")
                .run(job);
        assertThat(job.resultText()).isEqualTo("-5\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arguments", "environment"})
    void valuesThatNoProgramCanGetAreRefusedForGood(String where) {
        JobHandler handler = where.equals("arguments")
                ? commands.of("/bin/echo", List.of("${input.v}"))
                : commands.of("/bin/echo", List.of(), "environment", Map.of("V", "${input.v}"));
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> handler.run(FakeJobContext.ofJson("{\"v\":\"a\\u0000b\"}")))
                .withMessage("The value of 'v' must not contain a NUL character.")
                .matches(e -> !e.isRetryable());
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> handler.run(FakeJobContext.ofJson("{\"v\":\"" + "x".repeat(200_000) + "\"}")))
                .withMessage("The value of 'v' is too long to be given to a program.");
    }

    @Test
    void environmentIsCleanButForWhatIsDocumented() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{\"token\":\"s3cret\"}");
        commands.of(
                        "/usr/bin/env",
                        List.of(),
                        "environment",
                        Map.of("TOKEN", "${input.token}", "GONE", "${input.gone}", "FIXED", "a b"),
                        "result",
                        "stdout")
                .run(job);
        List<String> lines = job.resultText().lines().toList();
        assertThat(lines.stream().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrder(
                        "PATH",
                        "LANG",
                        "HOME",
                        "TMPDIR",
                        "PWD",
                        "TOKEN",
                        "FIXED",
                        "ACCEPTED_JOB_ID",
                        "ACCEPTED_ATTEMPT",
                        "ACCEPTED_OWNER",
                        "ACCEPTED_WORK_FOLDER");
        assertThat(lines)
                .contains(
                        "PATH=/usr/local/bin:/usr/bin:/bin",
                        "LANG=C.UTF-8",
                        "TOKEN=s3cret",
                        "FIXED=a b",
                        "ACCEPTED_JOB_ID=4711",
                        "ACCEPTED_ATTEMPT=1",
                        "ACCEPTED_OWNER=ann");
        assertThat(job.logLines()).isEmpty();
    }

    @Test
    void workFolderIsPrivateAndGoesWithAllItHolds() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        commands.script(
                        "stat -c %a .; pwd; mkdir -p a/b; touch a/b/c; ln -s /etc d; chmod 000 a/b",
                        List.of(), "result", "stdout")
                .run(job);
        List<String> lines = job.resultText().lines().toList();
        assertThat(lines.get(0)).isEqualTo("700");
        assertThat(Path.of(lines.get(1)).getParent()).isEqualTo(folders.toRealPath());
        assertThat(Path.of(lines.get(1))).doesNotExist();
        assertThat(Path.of("/etc/passwd")).exists();
    }

    @Test
    void resultThatCannotBeKeptEndsTheProgram() {
        FakeJobContext job = FakeJobContext.ofJson("{}").resultTo(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("The spool is full");
            }
        });
        assertThatIOException()
                .isThrownBy(() -> commands.of("/bin/cat", List.of("/dev/zero"), "result", "stdout")
                        .run(job))
                .withMessage("The spool is full");
    }

    @Test
    void programThatIsGoneFailsWithoutSayingWhereItWas() throws Exception {
        Path program = Files.createTempFile("program", ".sh");
        Files.writeString(program, "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        JobHandler handler = commands.of(program.toString(), List.of());
        Files.delete(program);
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> handler.run(FakeJobContext.ofJson("{}")))
                .withMessage("The program cannot be started. The server's log tells more.");
    }

    @Test
    void inputThatIsNoJsonIsRefusedOnlyWhereValuesAreTaken() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes((byte) 'x');
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(
                        () -> commands.of("/bin/echo", List.of("${input.a}")).run(job));
        commands.of("/bin/cat", List.of(), "stdin", "body", "result", "stdout").run(job);
        assertThat(job.resultText()).isEqualTo("x");
    }

    @Test
    void faultyOptionsAreAllNamed() {
        FakeOptions options = new FakeOptions(Map.of(
                "program", "sort",
                "arguments", List.of("${other}"),
                "environment", Map.of("A B", "x", "ACCEPTED_OWNER", "root"),
                "stdin", "file",
                "result", "../../etc/passwd",
                "result-type", "text",
                "success", List.of("256", "x")));
        commands.factory().create(options);
        assertThat(options.faults())
                .containsExactlyInAnyOrder(
                        "program",
                        "arguments",
                        "environment",
                        "environment",
                        "stdin",
                        "result",
                        "result-type",
                        "success",
                        "success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/etc", "/does/not/exist", "bin/sh"})
    void programMustBeAnExecutableFile(String program) {
        FakeOptions options = new FakeOptions(Map.of("program", program));
        commands.factory().create(options);
        assertThat(options.faults()).containsExactly("program");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(47).nextBytes(bytes);
        return Arrays.copyOf(bytes, length);
    }
}
