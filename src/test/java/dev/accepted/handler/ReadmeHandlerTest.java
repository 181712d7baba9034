package dev.accepted.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The handler that the README shows is one that compiles and counts. */
class ReadmeHandlerTest {

    @Test
    void countsLines() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes("a\nb\nc".getBytes(StandardCharsets.UTF_8));
        new CountLines().run(job);
        assertThat(job.resultText()).isEqualTo("3\n");
        assertThat(job.logLines()).containsExactly("Counted 5 bytes");
    }

    @Test
    void theReadmeShowsItAsItIs() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/accepted/handler/CountLines.java"));
        String shown = source.substring(source.indexOf("public final class"));
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "```");
    }
}
