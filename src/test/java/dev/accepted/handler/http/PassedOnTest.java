package dev.accepted.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.http.FakeTarget.Asked;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the target is asked when the job's input is a request that came through a front door. */
@Timeout(60)
class PassedOnTest {

    private final Calls calls = new Calls();
    private FakeTarget target;

    @BeforeEach
    void start() throws Exception {
        target = FakeTarget.answering(FakeTarget.answer(404, "text/xml", "<none/>"));
    }

    @AfterEach
    void stop() throws Exception {
        target.close();
    }

    private static Document request(
            String method, String path, @Nullable String query, String body, Head.Field... fields) {
        return new Document(
                "text/xml",
                null,
                Content.of(body.getBytes(StandardCharsets.UTF_8)),
                new Head.Asked(method, path, query, List.of(fields)));
    }

    @Test
    void itGoesOnWithItsOwnMethodPlaceContentAndFields() throws Exception {
        FakeJobContext job = FakeJobContext.of(request(
                "PUT",
                "/7;v=1/caf%C3%A9",
                "a=%20&f=xml",
                "<order>ä</order>",
                new Head.Field("Content-Type", "text/xml; charset=utf-8"),
                new Head.Field("SOAPAction", "\"urn:put\""),
                new Head.Field("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")));
        calls.of(target.at("/orders"), "method", "POST").run(job);
        Asked asked = target.askedOnce();
        assertThat(asked.line()).isEqualTo("PUT /orders/7;v=1/caf%C3%A9?a=%20&f=xml HTTP/1.1");
        assertThat(asked.text()).isEqualTo("<order>ä</order>");
        assertThat(asked.header())
                .containsEntry("Host", "localhost:" + target.port())
                .containsEntry("Content-Type", "text/xml; charset=utf-8")
                .containsEntry("SOAPAction", "\"urn:put\"")
                .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .containsEntry("Accept-Encoding", "identity")
                .doesNotContainKey("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', /",
        "'', /a, /a",
        "/, /a, /a",
        "/, /, /",
        "/, '', /",
        "/base, '', /base",
        "/base, /, /base/",
        "/base/, /, /base/",
        "/base/, /a/, /base/a/"
    })
    void itsPlaceIsBelowTheAddress(String base, String path, String expected) throws Exception {
        calls.of(target.at(base)).run(FakeJobContext.of(request("GET", path, null, "")));
        assertThat(target.askedOnce().path()).isEqualTo(expected);
    }

    @Test
    void whatTheOperatorHasLaidDownForTheHeaderGoesBefore() throws Exception {
        calls.of(target.at("/"), "bearer", "${env.KEY}", "headers", Map.of("X-Tenant", "ours"))
                .run(FakeJobContext.of(request("POST", "", null, "x", new Head.Field("x-tenant", "theirs"))));
        assertThat(target.askedOnce().header())
                .containsEntry("Authorization", "Bearer s3cret")
                .containsEntry("X-Tenant", "ours");
    }

    @Test
    void theClientsKeyGoesOnAndElseTheJobsIdIsOne() throws Exception {
        calls.of(target.at("/"))
                .run(FakeJobContext.of(request("POST", "", null, "x", new Head.Field("Idempotency-Key", "mine"))));
        calls.of(target.at("/")).run(FakeJobContext.of(request("POST", "", null, "x")));
        assertThat(target.asked())
                .extracting(asked -> asked.header().get("Idempotency-Key"))
                .containsExactly("mine", "\"4711\"");
    }

    @Test
    void anEmptyBodyIsNone() throws Exception {
        calls.of(target.at("/")).run(FakeJobContext.of(request("DELETE", "/7", null, "")));
        assertThat(target.askedOnce().line()).isEqualTo("DELETE /7 HTTP/1.1");
        assertThat(target.askedOnce().header()).doesNotContainKeys("Content-Type", "Transfer-Encoding");
    }

    @Test
    void itsAnswerIsTheResultWhateverItIs() throws Exception {
        FakeJobContext job = FakeJobContext.of(request("GET", "/none", null, ""));
        calls.of(target.at("/")).run(job);
        assertThat(job.madeResult().flatMap(Document::answered)).contains(Head.Answered.of(404));
        assertThat(job.resultText()).isEqualTo("<none/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/a?b=c", "http://localhost/${input.a}", "http://localhost/?"})
    void behindADoorTheAddressIsFixed(String url) {
        FakeOptions options = Calls.options(url);
        assertThat(calls.factory().takesRequests(options)).isTrue();
        assertThat(options.faults()).containsExactly("url");
    }

    @Test
    void behindADoorNothingIsTakenFromTheInput() {
        FakeOptions fixed = Calls.options("http://localhost/", "headers", Map.of("X", "a"), "template", "<a/>");
        assertThat(calls.factory().takesRequests(fixed)).isTrue();
        assertThat(fixed.faults()).isEmpty();
        for (FakeOptions faulty : new FakeOptions[] {
            Calls.options("http://localhost/", "headers", Map.of("X", "${input.a}")),
            Calls.options("http://localhost/", "template", "<a>${input.a}</a>")
        }) {
            calls.factory().takesRequests(faulty);
            assertThat(faulty.faults()).containsExactly("url");
        }
    }
}
