package dev.accepted.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Tomcat in a process of its own, with the WAR as it was packaged and the files of {@code webapp-config/tomcat}. */
public final class RunningTomcat {

    private final Path home;
    private final Path base;
    private final int port;
    private Process process;

    /**
     * Lays everything out; nothing runs yet.
     *
     * @param home the distribution as it was unpacked; read only
     * @param base an empty folder
     * @param settings the text of the settings file
     */
    public RunningTomcat(Path home, Path war, Path base, String settings) throws IOException {
        this.home = home;
        this.base = base;
        this.port = freePort();
        Path contexts = Files.createDirectories(base.resolve("conf/Catalina/localhost"));
        for (String folder : new String[] {"logs", "temp", "work", "webapps"}) {
            Files.createDirectories(base.resolve(folder));
        }
        for (String file : new String[] {"web.xml", "catalina.properties", "logging.properties"}) {
            Files.copy(home.resolve("conf").resolve(file), base.resolve("conf").resolve(file));
        }
        String server = Files.readString(home.resolve("conf/server.xml"));
        Files.writeString(
                base.resolve("conf/server.xml"),
                server.replace("port=\"8080\"", "port=\"" + port + "\"").replace("port=\"8005\"", "port=\"-1\""));
        Path ours = Path.of("webapp-config/tomcat");
        Files.copy(ours.resolve("tomcat-users.xml"), base.resolve("conf/tomcat-users.xml"));
        Files.copy(ours.resolve("api#company.xml"), contexts.resolve("api#company.xml"));
        Files.copy(war, base.resolve("accepted.war"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(base.resolve("conf/accepted.yaml"), settings);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String base() {
        return "http://localhost:" + port + "/api/company";
    }

    /** Starts it, and waits until it takes work. */
    public void start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", home.resolve("bin/catalina.sh").toString(), "run");
        builder.environment().put("CATALINA_HOME", home.toString());
        builder.environment().put("CATALINA_BASE", base.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        process = builder.start();
        Awaitility.await("Tomcat takes no work: " + log())
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> RunningJetty.send(HttpRequest.newBuilder(URI.create(base() + "/health/ready"))
                                        .build())
                                .statusCode()
                        == 200);
    }

    /** Stops it as an operator does, and waits until it is gone. */
    public void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Tomcat did not stop within 40 seconds: " + log());
            }
        }
    }

    public Process process() {
        return process;
    }

    /** Everything that it has written. */
    public String output() throws IOException {
        return Files.readString(log());
    }

    private Path log() {
        return base.resolve("logs/console.log");
    }
}
