package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.store.Race;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More work than there is room for: what is refused costs nothing and is told when to come again, what was accepted is done. */
class OverloadTest extends ApplicationTest {

    private static final int SUBMISSIONS = 25;

    @Override
    protected String settings() {
        return """
                accepted:
                  limits: {submissions-per-minute: 40, active-jobs: 10}
                  queues: {default: {concurrency: 2, capacity: 25}, spare: {capacity: 100}}
                  types:
                    talks: {handler: dev.accepted.http.Talks, raw: true}
                    later: {handler: demo, queues: [spare], window: {cron: "0 0 1 1 *"}}
                """;
    }

    @AfterEach
    void goOn() {
        Talks.go();
    }

    private HttpResponse<String> submit(String user, String type) throws Exception {
        return jetty.submit(
                user, "{\"type\":\"" + type + "\",\"input\":" + (type.equals("talks") ? "\"\"" : "{}") + "}");
    }

    /** The same submission each time. */
    private HttpResponse<String> keyed(String user) throws Exception {
        return send(by(user, jetty.base() + "/job-management/jobs")
                .headers("Content-Type", "application/json", "Idempotency-Key", "\"once\"")
                .POST(BodyPublishers.ofString("{\"type\":\"later\"}"))
                .build());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    private void cancel(String user, String job) throws Exception {
        assertThat(jetty.post(user, job + "/cancel", "").statusCode()).isIn(200, 202);
    }

    private void flood(String user, Collection<String> accepted, AtomicInteger refused) throws Exception {
        for (int i = 0; i < SUBMISSIONS; i++) {
            HttpResponse<String> answer = submit(user, "talks");
            if (answer.statusCode() == 202) {
                accepted.add(header(answer, "Location"));
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(user.equals("Admin") ? 503 : 429);
                assertThat(Long.parseLong(header(answer, "Retry-After"))).isBetween(1L, 120L);
                assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
                refused.incrementAndGet();
            }
        }
    }

    @Test
    void acceptedJobsAreUntouchedByAFlood() throws Exception {
        Talks.hold();
        Collection<String> accepted = new ConcurrentLinkedQueue<>();
        AtomicInteger tooMany = new AtomicInteger();
        AtomicInteger full = new AtomicInteger();
        Race users = new Race();
        for (String user : new String[] {"user", "other"}) {
            users.with(2, number -> flood(user, accepted, tooMany));
        }
        users.run();
        assertThat(accepted).hasSize(20);
        assertThat(tooMany).hasValue(4 * SUBMISSIONS - 20);

        // Administrators have no limits, but the queue has: two run and 25 wait.
        new Race().with(2, number -> flood("Admin", accepted, full)).run();
        assertThat(accepted).hasSize(27);
        assertThat(full).hasValue(2 * SUBMISSIONS - 7);

        Talks.go();
        for (String job : accepted) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> jetty.get("Admin", job + "?f=text").body().equals("SUCCESS\n"));
        }
    }

    @Test
    void aCallerIsToldHowFarItIsFromItsLimits() throws Exception {
        HttpResponse<String> accepted = keyed("other");
        List<String> jobs = new ArrayList<>(List.of(header(accepted, "Location")));
        assertThat(header(accepted, "RateLimit-Policy"))
                .isEqualTo("\"submissions\";q=40;w=60, \"active-jobs\";q=10;qu=\"concurrent-requests\"");
        assertThat(header(accepted, "RateLimit")).matches("\"submissions\";r=[123]\\d;t=[12], \"active-jobs\";r=9");
        for (int left = 8; left >= 0; left--) {
            HttpResponse<String> next = submit("other", "later");
            assertThat(header(next, "RateLimit")).endsWith("\"active-jobs\";r=" + left);
            jobs.add(header(next, "Location"));
        }
        HttpResponse<String> refused = submit("other", "later");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"too-many-active-jobs\"");
        assertThat(header(refused, "RateLimit")).endsWith("\"active-jobs\";r=0");
        HttpResponse<String> unread = send(by("other", jetty.base() + "/job-management/job-types/talks/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArray(new byte[100]))
                .build());
        assertThat(unread.statusCode()).isEqualTo(429);

        HttpResponse<String> repeat = keyed("other");
        assertThat(repeat.statusCode()).isEqualTo(202);
        assertThat(header(repeat, "Location")).isEqualTo(jobs.get(0));
        assertThat(header(repeat, "RateLimit")).endsWith("\"active-jobs\";r=0");

        cancel("other", jobs.get(0));
        HttpResponse<String> again = submit("other", "later");
        assertThat(again.statusCode()).isEqualTo(202);
        jobs.set(0, header(again, "Location"));
        for (String job : jobs) {
            cancel("other", job);
        }
        HttpResponse<String> wrong = submit("other", "none");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(header(wrong, "RateLimit")).endsWith("\"active-jobs\";r=10");
        assertThat(header(jetty.get("other", jobs.get(0)), "RateLimit")).isNull();
    }

    @Test
    void administratorsAreNotCounted() throws Exception {
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> accepted = submit("Admin", "later");
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(header(accepted, "RateLimit")).isNull();
        }
    }
}
