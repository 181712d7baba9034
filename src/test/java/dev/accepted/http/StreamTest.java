package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Streams of events: of one job, and of the list. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StreamTest extends ApplicationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static int made;

    private final List<Stream> open = new ArrayList<>();

    @Override
    protected String settings() {
        return """
                accepted:
                  streams: {max: 30, max-per-caller: 20}
                  types:
                    steered: {handler: dev.accepted.http.Steered}
                """;
    }

    @AfterEach
    void closeStreams() throws IOException {
        for (Stream stream : open) {
            stream.close();
        }
        open.clear();
    }

    @Test
    void aJobsStreamTellsItsStateAtOnceAndAtEveryChangeAndEndsWithTheJob() throws Exception {
        Steerable job = submitted("user");
        Steered.lead(job.name(), 10);
        job.await(10);
        try (Stream stream = follow("user", job.uri(), null)) {
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(stream.header("Cache-Control")).isEqualTo("private, no-cache, no-transform");
            assertThat(stream.header("Vary")).isEqualTo("Accept, Prefer");
            Event now = stream.next();
            assertThat(now.kind()).isEqualTo("status");
            assertThat(now.data())
                    .isEqualTo(jetty.get("user", job.uri()).body())
                    .contains("\"percent-complete\":\"10\"");
            Steered.lead(job.name(), 20);
            Event next = stream.next();
            assertThat(next.data()).contains("\"percent-complete\":\"20\"");
            assertThat(next.number()).isEqualTo(now.number() + 1);
            Steered.lead(job.name(), 100);
            assertThat(stream.next().data()).contains("\"job-status\":\"SUCCESS\"");
            assertThat(stream.isAtItsEnd()).isTrue();
        }
    }

    @Test
    void anEndedJobIsOneEventAndOneWhoKnowsItsEndIsToldNotToComeBack() throws Exception {
        Steerable job = submitted("user");
        Steered.lead(job.name(), 100);
        job.await(100);
        String last;
        try (Stream stream = follow("user", job.uri(), "no id of ours")) {
            Event end = stream.next();
            last = end.id();
            assertThat(end.data()).contains("\"job-status\":\"SUCCESS\"");
            assertThat(stream.isAtItsEnd()).isTrue();
        }
        HttpResponse<String> again = send(streaming("user", job.uri(), last).build());
        assertThat(again.statusCode()).isEqualTo(204);
    }

    @Test
    void oneWhoComesBackIsToldWhatIsNewToIt() throws Exception {
        Steerable job = submitted("user");
        Steered.lead(job.name(), 10);
        job.await(10);
        String known;
        try (Stream stream = follow("user", job.uri(), null)) {
            known = stream.next().id();
        }
        try (Stream stream = follow("user", job.uri(), known)) {
            Steered.lead(job.name(), 20);
            assertThat(stream.next().data()).contains("\"percent-complete\":\"20\"");
        }
        Steered.lead(job.name(), 30);
        job.await(30);
        try (Stream stream = follow("user", job.uri(), known)) {
            assertThat(stream.next().data()).contains("\"percent-complete\":\"30\"");
        }
        Steered.lead(job.name(), 100);
    }

    @Test
    void theListsStreamTellsOfEveryJobThatTheCallerMaySee() throws Exception {
        try (Stream users = follow("user", list(), null);
                Stream viewers = follow("viewer", list(), null)) {
            assertThat(users.next().kind()).isEqualTo("reset");
            Event reset = viewers.next();
            assertThat(reset.kind()).isEqualTo("reset");
            assertThat(reset.data()).isEqualTo("{\"jobs\":{\"@uri\":\"/api/company/job-management/jobs\"}}");
            Steerable others = submitted("other");
            Steered.lead(others.name(), 100);
            Steerable mine = submitted("user");
            Steered.lead(mine.name(), 100);
            assertThat(viewers.until(others, "SUCCESS"))
                    .contains("\"rel\":\"log\"")
                    .doesNotContain("\"rel\":\"retry\"");
            viewers.until(mine, "SUCCESS");
            users.until(mine, "SUCCESS");
            assertThat(users.read).noneMatch(data -> data.contains(others.name()));
        }
    }

    @Test
    void aReaderOfTheListThatComesBackGoesOnWhereItWasOrIsToldToReadTheListAnew() throws Exception {
        String known;
        try (Stream stream = follow("user", list(), null)) {
            known = stream.next().id();
        }
        Steerable job = submitted("user");
        Steered.lead(job.name(), 100);
        job.await(100);
        try (Stream stream = follow("user", list(), known)) {
            Event missed = stream.next();
            assertThat(missed.kind()).isEqualTo("status");
            assertThat(missed.data()).contains(job.name());
        }
        try (Stream stream = follow("user", list(), "another-start-7")) {
            assertThat(stream.next().kind()).isEqualTo("reset");
        }
    }

    @Test
    void whoFollowsTooManyStreamsIsRefusedAndToldWhenToAsk() throws Exception {
        Steerable job = submitted("user");
        HttpResponse<InputStream> oneMore = followUntilRefused("user", job.uri(), 20);
        assertThat(oneMore.statusCode()).isEqualTo(429);
        assertThat(oneMore.body()).asString(UTF_8).contains("\"code\":\"too-many-streams\"");
        assertThat(oneMore.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<InputStream> inAll = followUntilRefused("viewer", list(), 10);
        assertThat(inAll.statusCode()).isEqualTo(503);
        assertThat(inAll.body()).asString(UTF_8).contains("\"code\":\"streams-full\"");
        assertThat(inAll.headers().firstValue("Retry-After")).isPresent();
        Steered.lead(job.name(), 100);
    }

    /**
     * Those of earlier tests may still count, until the next comment cannot be sent and shows that their reader is gone. So the
     * first refusal is what is looked at, and not one more request, for which there may be a place again.
     */
    private HttpResponse<InputStream> followUntilRefused(String user, String uri, int most) throws Exception {
        for (int i = 0; ; i++) {
            HttpResponse<InputStream> answer =
                    CLIENT.send(streaming(user, uri, null).build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200 || i == most) {
                return answer;
            }
            open.add(new Stream(answer));
        }
    }

    @Test
    void whatCannotBeStreamedIsAnsweredAsAlways() throws Exception {
        Steerable job = submitted("user");
        assertThat(send(streaming("other", job.uri(), null).build()).statusCode())
                .isEqualTo(404);
        assertThat(send(streaming("nobody", job.uri(), null).build()).statusCode())
                .isEqualTo(403);
        assertThat(send(streaming("user", job.uri() + "?f=text", null).build()).body())
                .isIn("UNDETERMINED\n", "INPROGRESS\n");
        assertThat(send(streaming("user", job.uri() + "/result", null).build()).statusCode())
                .isEqualTo(202);
        assertThat(send(streaming("user", list() + "?limit=1", null).build()).statusCode())
                .isEqualTo(400);
        HttpResponse<String> plain = send(by("user", job.uri())
                .header("Accept", "application/json, text/event-stream;q=0.5")
                .build());
        assertThat(plain.headers().firstValue("Content-Type")).contains("application/json");
        Steered.lead(job.name(), 100);
    }

    private record Steerable(StreamTest test, String name, String uri) {

        void await(int percent) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() ->
                            test.jetty.get("user", uri).body().contains("\"percent-complete\":\"" + percent + "\""));
        }
    }

    private Steerable submitted(String user) throws Exception {
        String name = "stream-" + ++made;
        HttpResponse<String> accepted = jetty.submit(user, "{\"type\":\"steered\",\"name\":\"" + name + "\"}");
        return new Steerable(
                this, name, accepted.headers().firstValue("Location").orElseThrow());
    }

    private String list() {
        return jetty.base() + "/job-management/jobs";
    }

    private static HttpRequest.Builder streaming(String user, String uri, String lastEventId) {
        HttpRequest.Builder request = by(user, uri).header("Accept", "text/event-stream");
        return lastEventId == null ? request : request.header("Last-Event-ID", lastEventId);
    }

    private Stream follow(String user, String uri, String lastEventId) throws Exception {
        HttpRequest request = streaming(user, uri, lastEventId).build();
        Stream stream = new Stream(CLIENT.send(request, BodyHandlers.ofInputStream()));
        open.add(stream);
        assertThat(stream.answer.statusCode()).isEqualTo(200);
        return stream;
    }

    private record Event(String kind, String id, String data) {

        long number() {
            return Long.parseLong(id);
        }
    }

    private static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> answer;
        private final BufferedReader lines;
        private final List<String> read = new ArrayList<>();

        Stream(HttpResponse<InputStream> answer) {
            this.answer = answer;
            this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        String header(String name) {
            return answer.headers().firstValue(name).orElseThrow();
        }

        Event next() throws IOException {
            String line = lines.readLine();
            while (line != null && (line.isEmpty() || line.startsWith(":"))) {
                line = lines.readLine();
            }
            assertThat(line).as("the stream goes on").startsWith("event: ");
            String kind = line.substring(7);
            String id = lines.readLine().substring(4);
            String data = lines.readLine().substring(6);
            JSON.readTree(data);
            read.add(data);
            assertThat(lines.readLine()).isEmpty();
            return new Event(kind, id, data);
        }

        String until(Steerable job, String status) throws IOException {
            String data = next().data();
            while (!data.contains(job.name()) || !data.contains(status)) {
                data = next().data();
            }
            return data;
        }

        boolean isAtItsEnd() throws IOException {
            return lines.readLine() == null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
