package dev.accepted.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.contract.CheckedClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.test.DeploymentContext;
import org.glassfish.jersey.test.JerseyTest;
import org.glassfish.jersey.test.spi.TestContainerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test of the deployed application over HTTP: one server for all tests of a class, with the settings that the class gives.
 * What is deployed is the WAR's own descriptor, listener, filters and login, so the tests see what clients see.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ApplicationTest extends JerseyTest {

    @TempDir
    protected static Path temp;

    protected RunningJetty jetty;
    private final Map<String, String> contextParams = new HashMap<>();

    /** The text of the settings file; none by default. */
    protected String settings() {
        return "";
    }

    /** The settings file; by default one with that text, if there is any. */
    protected @Nullable Path settingsFile() throws IOException {
        return settings().isEmpty() ? null : Files.writeString(temp.resolve("accepted.yaml"), settings());
    }

    /** The whole of it is in the WAR; what Jersey's framework asks for here is only the path. */
    @Override
    protected final DeploymentContext configureDeployment() {
        return DeploymentContext.builder(new ResourceConfig())
                .contextPath("api/company")
                .build();
    }

    @Override
    protected final TestContainerFactory getTestContainerFactory() {
        return new JettyTestContainerFactory(() -> jetty = new RunningJetty(folder("work"), contextParams));
    }

    /** Once for the class, and not before each test as the framework would: hence no annotation for each. */
    @Override
    public final void setUp() {}

    @Override
    public final void tearDown() {}

    @BeforeAll
    final void startServer() throws Exception {
        Path file = settingsFile();
        if (file != null) {
            contextParams.put("accepted.config", file.toString());
        }
        super.setUp();
    }

    @AfterAll
    final void stopServerAndLeaveNoThread() throws Exception {
        super.tearDown();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> isOurs(thread) && thread.isAlive())
                .isEmpty();
        CheckedClient.throwWhatCameLate();
    }

    /** Those of the JDK's HTTP clients are known by their group. */
    private static boolean isOurs(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return thread.getName().startsWith("accepted-")
                || (group != null && group.getName().startsWith("accepted-"));
    }

    /** An empty folder. */
    private static Path folder(String name) {
        try {
            return Files.createDirectory(temp.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
