package dev.accepted.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the README: every fenced block of the kind {@code sh}, taken out of the file itself, in order and in one folder, beside a
 * server that was started by its own first command. Another port is the only thing that is changed.
 */
class ReadmeIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String SERVE = "mvn jetty:run";
    /** This very test is part of what it starts. */
    private static final String TEST = "mvn verify";

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfTheReadmeWorks() throws Exception {
        List<String> blocks = blocks();
        assertThat(blocks).startsWith(SERVE).contains(TEST).hasSizeGreaterThan(3);
        int port = freePort();
        Path log = folder.resolve("jetty.log");
        Process server = new ProcessBuilder("bash", "-c", "exec " + SERVE + " -Djetty.http.port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitReady(server, port, log);
            StringBuilder script = new StringBuilder("set -euo pipefail\n");
            blocks.stream()
                    .filter(block -> !block.equals(SERVE) && !block.equals(TEST))
                    .forEach(block -> script.append(block.replace("localhost:8080", "localhost:" + port))
                            .append('\n'));
            Files.copy(Path.of("README.md"), folder.resolve("README.md"));
            Path output = folder.resolve("output.txt");
            Process shell = new ProcessBuilder("bash", "-c", script.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(shell.waitFor(60, TimeUnit.SECONDS))
                    .as("the commands ended")
                    .isTrue();
            String said = Files.readString(output);
            assertThat(shell.exitValue()).as(said).isZero();
            assertThat(said)
                    .contains("HTTP/1.1 202 Accepted", "\"name\":\"Update Resource\"", "\"job-status\":\"SUCCESS\"")
                    .doesNotContain("/problems/");
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(Path.of("README.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1).strip());
        }
        return blocks;
    }

    private static void awaitReady(Process server, int port, Path log) throws IOException {
        URI ready = URI.create("http://localhost:" + port + "/api/company/health/ready");
        Awaitility.await("mvn jetty:run serves nothing: " + log)
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    assertThat(server.isAlive()).as(Files.readString(log)).isTrue();
                    return RunningJetty.send(HttpRequest.newBuilder(ready).build())
                                    .statusCode()
                            == 200;
                });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
