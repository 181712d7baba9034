package dev.accepted.crash;

import dev.accepted.container.RunningJetty;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The application with its store in a file, in a process of its own, which can be killed. */
final class DurableServer {

    private static final String READY = "READY ";

    private final Process process;
    private final String base;

    private DurableServer(Process process, String base) {
        this.process = process;
        this.base = base;
    }

    /** What the process does: the first argument is a folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        RunningJetty jetty = new RunningJetty(
                Files.createTempDirectory(folder, "work"),
                Map.of(
                        "accepted.store.kind", "jdbc",
                        "accepted.store.url", "jdbc:h2:file:" + folder.resolve("jobs"),
                        "accepted.queues.default.concurrency", "8",
                        "accepted.types.once.handler", "demo",
                        "accepted.types.again.handler", "demo",
                        "accepted.types.again.on-crash", "retry"));
        System.out.println(READY + jetty.base());
        new CountDownLatch(1).await();
    }

    /** Starts one, and waits until it takes work. */
    static DurableServer start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DurableServer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "server.log")))
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(READY)) {
                return new DurableServer(process, line.substring(READY.length()));
            }
        }
        throw new IllegalStateException(
                "The server has not started: " + Files.readString(folder.resolve("server.log")));
    }

    String base() {
        return base;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
