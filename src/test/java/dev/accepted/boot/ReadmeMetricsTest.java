package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The metrics that the README names are there. */
class ReadmeMetricsTest extends ApplicationTest {

    private static final Pattern NAME = Pattern.compile("`(accepted_[a-z_]+)`");

    @Override
    protected String settings() {
        return """
                accepted:
                  types: {demo: {handler: demo}}
                  schedules: {yearly: {cron: "0 0 29 2 *", type: demo}}
                  callbacks: {portal: {hosts: [hooks.example.com], secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]}}
                """;
    }

    @Test
    void eachNameIsTold() throws Exception {
        List<String> names = NAME.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
        assertThat(names).hasSizeGreaterThan(5);
        jetty.submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"}}");
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                jetty.get("viewer", jetty.base() + "/metrics").body())
                        .contains(names));
    }
}
