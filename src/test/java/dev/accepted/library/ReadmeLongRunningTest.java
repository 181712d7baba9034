package dev.accepted.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The resource that the README shows is the one of the seed's story. */
class ReadmeLongRunningTest {

    @Test
    void theReadmeShowsItAsItIs() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/accepted/library/Resources.java"));
        String shown = source.substring(source.indexOf("@Path"));
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "```");
    }
}
