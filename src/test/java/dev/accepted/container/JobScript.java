package dev.accepted.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The script {@code job} as people run it: by a shell, in a folder, with an environment of its own. */
final class JobScript {

    /** Where it is kept. */
    static final Path FILE = Path.of("src/main/resources/dev/accepted/http/job");

    private final String shell;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * With the password of {@code user}.
     *
     * @param shell how its interpreter is called, with words after it
     * @param folder where its files are
     */
    JobScript(String shell, Path folder, String url) {
        this.shell = shell;
        this.folder = folder;
        environment.put("PATH", programs(folder) + ":" + System.getenv("PATH"));
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("ACCEPTED_URL", url);
        environment.put("ACCEPTED_USER", "user");
        environment.put("ACCEPTED_PASSWORD", "user");
        environment.put("ACCEPTED_PATIENCE", "50");
    }

    /** Programs before those of the machine: its seconds are short, where the shell has no {@code sleep} of its own. */
    private static Path programs(Path folder) {
        try {
            Path programs = Files.createDirectories(folder.resolve("programs"));
            Path sleep = programs.resolve("sleep");
            Files.writeString(sleep, "#!/bin/sh\nPATH=" + System.getenv("PATH") + "\nexec sleep 0.1\n");
            Files.setPosixFilePermissions(sleep, PosixFilePermissions.fromString("rwx------"));
            return programs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every shell of this machine that says it is one of POSIX, each once. */
    static Stream<String> shells() {
        Set<Path> seen = new HashSet<>();
        return Stream.of("sh", "dash", "bash --posix", "busybox sh", "mksh", "yash", "posh", "ksh93")
                .filter(shell -> program(shell).filter(seen::add).isPresent());
    }

    private static Optional<Path> program(String shell) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, shell.split(" ", -1)[0]))
                .filter(Files::isExecutable)
                .findFirst()
                .map(JobScript::real);
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a variable of its environment; null takes it away. */
    JobScript with(String name, String value) {
        environment.put(name, value);
        environment.values().removeIf(each -> each == null);
        return this;
    }

    /**
     * What came of a run.
     *
     * @param printed a character for each byte
     */
    record Run(int status, String printed, String err) {

        byte[] bytes() {
            return printed.getBytes(StandardCharsets.ISO_8859_1);
        }

        String out() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        /** The one line that it printed, having ended well. */
        String line() {
            assertThat(status).as(err).isZero();
            assertThat(out()).endsWith("\n");
            return out().strip();
        }
    }

    /** Runs it to its end, with nothing on its standard input. */
    Run run(String... arguments) throws IOException, InterruptedException {
        return feed(new byte[0], arguments);
    }

    /** Runs it to its end, with this on its standard input. */
    Run feed(byte[] input, String... arguments) throws IOException, InterruptedException {
        return start(arguments).feed(input).end();
    }

    /** Starts it. */
    Running start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** Starts it by another program that has its command as arguments. */
    Running start(List<String> by, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(shell.split(" ", -1)));
        command.add(FILE.toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("out", "");
        Path err = Files.createTempFile("err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** A run that has not ended. */
    record Running(Process process, Path out, Path err) {

        Running feed(byte[] input) throws IOException {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            } catch (IOException e) {
                // It has not read it: what it says tells why.
            }
            return this;
        }

        String said() throws IOException {
            return Files.readString(err);
        }

        String printed() throws IOException {
            return Files.readString(out);
        }

        Run end() throws IOException, InterruptedException {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            Run run = new Run(
                    ended ? process.exitValue() : -1, Files.readString(out, StandardCharsets.ISO_8859_1), said());
            assertThat(ended).as("it ended, having said: " + run).isTrue();
            Files.delete(out);
            Files.delete(err);
            return run;
        }
    }
}
