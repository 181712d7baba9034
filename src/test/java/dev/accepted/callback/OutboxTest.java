package dev.accepted.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.callback.Attempt.Answered;
import dev.accepted.callback.Report.State;
import dev.accepted.engine.ManualTime;
import dev.accepted.handler.http.FakeTarget;
import dev.accepted.handler.http.FakeTarget.Asked;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Jobs;
import dev.accepted.job.Request;
import dev.accepted.store.JobStore.Change;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts run on the thread that is told of an end, or that moves the clock, unless a test says otherwise. */
@Timeout(60)
class OutboxTest {

    private static final Secret SECRET = Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private final ManualTime time = new ManualTime(Jobs.ENDED_AT);
    private final Post post = new Post(() -> (SSLSocketFactory) SSLSocketFactory.getDefault(), time);
    private final AtomicInteger ids = new AtomicInteger();
    private Resolver resolver = host -> List.of(InetAddress.getLoopbackAddress());
    private Outbox outbox;

    @AfterEach
    void close() {
        if (outbox != null) {
            outbox.close();
        }
    }

    private Outbox outbox(Executor threads, Receiver... receivers) {
        outbox = new Outbox(
                new Receivers(List.of(receivers), host -> resolver.resolve(host)),
                new Outbox.Letterhead("/api/job-management", job -> "{}".getBytes(StandardCharsets.UTF_8)),
                post,
                time,
                new Outbox.Hands(threads, () -> 0.5));
        return outbox;
    }

    private static Receiver receiver(String name, String... hosts) {
        return new Receiver(
                name,
                List.of(hosts).stream().map(Origin::parse).toList(),
                List.of(Network.parse("127.0.0.0/8")),
                List.of(SECRET));
    }

    private Outbox at(FakeTarget target) {
        return outbox(Runnable::run, receiver("test", "http://hooks.test:" + target.port()));
    }

    private static URI hook(FakeTarget target) {
        return URI.create("http://hooks.test:" + target.port() + "/jobs?token=1");
    }

    private Job scheduled(URI callback) {
        Request of = Jobs.request();
        return Job.accepted(
                new JobId(JobId.firstAt(Jobs.ACCEPTED_AT).value() + ids.incrementAndGet()),
                new Request(
                        of.type(),
                        of.name(),
                        of.summary(),
                        of.owner(),
                        of.input(),
                        of.place(),
                        of.terms(),
                        null,
                        callback),
                Jobs.ACCEPTED_AT);
    }

    private Job end(Outbox box, URI callback) {
        Job before = scheduled(callback);
        Job after = before.cancel(time.instant(), "user");
        box.accept(new Change(before, after));
        return after;
    }

    private static FakeTarget answering(IntFunction<String> answer) throws IOException {
        AtomicInteger count = new AtomicInteger();
        return new FakeTarget(
                (asked, out) -> out.write(answer.apply(count.getAndIncrement()).getBytes(StandardCharsets.UTF_8)));
    }

    private static String status(int status, String... fields) {
        return FakeTarget.answer(status, "text/plain", "secret words of the receiver", fields);
    }

    private static List<String> words(Report report) {
        return report.attempts().stream().map(Attempt::word).toList();
    }

    @Test
    void howeverAJobEndsItsReceiverIsToldOnce() throws Exception {
        try (FakeTarget target = answering(n -> status(200))) {
            Outbox box = at(target);
            List<Job> ended = new ArrayList<>();
            Job first = scheduled(hook(target));
            Job running = first.start(Jobs.STARTED_AT);
            ended.add(tell(box, first, first.cancel(Jobs.ENDED_AT, "user")));
            ended.add(tell(box, running, running.succeed(1, Jobs.ENDED_AT, null)));
            ended.add(tell(box, running, running.fail(1, Jobs.ENDED_AT, Fault.failed("no"))));
            Job overrun = running.overrun(1, Jobs.ENDED_AT);
            ended.add(tell(box, overrun, overrun.giveUp(1, Jobs.ENDED_AT)));
            ended.add(tell(box, running, running.discard(Jobs.ENDED_AT, "user").giveUp(1, Jobs.ENDED_AT)));
            assertThat(target.asked())
                    .extracting(asked -> asked.text().replaceAll(".*\"jobstatus\":\"([A-Z]+)\".*", "$1"))
                    .containsExactly("CANCELLED", "SUCCESS", "FAILURE", "TIMEOUT", "CANCELLED");
            assertThat(ended).allMatch(job -> box.report(job).state() == State.DELIVERED);
            assertThat(box.pendingCount()).isZero();
        }
    }

    private static Job tell(Outbox box, Job before, Job after) {
        box.accept(new Change(before, after));
        box.accept(new Change(after, after));
        return after;
    }

    @Test
    void whatIsNotAnEndOrHasNoCallbackTellsNobody() throws Exception {
        try (FakeTarget target = answering(n -> status(200))) {
            Outbox box = at(target);
            Job before = scheduled(hook(target));
            box.accept(new Change(before, before));
            Job running = before.start(Jobs.STARTED_AT);
            box.accept(new Change(before, running));
            assertThat(box.report(running)).isEqualTo(Report.in(State.WAITING));
            Job without = Jobs.scheduled();
            box.accept(new Change(without, without.cancel(Jobs.ENDED_AT, "user")));
            assertThat(target.asked()).isEmpty();
        }
    }

    @Test
    void eachAttemptHasTheSameIdAndBodyAndASignatureOfItsOwnTime() throws Exception {
        try (FakeTarget target = answering(n -> status(n == 0 ? 500 : 204))) {
            Outbox box = at(target);
            Job job = end(box, hook(target));
            time.advance(Duration.ofSeconds(5));
            Asked first = target.asked().get(0);
            Asked second = target.asked().get(1);
            assertThat(first.line()).isEqualTo("POST /jobs?token=1 HTTP/1.1");
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(second.header())
                    .containsEntry("webhook-id", "msg_" + job.id())
                    .containsEntry("webhook-timestamp", Long.toString(Jobs.ENDED_AT.getEpochSecond() + 5))
                    .containsEntry(
                            "webhook-signature",
                            SECRET.sign((second.header().get("webhook-id") + "."
                                            + second.header().get("webhook-timestamp") + "." + second.text())
                                    .getBytes(StandardCharsets.UTF_8)));
            assertThat(second.header().get("webhook-signature"))
                    .isNotEqualTo(first.header().get("webhook-signature"));
            assertThat(box.report(job).attempts())
                    .containsExactly(
                            new Answered(Jobs.ENDED_AT, 500, null),
                            new Answered(Jobs.ENDED_AT.plusSeconds(5), 204, null));
        }
    }

    @Test
    void itIsTriedForADayAndThenGivenUp() throws Exception {
        try (FakeTarget target = answering(n -> status(n % 2 == 0 ? 500 : 404))) {
            Outbox box = at(target);
            Job job = end(box, hook(target));
            List<Long> waits = new ArrayList<>();
            while (box.report(job).next() != null) {
                Instant next = box.report(job).next();
                waits.add(Duration.between(time.instant(), next).toSeconds());
                time.advance(Duration.between(time.instant(), next));
            }
            assertThat(waits).startsWith(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_280L, 2_560L, 3_600L, 3_600L);
            assertThat(waits).endsWith(3_600L);
            assertThat(Duration.between(Jobs.ENDED_AT, time.instant())).isBetween(Duration.ofHours(23), Outbox.A_DAY);
            assertThat(box.report(job).state()).isEqualTo(State.GIVEN_UP);
            assertThat(target.asked()).hasSize(waits.size() + 1);
            time.advance(Duration.ofDays(2));
            assertThat(target.asked()).hasSize(waits.size() + 1);
            assertThat(box.pendingCount()).isZero();
            assertThat(box.count(State.GIVEN_UP)).isEqualTo(1);
        }
    }

    @Test
    void aRetryAfterThatIsLongerIsObeyedAndAShorterOneIsNot() throws Exception {
        try (FakeTarget target = answering(n -> status(n == 0 ? 503 : 429, "Retry-After: " + (n == 0 ? 120 : 1)))) {
            Outbox box = at(target);
            Job job = end(box, hook(target));
            assertThat(box.report(job).next()).isEqualTo(Jobs.ENDED_AT.plusSeconds(120));
            time.advance(Duration.ofMinutes(2));
            assertThat(box.report(job).next()).isEqualTo(Jobs.ENDED_AT.plusSeconds(130));
        }
    }

    @Test
    void aReceiverThatAsksForMoreThanADayIsGivenUp() throws Exception {
        try (FakeTarget target = answering(n -> status(503, "Retry-After: 90000"))) {
            Outbox box = at(target);
            assertThat(box.report(end(box, hook(target))).state()).isEqualTo(State.GIVEN_UP);
        }
    }

    @Test
    void a410EndsIt() throws Exception {
        try (FakeTarget target = answering(n -> status(410))) {
            Outbox box = at(target);
            Job job = end(box, hook(target));
            assertThat(box.report(job).state()).isEqualTo(State.STOPPED);
            time.advance(Duration.ofDays(2));
            assertThat(target.asked()).hasSize(1);
        }
    }

    @Test
    void aRedirectToTheMetadataOfACloudIsNotFollowed() throws Exception {
        try (FakeTarget target = answering(n -> status(307, "Location: http://169.254.169.254/latest/meta-data/"))) {
            List<String> asked = new ArrayList<>();
            resolver = host -> {
                asked.add(host);
                return List.of(InetAddress.getLoopbackAddress());
            };
            Outbox box = at(target);
            Job job = end(box, hook(target));
            assertThat(words(box.report(job))).containsExactly("307");
            assertThat(box.report(job).state()).isEqualTo(State.PENDING);
            assertThat(asked).containsOnly("hooks.test");
        }
    }

    @Test
    void anAnswerOfTheDnsThatChangesAfterTheCheckLeadsNowhere() throws Exception {
        try (FakeTarget target = answering(n -> status(200))) {
            Outbox box = outbox(
                    Runnable::run,
                    new Receiver(
                            "test",
                            List.of(Origin.parse("http://hooks.test:" + target.port())),
                            List.of(Network.parse("127.0.0.1")),
                            List.of(SECRET)));
            assertThat(new Receivers(List.of(receiver("test", "http://hooks.test:" + target.port())), resolver)
                            .fault(hook(target).toString()))
                    .isEmpty();
            for (String rebound : List.of("169.254.169.254", "10.0.0.1", "::1", "127.0.0.2", "::ffff:10.0.0.1")) {
                resolver = host -> List.of(InetAddress.getByName(rebound));
                Job job = end(box, hook(target));
                assertThat(words(box.report(job))).as(rebound).containsExactly("ADDRESS_REFUSED");
            }
            // looked at once, then connected to: a second question would be answered by another address
            AtomicInteger questions = new AtomicInteger();
            resolver = host ->
                    List.of(InetAddress.getByName(questions.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"));
            Job job = end(box, hook(target));
            assertThat(words(box.report(job))).containsExactly("200");
            assertThat(questions).hasValue(1);
            assertThat(target.asked()).hasSize(1);
        }
    }

    @Test
    void aHostWithoutAddressOrAnswerIsTriedAgain() throws Exception {
        try (FakeTarget target = answering(n -> status(200))) {
            Outbox box = at(target);
            resolver = host -> {
                throw new UnknownHostException(host);
            };
            Job job = end(box, hook(target));
            assertThat(words(box.report(job))).containsExactly("NO_ANSWER");
            resolver = host -> List.of(InetAddress.getLoopbackAddress());
            time.advance(Duration.ofSeconds(5));
            assertThat(words(box.report(job))).containsExactly("NO_ANSWER", "200");
        }
    }

    @Test
    void aFaultOfOurOwnLosesNothing() throws Exception {
        try (FakeTarget target = answering(n -> status(200))) {
            Outbox box = at(target);
            resolver = host -> {
                throw new IllegalStateException("on purpose");
            };
            Job job = end(box, hook(target));
            assertThat(box.report(job).state()).isEqualTo(State.PENDING);
        }
    }

    @Test
    void aHostIsToldSeveralAtOnceAndOneThatDoesNotTakeThemOneAtATime() throws Exception {
        Queue<Runnable> begun = new ArrayDeque<>();
        try (FakeTarget target = answering(n -> status(n < 4 ? 500 : 200))) {
            Outbox box = outbox(begun::add, receiver("test", "http://hooks.test:" + target.port()));
            for (int i = 0; i < 10; i++) {
                end(box, hook(target));
            }
            assertThat(begun).hasSize(4);
            for (int i = 0; i < 4; i++) {
                begun.remove().run();
            }
            assertThat(begun).as("none is taken any more, so one at a time").hasSize(1);
            begun.remove().run();
            assertThat(begun).as("taken again, so several at once").hasSize(4);
            while (!begun.isEmpty()) {
                begun.remove().run();
            }
            assertThat(target.asked()).hasSize(10);
            assertThat(box.pendingCount()).isEqualTo(4);
        }
    }

    @Test
    void aDeadReceiverHoldsUpNobodyElse() throws Exception {
        Queue<Runnable> begun = new ArrayDeque<>();
        try (FakeTarget dead = new FakeTarget((asked, out) -> {});
                FakeTarget alive = answering(n -> status(200))) {
            Outbox box = outbox(
                    begun::add,
                    receiver("dead", "http://dead.test:" + dead.port()),
                    receiver("alive", "http://hooks.test:" + alive.port()));
            for (int i = 0; i < 100; i++) {
                end(box, URI.create("http://dead.test:" + dead.port() + "/"));
            }
            Job job = end(box, hook(alive));
            assertThat(begun).as("four of the dead one, and the living one").hasSize(5);
            List<Runnable> all = new ArrayList<>(begun);
            all.get(4).run();
            assertThat(box.report(job).state()).isEqualTo(State.DELIVERED);
        }
    }

    @Test
    void messagesForOneHostBeginInTheOrderOfTheEnds() throws Exception {
        Queue<Runnable> begun = new ArrayDeque<>();
        try (FakeTarget target = answering(n -> status(200))) {
            Outbox box = outbox(begun::add, receiver("test", "http://hooks.test:" + target.port()));
            List<String> ended = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ended.add("msg_" + end(box, hook(target)).id());
            }
            while (!begun.isEmpty()) {
                begun.remove().run();
            }
            assertThat(target.asked())
                    .extracting(asked -> asked.header().get("webhook-id"))
                    .isEqualTo(ended);
        }
    }

    @Test
    void whatIsOnItsWayToOneReceiverIsBoundedAndWhatIsTooMuchIsSaid() throws Exception {
        Outbox box = outbox(task -> {}, receiver("slow", "http://slow.test"), receiver("other", "http://other.test"));
        URI slow = URI.create("http://slow.test/");
        for (int i = 0; i < Outbox.MOST; i++) {
            end(box, slow);
        }
        assertThat(box.pendingCount()).isEqualTo(Outbox.MOST);
        Job dropped = end(box, slow);
        assertThat(box.report(dropped).state()).isEqualTo(State.DROPPED);
        assertThat(box.count(State.DROPPED)).isEqualTo(1);
        Job other = end(box, URI.create("http://other.test/"));
        assertThat(box.report(other).state()).isEqualTo(State.PENDING);
    }

    @Test
    void howTheLastOnesWentIsRememberedAndHowOlderOnesWentIsNot() throws Exception {
        Outbox box = outbox(Runnable::run, receiver("test", "http://hooks.test"));
        Job first = end(box, URI.create("http://elsewhere.test/"));
        assertThat(box.report(first).state()).as("nobody is there any more").isEqualTo(State.DROPPED);
        for (int i = 0; i < Outbox.REMEMBERED; i++) {
            end(box, URI.create("http://elsewhere.test/"));
        }
        assertThat(box.report(first).state()).isEqualTo(State.FORGOTTEN);
    }

    @Test
    void afterCloseNobodyIsTold() throws Exception {
        try (FakeTarget target = answering(n -> status(500))) {
            Outbox box = at(target);
            Job job = end(box, hook(target));
            box.close();
            time.advance(Duration.ofDays(1));
            end(box, hook(target));
            assertThat(target.asked()).hasSize(1);
            assertThat(box.report(job).state()).isEqualTo(State.PENDING);
        }
    }

    @Test
    void threadsThatAreGoneAreNoFault() throws Exception {
        Outbox box = outbox(
                task -> {
                    throw new RejectedExecutionException("on purpose");
                },
                receiver("test", "http://hooks.test"));
        assertThat(box.report(end(box, URI.create("http://hooks.test/"))).state())
                .isEqualTo(State.PENDING);
    }

    @Test
    void manyEndsAtOnceOnManyThreadsAreEachToldOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        Set<String> told = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        try (FakeTarget target = new FakeTarget((asked, out) -> {
            if (!told.add(asked.header().get("webhook-id"))) {
                twice.incrementAndGet();
            }
            out.write(status(200).getBytes(StandardCharsets.UTF_8));
        })) {
            Outbox box = outbox(threads, receiver("test", "http://*.hooks.test:" + target.port()));
            List<Future<Job>> ends = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                URI callback = URI.create("http://h" + i % 5 + ".hooks.test:" + target.port() + "/");
                ends.add(threads.submit(() -> end(box, callback)));
            }
            Set<String> all = ConcurrentHashMap.newKeySet();
            for (Future<Job> each : ends) {
                all.add("msg_" + each.get().id());
            }
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> box.pendingCount() == 0);
            assertThat(told).isEqualTo(all);
            assertThat(twice).hasValue(0);
            assertThat(box.count(State.DELIVERED)).isEqualTo(400);
        } finally {
            threads.shutdownNow();
        }
    }
}
