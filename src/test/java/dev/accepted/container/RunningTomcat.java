package dev.accepted.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Tomcat in a process of its own, with the WAR as it was packaged and the files of {@code webapp-config/tomcat}. */
public final class RunningTomcat {

    private final Path home;
    private final Path base;
    private final int port;
    // What is only softly reachable goes at the next collection, so that a leak can be told from a cache.
    private String options = "-XX:SoftRefLRUPolicyMSPerMB=0";
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
                server.replace("port=\"8080\"", "port=\"" + port + "\"")
                        .replace("port=\"8005\"", "port=\"-1\"")
                        .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" "));
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

    /** With these attributes of the connector beside its defaults. */
    RunningTomcat connector(String attributes) throws IOException {
        Path server = base.resolve("conf/server.xml");
        String text = Files.readString(server);
        String connector = "<Connector port=\"" + port + "\"";
        Files.writeString(server, text.replace(connector, connector + " " + attributes));
        return this;
    }

    /** With the FORM login of {@code webapp-config/form-login}, as its README says. */
    public RunningTomcat formLogin() throws IOException {
        Files.copy(Path.of("webapp-config/form-login/web.xml"), base.resolve("conf/accepted-form-login.xml"));
        Path context = base.resolve("conf/Catalina/localhost/api#company.xml");
        Files.writeString(
                context,
                Files.readString(context)
                        .replace("<Context ", "<Context altDDName=\"${catalina.base}/conf/accepted-form-login.xml\" "));
        return this;
    }

    /** With these options of the virtual machine. */
    RunningTomcat options(String more) {
        options += " " + more;
        return this;
    }

    /** With jars of the user's own in the folder that its context file names for them. */
    RunningTomcat handlers(Path jar) throws IOException {
        Path handlers = Files.createDirectories(base.resolve("handlers"));
        Files.copy(jar, handlers.resolve(jar.getFileName()));
        Path context = base.resolve("conf/Catalina/localhost/api#company.xml");
        Files.writeString(
                context,
                Files.readString(context)
                        .replace(":\n  <Resources>", ". -->\n  <Resources>")
                        .replace("</Resources>\n  -->", "</Resources>"));
        return this;
    }

    /** With this jar in the loader that all its applications share. */
    RunningTomcat shared(Path jar) throws IOException {
        Path properties = base.resolve("conf/catalina.properties");
        Files.writeString(
                properties,
                Files.readString(properties).replace("\nshared.loader=\n", "\nshared.loader=\"" + jar + "\"\n"));
        return this;
    }

    public String base() {
        return "http://localhost:" + port + "/api/company";
    }

    /** Starts it, and waits until it takes work. */
    public void start() throws IOException {
        launch();
        awaitReady();
    }

    /** Starts it, and waits until it has said that the application has not started. */
    void startInVain() throws IOException {
        launch();
        Awaitility.await("the application is not refused: " + log())
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !faults().isEmpty() && output().contains("Server startup in"));
    }

    private void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -n $(ulimit -Hn); exec bash \"$0\" run",
                home.resolve("bin/catalina.sh").toString());
        builder.environment().put("CATALINA_HOME", home.toString());
        builder.environment().put("CATALINA_BASE", base.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CATALINA_OPTS", options);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        process = builder.start();
    }

    /** By a client that holds no answer against the contract: until the application is there, Tomcat answers. */
    private void awaitReady() {
        HttpRequest ready =
                HttpRequest.newBuilder(URI.create(base() + "/health/ready")).build();
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await("Tomcat takes no work: " + log())
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.send(ready, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    /** Has the application deployed anew in the running server, as an operator does who changes its context file. */
    public void redeploy() throws IOException {
        int before = deployments();
        Path context = base.resolve("conf/Catalina/localhost/api#company.xml");
        Files.writeString(context, Files.readString(context) + "<!-- changed -->\n");
        Files.setLastModifiedTime(
                context, FileTime.from(Instant.now().plusSeconds(before * 2L))); // Tomcat compares whole seconds
        Awaitility.await("never deployed anew: " + log())
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60))
                .until(() -> deployments() > before);
        awaitReady();
    }

    private int deployments() throws IOException {
        return output().split("Accepted serves ", -1).length - 1;
    }

    /** How many web applications' class loaders are reachable. */
    public long applicationsInMemory() throws IOException {
        return jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.contains(" org.apache.catalina.loader.ParallelWebappClassLoader"))
                .mapToLong(line -> Long.parseLong(line.trim().split(" +", -1)[1]))
                .sum();
    }

    /** How many bytes of the heap are reachable. */
    long liveBytes() throws IOException {
        return jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total "))
                .mapToLong(line -> Long.parseLong(line.trim().split(" +", -1)[2]))
                .sum();
    }

    /** How many threads it has, those of the virtual machine included. */
    int threads() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line -> Integer.parseInt(line.substring(8).strip()))
                .sum();
    }

    private String jcmd(String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", String.valueOf(process.pid()), command)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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

    /** What it has to say of the faults of applications. */
    String faults() throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(base.resolve("logs"), "localhost.*.log")) {
            for (Path log : logs) {
                all.append(Files.readString(log));
            }
        }
        return all.toString();
    }

    private Path log() {
        return base.resolve("logs/console.log");
    }
}
