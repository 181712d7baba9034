package dev.accepted.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.RunningJetty;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills a server with {@code kill -9} again and again while clients submit and poll, and checks afterwards what it owes them:
 *
 * <ul>
 *   <li>every 202 is a job that has ended, with its result whole;
 *   <li>of a type that is not retried it ended well, or with {@code node-lost}; of one that is, it ended well;
 *   <li>nobody who polled saw an ended job otherwise later;
 *   <li>a key leads to the job that it led to before, and one whose answer was lost leads to one job.
 * </ul>
 *
 * <p>{@code mvn -Pcrash} runs it; {@code -Dcrash.kills} says how often, else 50 times.
 */
final class CrashTrial {

    private static final int SUBMITTERS = 4;
    private static final int POLLERS = 2;
    private static final String LARGE = "0123456789abcdef".repeat(10_000);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final int kills;
    private final Random random;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Promise> promises = new ConcurrentHashMap<>();
    private final Queue<Wish> unanswered = new ConcurrentLinkedQueue<>();
    private final Map<String, String> ends = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean down;

    /** What a client asks for. */
    private record Wish(String key, String type, String result, String body) {}

    /** What a server has accepted. */
    private record Promise(Wish wish, String path) {}

    /**
     * What came out.
     *
     * @param accepted how many jobs were accepted
     * @param lost how many of them ended with node-lost
     * @param repeated how many requests were sent again, since their answer was lost
     * @param longestStart the longest time from the start of a process to its being ready
     * @param faults what should not be
     */
    record Report(int accepted, long lost, int repeated, Duration longestStart, List<String> faults) {}

    CrashTrial(Path folder, int kills, Random random) {
        this.folder = folder;
        this.kills = kills;
        this.random = random;
    }

    /** The program. */
    public static void main(String[] arguments) throws Exception {
        int kills = Integer.getInteger("crash.kills", 50);
        Path folder = Files.createTempDirectory("accepted-crash");
        Report report = new CrashTrial(folder, kills, new Random()).run();
        System.out.println(kills + " kills: " + report);
        System.out.println("The file has " + Files.size(folder.resolve("jobs.mv.db")) + " bytes");
        if (!report.faults().isEmpty()) {
            System.exit(1);
        }
    }

    Report run() throws Exception {
        int repeated = 0;
        Duration longest = Duration.ZERO;
        for (int kill = 0; kill < kills; kill++) {
            long begin = System.nanoTime();
            DurableServer server = DurableServer.start(folder);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            longest = took.compareTo(longest) > 0 ? took : longest;
            repeated += repeatUnanswered(server);
            List<Thread> clients = clients(server);
            Thread.sleep(300 + random.nextInt(1700));
            server.kill();
            down = true;
            for (Thread one : clients) {
                one.join();
            }
            down = false;
        }
        DurableServer server = DurableServer.start(folder);
        try {
            repeated += repeatUnanswered(server);
            check(server);
        } finally {
            server.kill();
        }
        long lost = ends.values().stream().filter("FAILURE"::equals).count();
        return new Report(promises.size(), lost, repeated, longest, List.copyOf(faults));
    }

    private List<Thread> clients(DurableServer server) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS + POLLERS; i++) {
            boolean submits = i < SUBMITTERS;
            Random own = new Random(random.nextLong());
            Thread thread = new Thread(() -> {
                while (!down) {
                    if (submits) {
                        submit(server, wish(own));
                    } else {
                        pollAny(server, own);
                    }
                }
            });
            thread.start();
            clients.add(thread);
        }
        return clients;
    }

    private Wish wish(Random own) {
        int number = count.incrementAndGet();
        String result = number % 20 == 0 ? number + LARGE : "result " + number;
        String duration = own.nextInt(4) == 0 ? "PT0.5S" : "PT0S";
        String type = own.nextBoolean() ? "again" : "once";
        return new Wish(
                "\"key-" + number + "\"",
                type,
                result,
                "{\"type\":\"" + type + "\",\"input\":{\"duration\":\"" + duration + "\",\"steps\":5,\"result\":\""
                        + result + "\"}}");
    }

    private void submit(DurableServer server, Wish wish) {
        try {
            HttpResponse<String> answer = send(RunningJetty.by("user", server.base() + "/job-management/jobs")
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", wish.key())
                    .POST(HttpRequest.BodyPublishers.ofString(wish.body())));
            if (answer.statusCode() == 202) {
                accepted(wish, answer);
            } else if (answer.statusCode() == 503) {
                Thread.sleep(20);
            } else {
                faults.add("A submission was answered " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            unanswered.add(wish);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accepted(Wish wish, HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElseThrow();
        String path = location.substring(location.indexOf("/job-management"));
        Promise before = promises.put(wish.key(), new Promise(wish, path));
        if (before != null && !before.path().equals(path)) {
            faults.add(wish.key() + " led to " + before.path() + " and then to " + path);
        }
    }

    private int repeatUnanswered(DurableServer server) {
        int repeated = 0;
        for (Wish wish = unanswered.poll(); wish != null; wish = unanswered.poll()) {
            submit(server, wish);
            repeated++;
        }
        return repeated;
    }

    private void pollAny(DurableServer server, Random own) {
        List<Promise> some = promises.values().stream()
                .skip(promises.isEmpty() ? 0 : own.nextInt(promises.size()))
                .limit(1)
                .toList();
        try {
            if (some.isEmpty()) {
                Thread.sleep(5);
            }
            for (Promise promise : some) {
                look(server, promise);
            }
        } catch (IOException theServerIsDown) {
            Thread.onSpinWait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks once; whether the job has ended. */
    private boolean look(DurableServer server, Promise promise) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(RunningJetty.by("user", server.base() + promise.path()));
        if (answer.statusCode() != 200) {
            faults.add(promise.path() + " was answered " + answer.statusCode() + " " + answer.body());
            return true;
        }
        JsonNode job = JSON.readTree(answer.body());
        boolean ended = job.findValue("job-state").asText().equals("COMPLETED");
        String status = job.findValue("job-status").asText();
        String before = ended ? ends.putIfAbsent(promise.path(), status) : ends.get(promise.path());
        if (before != null && !before.equals(status)) {
            faults.add(promise.path() + " had ended as " + before + ", and is " + status);
        }
        if (status.equals("FAILURE")
                && (promise.wish().type().equals("again") || !answer.body().contains("node-lost"))) {
            faults.add(promise.path() + " of type " + promise.wish().type() + " failed: " + answer.body());
        }
        return ended;
    }

    private void check(DurableServer server) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Promise promise : promises.values()) {
            while (!look(server, promise)) {
                if (System.nanoTime() > deadline) {
                    faults.add(promise.path() + " has not ended");
                    return;
                }
                Thread.sleep(20);
            }
            if ("SUCCESS".equals(ends.get(promise.path()))) {
                HttpResponse<String> result = send(RunningJetty.by("user", server.base() + promise.path() + "/result"));
                if (result.statusCode() != 200
                        || !result.body().equals(promise.wish().result())) {
                    faults.add(promise.path() + "/result was answered " + result.statusCode() + " with "
                            + result.body().length() + " characters");
                }
            }
            submit(server, promise.wish());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
