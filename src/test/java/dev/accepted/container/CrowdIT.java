package dev.accepted.container;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.Crowd.Client;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crowd that waits at one Tomcat with its default thread pool: long polls, event streams, and readers that do not read. A small
 * one with each build; {@code mvn -Pwaits} brings the large one, and prints the figures that the README shows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrowdIT {

    private static final int POLLS = Integer.getInteger("crowd.polls", 500);
    private static final int STREAMS = Integer.getInteger("crowd.streams", 100);
    /** How late the last may learn of its job's end. */
    private static final Duration MOST = Duration.parse(System.getProperty("crowd.most", "PT5S"));

    private static final int JOBS = POLLS / 50;
    private static final int DEAF = Math.max(5, STREAMS / 40);
    private static final String SETTINGS = """
            accepted:
              shutdown-grace: PT0.2S
              waiting: {max: 20000, max-per-caller: 20000}
              streams: {max: 20000, max-per-caller: 20000}
            """;

    @TempDir
    static Path folder;

    private RunningTomcat tomcat;
    private Crowd crowd;

    @BeforeAll
    void start() throws Exception {
        tomcat = new RunningTomcat(
                        Path.of(System.getProperty("tomcat10.home")),
                        Path.of(System.getProperty("tested.war")),
                        folder,
                        SETTINGS)
                .connector("maxConnections=\"16384\"")
                .options("-Xmx3g -XX:+UseG1GC");
        tomcat.start();
    }

    @BeforeEach
    void gather() throws Exception {
        crowd = new Crowd(URI.create(tomcat.base()).getPort());
    }

    @AfterEach
    void disperse() throws Exception {
        crowd.close();
    }

    @AfterAll
    void stop() throws Exception {
        tomcat.stop();
    }

    private record Watched(String path, List<Client> clients, AtomicLong endedAt) {}

    @Test
    void everyoneIsWokenInTimeAndThoseWhoDoNotReadHarmNobody() throws Exception {
        List<Watched> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(new Watched(
                    submit("{\"type\":\"demo\",\"scheduled-start-time\":\"2030-01-01T00:00:00Z\"}"),
                    new ArrayList<>(),
                    new AtomicLong()));
        }
        long heapBefore = tomcat.liveBytes();
        int threadsBefore = tomcat.threads();
        for (int i = 0; i < POLLS; i++) {
            Watched job = jobs.get(i % JOBS);
            job.clients().add(crowd.poll("user", job.path(), i % 2 == 0 ? null : tag(job)));
        }
        awaitMetric("accepted_waiting_requests", POLLS);
        long heapPolls = tomcat.liveBytes();
        for (int i = 0; i < STREAMS; i++) {
            Watched job = jobs.get(i % JOBS);
            job.clients().add(crowd.follow("user", job.path()));
        }
        awaitMetric("accepted_waiting_streams", STREAMS);
        long heapStreams = tomcat.liveBytes();
        int threads = tomcat.threads();

        String chatty = submit("{\"type\":\"demo\",\"summary\":\"" + "\u20ac".repeat(2000)
                + "\",\"input\":{\"duration\":\"PT40S\",\"steps\":1000}}");
        List<Client> deaf = Stream.generate(() -> crowd.followWithoutReading("viewer", chatty))
                .limit(DEAF)
                .toList();
        Client attentive = crowd.follow("viewer", chatty);
        await("the streams of the talkative job", () -> metric("accepted_waiting_streams") == STREAMS + DEAF + 1);

        for (Watched job : jobs) {
            job.endedAt().set(System.nanoTime());
            cancel(job.path());
            Thread.sleep(Math.max(1, 10_000 / JOBS));
        }
        await("all have learned of the end", () -> all(jobs).allMatch(client -> client.endedAt() != 0));
        assertThat(all(jobs).map(Client::odd)).containsOnly("");
        long[] late = jobs.stream()
                .flatMapToLong(job -> job.clients().stream()
                        .mapToLong(client -> (client.endedAt() - job.endedAt().get()) / 1_000))
                .sorted()
                .toArray();

        await("those who do not read are cut off", () -> metric("accepted_waiting_streams") <= 1);
        int heard = attentive.answers();
        await("the one who reads goes on", () -> attentive.answers() > heard || attentive.endedAt() != 0);
        deaf.forEach(Client::read);
        await("their connections are closed", () -> deaf.stream().allMatch(Client::isGone));
        awaitMetric("accepted_waiting_requests", 0);
        cancel(chatty);
        awaitMetric("accepted_waiting_streams", 0);

        // The container has a line or two for each that was cut off, and nothing else to say.
        String faults = tomcat.faults();
        int cut = faults.split("took nothing for PT10S", -1).length - 1;
        assertThat(cut).as(faults).isGreaterThanOrEqualTo(DEAF);
        assertThat(faults.split("SEVERE", -1)).as(faults).hasSize(cut + 1);
        assertThat(faults).doesNotContain("\tat ");
        say("held: %d long polls and %d event streams, %d more of which nobody reads", POLLS, STREAMS, DEAF);
        say(
                "live heap: %d bytes a long poll, %d a stream",
                (heapPolls - heapBefore) / POLLS, (heapStreams - heapPolls) / STREAMS);
        say(
                "threads of the server: %d before, %d with all waiting, %d after",
                threadsBefore, threads, tomcat.threads());
        say(
                "from the request that ended its job to the news: median %.1f ms, 99 %% within %.1f ms, all within %.1f ms",
                late[late.length / 2] / 1e3, late[late.length * 99 / 100] / 1e3, late[late.length - 1] / 1e3);
        assertThat(Duration.ofNanos(late[late.length - 1] * 1_000)).isLessThan(MOST);
    }

    @Test
    void allOfThemAtOnce() throws Exception {
        String job = submit("{\"type\":\"demo\",\"scheduled-start-time\":\"2030-01-01T00:00:00Z\"}");
        List<Client> clients = Stream.generate(() -> crowd.poll("user", job, null))
                .limit(POLLS)
                .toList();
        awaitMetric("accepted_waiting_requests", POLLS);
        long begun = System.nanoTime();
        cancel(job);
        await("all have learned of the end", () -> clients.stream().allMatch(client -> client.endedAt() != 0));
        long[] late = clients.stream()
                .mapToLong(client -> (client.endedAt() - begun) / 1_000)
                .sorted()
                .toArray();
        say(
                "%d long polls woken by one job: the first after %.1f ms, half after %.1f ms, all after %.1f ms",
                POLLS, late[0] / 1e3, late[late.length / 2] / 1e3, late[late.length - 1] / 1e3);
        awaitMetric("accepted_waiting_requests", 0);
    }

    @Test
    void thoseWhoWaitWhenTheServerStopsAreToldWhatThereIs() throws Exception {
        String job = submit("{\"type\":\"demo\",\"scheduled-start-time\":\"2030-01-01T00:00:00Z\"}");
        List<Client> polls = Stream.generate(() -> crowd.poll("user", job, null))
                .limit(POLLS)
                .toList();
        List<Client> streams =
                Stream.generate(() -> crowd.follow("user", job)).limit(STREAMS).toList();
        awaitMetric("accepted_waiting_requests", POLLS);
        awaitMetric("accepted_waiting_streams", STREAMS);
        int told = polls.stream().mapToInt(Client::answers).sum();
        long begun = System.nanoTime();
        tomcat.stop();
        say("stopped with all waiting in %.1f s", (System.nanoTime() - begun) / 1e9);
        await(
                "the connections are closed",
                () -> Stream.concat(polls.stream(), streams.stream()).allMatch(Client::isGone));
        assertThat(polls.stream().mapToInt(Client::answers).sum()).isEqualTo(told + POLLS);
        assertThat(Stream.concat(polls.stream(), streams.stream()).map(Client::odd))
                .containsOnly("");
        assertThat(streams.stream().map(Client::answers)).containsOnly(1);
        assertThat(tomcat.output()).contains("Accepted has stopped").doesNotContain("failed to stop it");
        tomcat.start();
    }

    private static Stream<Client> all(List<Watched> jobs) {
        return jobs.stream().flatMap(job -> job.clients().stream());
    }

    private String submit(String body) throws Exception {
        HttpResponse<String> accepted = send(by("user", tomcat.base() + "/job-management/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return URI.create(accepted.headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    private String tag(Watched job) throws Exception {
        return send(by("user", uri(job.path())).build())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private void cancel(String path) throws Exception {
        int status = send(by("user", uri(path) + "/cancel")
                        .POST(BodyPublishers.noBody())
                        .build())
                .statusCode();
        assertThat(status).isIn(200, 202, 409);
    }

    private String uri(String path) {
        return URI.create(tomcat.base()).resolve(path).toString();
    }

    private void awaitMetric(String name, int value) {
        await(name + " " + value, () -> metric(name) == value);
    }

    private double metric(String name) throws Exception {
        String all = send(by("viewer", tomcat.base() + "/metrics").build()).body();
        return Arrays.stream(all.split("\n", -1))
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(condition);
    }

    private static void say(String line, Object... values) {
        System.out.println("crowd: " + String.format(Locale.ROOT, line, values));
    }
}
