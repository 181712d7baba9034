package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.contract.CheckedClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log as clients follow it: by offset, while it grows and afterwards. */
class LogTest extends ApplicationTest {

    private static final HttpClient CLIENT = new CheckedClient(HttpClient.newHttpClient());

    @Override
    protected String settings() {
        return "accepted: {types: {talks: {handler: dev.accepted.http.Talks, raw: true}}}";
    }

    @AfterEach
    void goOn() {
        Talks.go();
    }

    private String submit() throws Exception {
        return jetty.submit("user", "{\"type\":\"talks\",\"input\":\"\"}")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                + "/log";
    }

    private static HttpResponse<byte[]> get(String uri) throws IOException, InterruptedException {
        return CLIENT.send(by("user", uri).build(), BodyHandlers.ofByteArray());
    }

    private static long offset(HttpResponse<?> part) {
        return part.headers().firstValueAsLong("Log-Offset").orElseThrow();
    }

    private static boolean isComplete(HttpResponse<?> part) {
        return part.headers().firstValue("Log-Complete").orElseThrow().equals("true");
    }

    /** Fails if a character is cut at either end. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    @Test
    void whoFollowsALogThatIsBeingWrittenReadsEveryLineOnce() throws Exception {
        String log = submit();
        ByteArrayOutputStream followed = new ByteArrayOutputStream();
        boolean complete;
        do {
            HttpResponse<byte[]> part = get(log + "?offset=" + followed.size());
            assertThat(part.statusCode()).isEqualTo(200);
            assertThat(text(part.body())).matches("(?s)|.*\n");
            followed.writeBytes(part.body());
            assertThat(offset(part)).isEqualTo(followed.size());
            complete = isComplete(part);
        } while (!complete);

        HttpResponse<byte[]> whole = get(log);
        assertThat(followed.toByteArray()).isEqualTo(whole.body());
        assertThat(text(whole.body())).hasLineCount(1 + 2 * Talks.LINES);
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(whole.body().length);
        assertThat(isComplete(whole)).isTrue();
    }

    @Test
    void aLogCanBeReadFromAnyByteOnWhileTheJobRuns() throws Exception {
        Talks.hold();
        String log = submit();
        HttpResponse<byte[]> first = get(log);
        while (first.body().length == 0) {
            first = get(log);
        }
        assertThat(isComplete(first)).isFalse();
        assertThat(text(first.body())).endsWith(" first \u00e4\u20ac\uD83D\uDE00\n");
        long end = first.body().length;
        assertThat(offset(first)).isEqualTo(end);
        assertThat(get(log + "?offset=" + (end - 1)).body()).isEqualTo(new byte[] {'\n'});
        for (long offset : new long[] {end, end + 1, Long.MAX_VALUE}) {
            HttpResponse<byte[]> none = get(log + "?offset=" + offset);
            assertThat(none.statusCode()).isEqualTo(200);
            assertThat(none.body()).isEmpty();
            assertThat(offset(none)).isEqualTo(end);
            assertThat(none.headers().firstValueAsLong("Content-Length")).hasValue(0);
        }
        HttpResponse<byte[]> head = CLIENT.send(
                by("user", log + "?offset=4")
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(end - 4);
        assertThat(offset(head)).isEqualTo(end);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
    }

    @Test
    void anOffsetIsAWholeNumber() throws Exception {
        Talks.hold();
        String log = submit();
        for (String offset : new String[] {"-1", "x", "", "1.5", "9223372036854775808"}) {
            assertThat(get(log + "?offset=" + offset).statusCode()).as(offset).isEqualTo(400);
        }
    }
}
