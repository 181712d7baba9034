package dev.accepted.handler.http;

import static dev.accepted.handler.http.FakeTarget.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.http.Calls.Running;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers, be they good, bad, slow, endless or hostile. */
@Timeout(60)
class AnswerTest {

    private final Calls calls = new Calls();
    private FakeTarget target;

    @AfterEach
    void stop() throws Exception {
        if (target != null) {
            target.close();
        }
    }

    @Test
    void theAnswerIsTheResultWithItsMediaType() throws Exception {
        FakeJobContext job = run(answer(200, "text/xml;charset=iso-8859-1", "<done/>"));
        assertThat(job.resultText()).isEqualTo("<done/>");
        assertThat(job.madeResult().map(Document::mediaType)).contains("text/xml;charset=iso-8859-1");
        assertThat(job.logLines()).containsExactly("The target answered 200.");
    }

    @Test
    void anOldServerMayEndItsAnswerByHangingUp() throws Exception {
        target = new FakeTarget((asked, out) -> {
            write(out, "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n<old/>");
            throw new FakeTarget.HangUp();
        });
        assertThat(run().resultText()).isEqualTo("<old/>");
    }

    @Test
    void anAnswerWithoutContentIsRecordedAsThat() throws Exception {
        Document result = run("HTTP/1.1 204 No Content\r\n\r\n").madeResult().orElseThrow();
        assertThat(result.answered()).contains(Head.Answered.of(204));
        assertThat(result.content().length()).isZero();
    }

    @Test
    void statusAndHeadersOfTheOperatorsChoiceAreRecorded() throws Exception {
        target = FakeTarget.answering(answer(
                201,
                "text/plain",
                "made",
                "Location: /orders/7",
                "X-Total-Count: 3",
                "X-Other: 1",
                "Content-Language: de",
                "content-disposition: attachment; filename=a.txt",
                "Set-Cookie: session=1",
                "Content-Security-Policy: default-src *",
                "Access-Control-Allow-Origin: *",
                "Link: <a>",
                "Link: <b>"));
        FakeJobContext job = run("answer-headers", List.of("location", "X-Total-Count", "Link"));
        assertThat(job.madeResult().flatMap(Document::answered))
                .contains(new Head.Answered(
                        201,
                        List.of(
                                new Head.Field("Content-Language", "de"),
                                new Head.Field("Content-Disposition", "attachment; filename=a.txt"),
                                new Head.Field("location", "/orders/7"),
                                new Head.Field("X-Total-Count", "3"),
                                new Head.Field("Link", "<a>"),
                                new Head.Field("Link", "<b>"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie",
                "www-authenticate",
                "Proxy-Authenticate",
                "Content-Security-Policy",
                "Access-Control-Allow-Origin",
                "Transfer-Encoding",
                "Retry-After",
                "Content-Length",
                "no name"
            })
    void headersOfAnotherConversationAreFaults(String name) {
        FakeOptions options = Calls.options("http://a/", "answer-headers", List.of(name));
        calls.factory().create(options);
        assertThat(options.faults()).containsExactly("answer-headers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "text/", "a/b, c/d"})
    void aMediaTypeThatIsNoneIsNotPassedOn(String mediaType) throws Exception {
        assertThat(run(answer(200, mediaType, "x")).madeResult().map(Document::mediaType))
                .contains("application/octet-stream");
    }

    @Test
    void aRefusalFailsTheJobForGoodAndItsWordsAreInTheLog() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        target = FakeTarget.answering(answer(404, "application/problem+json", "{\"title\":\n\"No such order\"}"));
        assertFails(job, "The target answered 404.", false);
        assertThat(job.logLines()).containsExactly("The target answered 404. {\"title\": \"No such order\"}");
        assertThat(job.madeResult()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aFailureThatMayPassLeavesRoomForAnotherAttempt(int status) throws Exception {
        target = FakeTarget.answering(answer(status, "text/plain", ""));
        assertFails(FakeJobContext.ofJson("{}"), "The target answered " + status + ".", true);
    }

    @Test
    void theOperatorSaysWhichAnswersFail() throws Exception {
        target = FakeTarget.answering(answer(404, "text/plain", "none"));
        assertThat(run("fail-on", List.of("5xx", "409")).resultText()).isEqualTo("none");
        assertThatExceptionOfType(JobFailedException.class).isThrownBy(() -> run("fail-on", List.of("4xx")));
        assertThat(run("fail-on", List.of("none")).resultText()).isEqualTo("none");
    }

    @Test
    void anInterimAnswerIsNoAnswer() throws Exception {
        target = FakeTarget.answering("HTTP/1.1 103 Early Hints\r\nContent-Length: 0\r\n\r\n");
        Running run = Calls.running(calls.of(target.at("/"), "fail-on", "none"), FakeJobContext.ofJson("{}"));
        // Java 17 takes it for the answer, later ones wait for another.
        Awaitility.await().until(() -> !run.isAlive() || target.asked().size() == 1);
        run.interrupt();
        run.join();
        assertThat(run.failure).isInstanceOfAny(JobFailedException.class, InterruptedException.class);
    }

    @Test
    void aTargetThatIsBusyIsAskedAgainAfterItsOwnTime() throws Exception {
        busy(2, 503, "Retry-After: 7");
        FakeJobContext job = FakeJobContext.ofJson("{}");
        calls.of(target.at("/"), "method", "PUT").run(job);
        assertThat(job.resultText()).isEqualTo("done");
        assertThat(calls.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        assertThat(target.asked()).hasSize(3).allMatch(asked -> asked.text().equals("{}"));
        assertThat(job.logLines().get(0)).isEqualTo("The target answered 503 and is asked again in PT7S.");
    }

    @Test
    void theTimeToAskAgainMayBeADate() throws Exception {
        busy(1, 429, "Retry-After: Sun, 01 Mar 2026 12:00:30 GMT");
        run("method", "GET");
        assertThat(calls.waits).containsExactly(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "Retry-After: soon", "Retry-After: -1", "Retry-After: 99999999999"})
    void withoutATimeTheWaitGrows(String field) throws Exception {
        busy(2, 502, field);
        run("method", "GET");
        assertThat(calls.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aDateThatHasPassedMeansNow() throws Exception {
        busy(1, 504, "Retry-After: Sun, 01 Mar 2020 12:00:30 GMT");
        run("method", "GET");
        assertThat(calls.waits).containsExactly(Duration.ZERO);
    }

    @Test
    void whatMayDoHarmTwiceIsNotAskedAgainUnlessTheOperatorSaysSo() throws Exception {
        busy(1, 503, "Retry-After: 1");
        assertFails(FakeJobContext.ofJson("{}"), "The target answered 503.", true);
        assertThat(target.asked()).hasSize(1);
        busy(1, 503, "Retry-After: 1");
        assertThat(run("retry", "always").resultText()).isEqualTo("done");
        assertThat(target.asked())
                .hasSize(2)
                .allMatch(asked -> asked.header().get("Idempotency-Key").equals("\"4711\""));
    }

    @Test
    void nobodyWaitsPastTheAttemptsLimitOrForEver() throws Exception {
        busy(100, 503, "Retry-After: 7");
        FakeJobContext job = FakeJobContext.ofJson("{}").until(Calls.NOON.plusSeconds(15));
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() ->
                        calls.of(target.at("/"), "method", "GET", "retries", 50).run(job));
        assertThat(calls.waits).hasSize(2);
        assertThatExceptionOfType(JobFailedException.class).isThrownBy(() -> run("method", "GET"));
        assertThat(calls.waits).hasSize(5);
    }

    private void busy(int times, int status, String field) throws IOException {
        AtomicInteger left = new AtomicInteger(times);
        target = new FakeTarget((asked, out) -> write(
                out,
                left.getAndDecrement() > 0
                        ? answer(status, "text/plain", "busy", field)
                        : answer(200, "text/plain", "done")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void aRedirectedPostBecomesAPlainGet(int status) throws Exception {
        redirect(status, "/there?x=1#part");
        assertThat(run().resultText()).isEqualTo("there");
        assertThat(target.asked().get(1).line()).isEqualTo("GET /there?x=1 HTTP/1.1");
        assertThat(target.asked().get(1).header()).doesNotContainKeys("Content-Type", "Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void someRedirectsKeepMethodAndBody(int status) throws Exception {
        redirect(status, "/there");
        assertThat(run("bearer", "b").resultText()).isEqualTo("there");
        assertThat(target.asked().get(1).line()).isEqualTo("POST /there HTTP/1.1");
        assertThat(target.asked().get(1).text()).isEqualTo("{}");
        assertThat(target.asked().get(1).header()).containsEntry("Authorization", "Bearer b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/there",
                "http://localhost:1/there",
                "http://localhost/there",
                "https://localhost:%d/there",
                "//evil.example/there",
                "http://evil.example",
                "http://user@localhost:%d/there",
                "http://localhost:%d@evil.example/",
                "file:///etc/passwd",
                "ht tp://x",
                "http://[::1"
            })
    void aRedirectToElsewhereIsNotFollowed(String location) throws Exception {
        target = new FakeTarget((asked, out) ->
                write(out, answer(302, "text/plain", "", "Location: " + location.formatted(target.port()))));
        assertFails(FakeJobContext.ofJson("{}"), "The target points to another one, and that is not followed.", false);
        assertThat(target.asked()).hasSize(1);
    }

    @Test
    void redirectsInACircleEnd() throws Exception {
        target = FakeTarget.answering(answer(302, "text/plain", "", "Location: /"));
        assertFails(FakeJobContext.ofJson("{}"), "The target redirects more than 5 times.", false);
        assertThat(target.asked()).hasSize(6);
    }

    @Test
    void theOperatorMayWantNoRedirects() throws Exception {
        redirect(302, "/there");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> run("redirects", 0))
                .withMessage("The target answered 302.");
    }

    private void redirect(int status, String to) throws IOException {
        target = new FakeTarget((asked, out) -> write(
                out,
                asked.path().startsWith("/there")
                        ? answer(200, "text/plain", "there")
                        : answer(status, "text/plain", "moved", "Location: " + to)));
    }

    @Test
    void aTargetThatAccepts202IsFollowedToItsEndWithItsProgress() throws Exception {
        List<String> states = List.of(
                answer(202, "application/json", "{\"task\":{}}", "Location: /jobs/1/result", "Retry-After: 3"),
                answer(202, "application/json", "{\"job\":{\"percent-complete\":\"30\"}}", "Retry-After: 2"),
                answer(202, "application/json", "{\"percentComplete\":40.5}"),
                answer(503, "text/plain", "", "Retry-After: 1"),
                answer(202, "text/plain", "busy", "X-Progress: 60% done", "Retry-After: 0"),
                answer(202, "text/plain", "no word of it", "X-Progress: half"),
                answer(303, "text/plain", "", "Location: /there"),
                answer(200, "text/xml", "<done/>"));
        AtomicInteger next = new AtomicInteger();
        target = new FakeTarget((asked, out) -> write(out, states.get(next.getAndIncrement())));
        FakeJobContext job = FakeJobContext.ofJson("{}");
        calls.of(target.at("/"), "follow-202", "true", "bearer", "b").run(job);
        assertThat(job.resultText()).isEqualTo("<done/>");
        assertThat(job.progressSteps()).extracting(Progress::percent).containsExactly(30, 40, 60);
        assertThat(calls.waits).extracting(Duration::toSeconds).containsExactly(3L, 2L, 5L, 1L, 1L, 5L);
        assertThat(target.asked().get(0).header()).containsEntry("Prefer", "respond-async");
        assertThat(target.asked().subList(1, 7))
                .allMatch(asked -> asked.line().equals("GET /jobs/1/result HTTP/1.1"))
                .allMatch(asked -> asked.header().get("Authorization").equals("Bearer b"))
                .allMatch(asked -> asked.body().length == 0);
        assertThat(target.asked().get(7).path()).isEqualTo("/there");
    }

    @Test
    void a202ThatPointsElsewhereIsNotFollowed() throws Exception {
        target = FakeTarget.answering(answer(202, "text/plain", "", "Location: http://evil.example/jobs/1"));
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> run("follow-202", "true"))
                .withMessage("The target points to another one, and that is not followed.");
    }

    @Test
    void a202IsAnAnswerLikeOthersUnlessItIsToBeFollowed() throws Exception {
        assertThat(run(answer(202, "text/plain", "later", "Location: /x")).resultText())
                .isEqualTo("later");
        target = FakeTarget.answering(answer(202, "text/plain", "that is all"));
        assertThat(run("follow-202", "true").resultText()).isEqualTo("that is all");
    }

    @Test
    void aLargeAnswerStreams() throws Exception {
        byte[] piece = new byte[1 << 20];
        target = new FakeTarget((asked, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + 200L * piece.length + "\r\n\r\n");
            for (int i = 0; i < 200; i++) {
                out.write(piece);
            }
        });
        AtomicLong count = new AtomicLong();
        FakeJobContext job = FakeJobContext.ofJson("{}").resultTo(counting(count));
        calls.of(target.at("/"), "max-answer", 1L << 30).run(job);
        assertThat(count).hasValue(200L * piece.length);
    }

    @Test
    void anAnswerThatSaysItIsTooLargeIsNotRead() throws Exception {
        target = FakeTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> run("max-answer", 1_000_000))
                .withMessage("The target's answer is larger than 1000000 bytes.")
                .matches(e -> !e.isRetryable());
        assertThat(target.seesHangUp()).isTrue();
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        target = new FakeTarget((asked, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                write(out, "400\r\n" + "x".repeat(1024) + "\r\n");
            }
        });
        AtomicLong count = new AtomicLong();
        FakeJobContext job = FakeJobContext.ofJson("{}").resultTo(counting(count));
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(
                        () -> calls.of(target.at("/"), "max-answer", 1_000_000).run(job))
                .withMessage("The target's answer is larger than 1000000 bytes.");
        assertThat(count.get()).isLessThanOrEqualTo(1_000_000);
        assertThat(target.seesHangUp()).isTrue();
    }

    @Test
    void anEndlessHeaderIsCutOff() throws Exception {
        target = new FakeTarget((asked, out) -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            for (long n = 0; ; n++) {
                write(out, "X-" + n + ": " + "x".repeat(1024) + "\r\n");
            }
        });
        assertFails(FakeJobContext.ofJson("{}"), "What the target answered is no HTTP.", true);
    }

    @Test
    void endlessInterimAnswersAreCutOff() throws Exception {
        target = new FakeTarget((asked, out) -> {
            while (true) {
                write(out, "HTTP/1.1 102 Processing\r\n\r\n");
            }
        });
        assertThatExceptionOfType(JobFailedException.class).isThrownBy(this::run);
    }

    @Test
    void aBombStaysPacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream bomb = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 100; i++) {
                bomb.write(new byte[1 << 20]);
            }
        }
        target = new FakeTarget((asked, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            packed.writeTo(out);
        });
        Document result = run().madeResult().orElseThrow();
        assertThat(result.content().bytes()).isEqualTo(packed.toByteArray());
        assertThat(result.answered().flatMap(head -> head.first("content-encoding")))
                .contains("gzip");
    }

    @Test
    void aTargetThatNeverAnswersIsLeft() throws Exception {
        target = new FakeTarget((asked, out) -> {});
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> run("answer-timeout", "PT0.2S"))
                .withMessage("The target has not begun to answer within PT0.2S.")
                .matches(JobFailedException::isRetryable);
        assertThat(target.seesHangUp()).isTrue();
    }

    @Test
    void aTargetThatFallsSilentIsLeft() throws Exception {
        target = FakeTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nonly");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> run("read-timeout", "PT0.2S"))
                .withMessage("The target fell silent for PT0.2S in the middle of its answer.")
                .matches(JobFailedException::isRetryable);
        assertThat(target.seesHangUp()).isTrue();
    }

    @Test
    void anAnswerThatBreaksOffIsNone() throws Exception {
        target = new FakeTarget((asked, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nonly");
            throw new FakeTarget.HangUp();
        });
        assertFails(FakeJobContext.ofJson("{}"), "The target broke off its answer.", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nX: a\u0001b\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nX\u0000: ab\r\n\r\nx"
            })
    void whatIsNoHttpIsNoAnswer(String answer) throws Exception {
        target = FakeTarget.answering(answer);
        assertFails(FakeJobContext.ofJson("{}"), "What the target answered is no HTTP.", true);
    }

    @Test
    void aSecondAnswerBehindTheFirstIsNobodys() throws Exception {
        target = new FakeTarget((asked, out) ->
                write(out, answer(200, "text/plain", asked.path()) + answer(200, "text/plain", "split off")));
        JobHandler same = calls.of(target.at("/${input.n}"));
        for (int i = 0; i < 20; i++) {
            FakeJobContext job = FakeJobContext.ofJson("{\"n\":" + i + "}");
            same.run(job);
            assertThat(job.resultText()).isEqualTo("/" + i);
        }
    }

    @Test
    void aTargetThatIsNotThereLeavesRoomForAnotherAttempt() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> calls.of("http://localhost:" + free + "/").run(FakeJobContext.ofJson("{}")))
                .withMessage("The target cannot be reached.")
                .matches(JobFailedException::isRetryable);
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> calls.of("http://nowhere.invalid/").run(FakeJobContext.ofJson("{}")))
                .withMessage("The target cannot be reached.");
    }

    @Test
    void whoIsStoppedWhileItWaitsForAnAnswerHangsUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        target = new FakeTarget((request, out) -> asked.countDown());
        stopped(asked);
    }

    @Test
    void whoIsStoppedInTheMiddleOfAnAnswerHangsUp() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        target = FakeTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nonly");
        Running run = Calls.running(
                calls.of(target.at("/")), FakeJobContext.ofJson("{}").resultTo(new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] bytes, int offset, int length) {
                        read.countDown();
                    }
                }));
        stopped(run, read);
    }

    @Test
    void whoIsStoppedWhileAnEndlessAnswerFloodsInHangsUp() throws Exception {
        CountDownLatch flooded = new CountDownLatch(1);
        target = new FakeTarget((asked, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; ; i++) {
                write(out, "400\r\n" + "x".repeat(1024) + "\r\n");
                if (i == 10_000) {
                    flooded.countDown();
                }
            }
        });
        Running run = Calls.running(
                calls.of(target.at("/"), "max-answer", Long.MAX_VALUE),
                FakeJobContext.ofJson("{}").resultTo(OutputStream.nullOutputStream()));
        stopped(run, flooded);
    }

    @Test
    void anAttemptThatWasStoppedBeforeItBeganAsksNothing() throws Exception {
        target = FakeTarget.answering(answer(200, "text/plain", "done"));
        FakeJobContext job = FakeJobContext.ofJson("{}");
        job.askToStop();
        Running run = Calls.running(calls.of(target.at("/")), job);
        run.join();
        assertThat(run.failure).isInstanceOf(InterruptedException.class);
        assertThat(target.asked()).isEmpty();
    }

    private void stopped(CountDownLatch ready) throws InterruptedException {
        stopped(Calls.running(calls.of(target.at("/")), FakeJobContext.ofJson("{}")), ready);
    }

    private void stopped(Running run, CountDownLatch ready) throws InterruptedException {
        ready.await();
        run.interrupt();
        run.join();
        assertThat(run.failure).isInstanceOf(InterruptedException.class);
        assertThat(target.seesHangUp()).isTrue();
    }

    private FakeJobContext run(String answer) throws Exception {
        target = FakeTarget.answering(answer);
        return run();
    }

    private FakeJobContext run(Object... options) throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        JobHandler handler = calls.of(target.at("/"), options);
        handler.run(job);
        return job;
    }

    private void assertFails(FakeJobContext job, String words, boolean retryable) {
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> calls.of(target.at("/")).run(job))
                .withMessage(words)
                .matches(e -> e.isRetryable() == retryable);
    }

    private static OutputStream counting(AtomicLong count) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                count.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                count.addAndGet(length);
            }
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
