package dev.accepted.container;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.example.ExampleJar;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a jar with handlers of the user's own can lie in Tomcat beside the folder of {@link TomcatStory}, and where it cannot. */
class OwnHandlersIT {

    private static final Path HOME = Path.of(System.getProperty("tomcat10.home"));
    private static final Path WAR = Path.of(System.getProperty("tested.war"));
    private static final String SETTINGS = """
            accepted:
              types:
                words: {handler: com.example.jobs.WordCount, raw: true}
                letter: {handler: letter}
            """;

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void build() throws Exception {
        jar = ExampleJar.build(folder);
    }

    @Test
    void inAWarThatIsOursWithTheJarLaidOverIt() throws Exception {
        Path war = Files.copy(WAR, folder.resolve("overlay.war"));
        try (FileSystem inside = FileSystems.newFileSystem(war, Map.of())) {
            Files.copy(jar, inside.getPath("/WEB-INF/lib/own-handlers.jar"));
        }
        RunningTomcat tomcat = new RunningTomcat(HOME, war, Files.createDirectory(folder.resolve("base")), SETTINGS);
        try {
            tomcat.start();
            HttpResponse<String> counted = send(by("user", tomcat.base() + "/job-management/job-types/words/jobs")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("one two\nthree"))
                    .build());
            assertThat(counted.statusCode()).as(counted.body()).isEqualTo(202);
            String result = counted.headers().firstValue("Location").orElseThrow() + "/result";
            assertThat(send(by("user", result).header("Prefer", "wait=20").build())
                            .body())
                    .isEqualTo("3\n");
        } finally {
            tomcat.stop();
        }
    }

    /** The jar's classes look for ours in the loader that they come from, which does not see into the WAR. */
    @Test
    void notInTheLoaderThatTomcatSharesAmongApplications() throws Exception {
        RunningTomcat tomcat =
                new RunningTomcat(HOME, WAR, Files.createDirectory(folder.resolve("base")), SETTINGS).shared(jar);
        try {
            tomcat.startInVain();
            assertThat(tomcat.faults()).contains("dev/accepted/handler/HandlerFactory");
        } finally {
            tomcat.stop();
        }
    }
}
