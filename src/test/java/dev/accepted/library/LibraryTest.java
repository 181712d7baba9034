package dev.accepted.library;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.contract.CheckedClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test of the example's web application over HTTP: its own resources by any client, ours by one that knows the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LibraryTest {

    private static final HttpClient ANY = HttpClient.newHttpClient();
    private static final HttpClient CHECKED = new CheckedClient(ANY);

    @TempDir
    protected static Path folder;

    protected RunningLibrary library;

    /** The text of the settings file; as good as none by default. */
    protected String settings() {
        return "accepted: {}";
    }

    @BeforeAll
    final void start() throws Exception {
        Path file = Files.writeString(folder.resolve("accepted.yaml"), settings());
        library = new RunningLibrary(folder, App.class, Map.of("accepted.config", file.toString()));
    }

    @AfterAll
    final void stopAndLeaveNoThread() throws Exception {
        library.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("accepted-") && thread.isAlive())
                .isEmpty();
    }

    /** A request to the example's own resources. */
    protected HttpRequest.Builder rest(String user, String path) {
        return by(user, library.base() + "/rest/" + path);
    }

    protected static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return ANY.send(request.build(), BodyHandlers.ofString());
    }

    protected static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return ANY.sendAsync(request.build(), BodyHandlers.ofString());
    }

    protected HttpResponse<String> post(String user, String path, String body) throws Exception {
        return send(rest(user, path).POST(BodyPublishers.ofString(body)));
    }

    /** What our own resources answer. */
    protected static HttpResponse<String> ours(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CHECKED.send(request.build(), BodyHandlers.ofString());
    }

    protected static HttpResponse<String> get(String user, String uri) throws IOException, InterruptedException {
        return ours(by(user, uri));
    }

    protected static HttpResponse<String> act(String user, String uri) throws IOException, InterruptedException {
        return ours(by(user, uri).POST(BodyPublishers.noBody()));
    }

    /** The job that a 202 leads to. */
    protected static String job(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return accepted.headers().firstValue("Location").orElseThrow();
    }

    /** Waits until the job, of this user, has this status. */
    protected static void awaitStatus(String user, String job, String status) {
        await(() -> get(user, job + "?f=text").body().equals(status + "\n"));
    }

    /** The result that the job comes to. */
    protected static HttpResponse<String> result(String user, String job) throws Exception {
        await(() -> get(user, job).body().contains("\"job-state\":\"COMPLETED\""));
        return send(by(user, job + "/result"));
    }

    protected static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }
}
