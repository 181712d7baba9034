package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.config.SettingsException;
import dev.accepted.container.RunningJetty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in the settings stops the deployment, and is told at once, wherever it is found. */
class FaultySettingsTest {

    @TempDir
    private Path temp;

    @Test
    void allFaultsAreListedInOneMessage() throws Exception {
        Path file = Files.writeString(temp.resolve("accepted.yaml"), """
                accepted:
                  colour: red
                  shutdown-grace: soon
                  executor: {jndi-name: "java:comp/env/none"}
                  types:
                    nameless: {handler: no.such.Handler}
                    text: {handler: java.lang.String}
                    broken: {handler: demo, schema: "{"}
                    missing: {handler: command, options: {program: /no/such/program}}
                """);
        assertThatThrownBy(() -> new RunningJetty(
                        Files.createDirectory(temp.resolve("work")), Map.of("accepted.config", file.toString())))
                .hasStackTraceContaining(SettingsException.class.getName())
                .hasStackTraceContaining("accepted.colour")
                .hasStackTraceContaining("accepted.shutdown-grace")
                .hasStackTraceContaining("java:comp/env/none")
                .hasStackTraceContaining("accepted.types.nameless.handler")
                .hasStackTraceContaining("accepted.types.text.handler")
                .hasStackTraceContaining("accepted.types.broken.schema")
                .hasStackTraceContaining("/no/such/program");
    }
}
