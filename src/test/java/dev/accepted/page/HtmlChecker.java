package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Nu HTML checker, in a process of its own: its libraries and ours do not fit together. */
final class HtmlChecker {

    private static final Path LIBRARIES = Path.of(System.getProperty("html-checker", "target/html-checker"));

    private HtmlChecker() {}

    /** What is wrong with the pages in a folder. */
    static List<String> errors(Path folder) throws IOException, InterruptedException {
        assertThat(LIBRARIES).as("Maven puts it there before integration tests").isDirectory();
        Path report = folder.resolveSibling("report.json");
        Process checker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        LIBRARIES + "/*",
                        "nu.validator.client.SimpleCommandLineValidator",
                        "--format",
                        "json",
                        folder.toString())
                .redirectError(report.toFile())
                .redirectOutput(folder.resolveSibling("output.txt").toFile())
                .start();
        assertThat(checker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        JsonNode messages =
                new ObjectMapper().readTree(Files.readString(report)).path("messages");
        assertThat(messages.isArray()).isTrue();
        List<String> errors = new ArrayList<>();
        messages.forEach(message -> {
            if (!message.path("type").asText().equals("info")
                    || message.path("subType").asText().equals("warning")) {
                errors.add(message.path("url").asText().replaceFirst(".*/", "") + ":"
                        + message.path("lastLine").asText() + ": "
                        + message.path("message").asText() + " at "
                        + message.path("extract").asText());
            }
        });
        return errors;
    }
}
