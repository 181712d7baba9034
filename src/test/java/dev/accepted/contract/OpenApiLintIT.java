package dev.accepted.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rules of Spectral and Redocly, over the contract as it is written and as a deployment served it. Both are npm packages; where
 * there is no npm this says so and is skipped, but never in CI.
 */
class OpenApiLintIT {

    private static final String SPECTRAL = "@stoplight/spectral-cli@6.16.3";
    /** The last line that runs on Node 18. */
    private static final String REDOCLY = "@redocly/cli@1.34.6";

    private static final Path TOOLS = Path.of("target", "lint").toAbsolutePath();
    private static final Path WRITTEN = Path.of("src", "main", "resources", "openapi.yaml");
    private static final Path SERVED = Path.of("target", "contract", "served.yaml");

    @BeforeAll
    static void install() throws Exception {
        if (!hasNpm()) {
            String message =
                    "THE CONTRACT IS NOT LINTED: there is no npm here. Install nodejs and npm to have it done.";
            System.err.println(message);
            assertThat(System.getenv("CI")).as(message).isNull();
            assumeThat(false).as(message).isTrue();
        }
        Path installed = TOOLS.resolve("installed-" + (SPECTRAL + REDOCLY).replaceAll("[^a-z0-9.]+", "-"));
        if (!Files.exists(installed)) {
            run(
                    "npm",
                    "install",
                    "--no-save",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--prefix",
                    TOOLS.toString(),
                    SPECTRAL,
                    REDOCLY);
            Files.createFile(installed);
        }
    }

    @Test
    void theContractIsGoodOpenApi() throws Exception {
        lint(WRITTEN);
    }

    @Test
    void soIsWhatADeploymentServes() throws Exception {
        assumeThat(System.getProperty("test")).as("only some unit tests ran").isNull();
        lint(SERVED);
    }

    private static void lint(Path document) throws Exception {
        run(
                bin("spectral"),
                "lint",
                "--fail-severity=hint",
                "--ruleset",
                "src/test/openapi/spectral.yaml",
                document.toString());
        String said = run(bin("redocly"), "lint", "--config", "src/test/openapi/redocly.yaml", document.toString());
        assertThat(said).doesNotContain("warning");
    }

    private static String bin(String name) {
        return TOOLS.resolve("node_modules/.bin").resolve(name).toString();
    }

    private static boolean hasNpm() throws InterruptedException {
        try {
            return new ProcessBuilder("npm", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws Exception {
        Files.createDirectories(TOOLS);
        Path output = Files.createTempFile(TOOLS, "output", ".txt");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as(String.join(" ", command))
                .isTrue();
        String said = Files.readString(output);
        Files.delete(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
