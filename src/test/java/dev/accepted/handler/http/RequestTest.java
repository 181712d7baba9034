package dev.accepted.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.http.FakeTarget.Asked;
import dev.accepted.job.Document;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the target, whatever the input holds. */
@Timeout(60)
class RequestTest {

    Calls calls = new Calls();
    FakeTarget target;

    @BeforeEach
    void start() throws Exception {
        target = FakeTarget.answering(FakeTarget.answer(200, "text/plain", "done"));
    }

    @AfterEach
    void stop() throws Exception {
        target.close();
    }

    @Test
    void theInputIsSentAsItIsWithItsMediaType() throws Exception {
        byte[] body = "<order>ä</order>".getBytes(StandardCharsets.UTF_8);
        calls.of(target.at("/orders?mode=slow")).run(FakeJobContext.of(Document.of("text/xml;charset=utf-8", body)));
        Asked asked = target.askedOnce();
        assertThat(asked.line()).isEqualTo("POST /orders?mode=slow HTTP/1.1");
        assertThat(asked.body()).isEqualTo(body);
        assertThat(asked.header())
                .containsEntry("Content-Type", "text/xml;charset=utf-8")
                .containsEntry("Accept-Encoding", "identity")
                .containsEntry("User-Agent", "Accepted")
                .containsEntry("Idempotency-Key", "\"4711\"")
                .doesNotContainKeys("Upgrade", "HTTP2-Settings", "Transfer-Encoding", "Prefer");
    }

    @Test
    void aGetCarriesNoBodyAndNoKey() throws Exception {
        calls.of(target.at("/"), "method", "GET").run(FakeJobContext.ofJson("{\"a\":1}"));
        assertThat(target.askedOnce().line()).isEqualTo("GET / HTTP/1.1");
        assertThat(target.askedOnce().header()).doesNotContainKeys("Content-Type", "Idempotency-Key");
        assertThat(target.askedOnce().body()).isEmpty();
    }

    @Test
    void theOperatorMayWantNoKey() throws Exception {
        calls.of(target.at("/"), "idempotency-key", "false").run(FakeJobContext.ofJson("{}"));
        assertThat(target.askedOnce().header()).doesNotContainKey("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "two words, two%20words",
        "a?b#c, a%3Fb%23c",
        "a=b&c, a%3Db%26c",
        "@evil.example, %40evil.example",
        "http:evil, http%3Aevil",
        "%2e%2e, %252e%252e",
        "..., ...",
        "a;b, a%3Bb",
        "ä, %C3%A4",
        "😀, %F0%9F%98%80",
        "${input.other}, %24%7Binput.other%7D"
    })
    void aValueIsOnePartOfThePathAndOfTheQuery(String value, String encoded) throws Exception {
        calls.of(target.at("/r/${input.v}/run?q=${input.v}&fixed=1"), "body", "none")
                .run(input("v", value));
        assertThat(target.askedOnce().path()).isEqualTo("/r/" + encoded + "/run?q=" + encoded + "&fixed=1");
        assertThat(target.askedOnce().header()).containsEntry("Host", "localhost:" + target.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "..;x",
                ".;",
                "a/b",
                "/",
                "//evil.example",
                "a\\b",
                "..\\",
                "a\r\nX: y",
                "\0",
                "\ud800"
            })
    void aValueThatCouldLeaveItsPartOfThePathIsRefused(String value) {
        refused("/r/${input.v}/run", value);
    }

    @Test
    void valuesThatTogetherMakeDotsAreRefused() {
        refused("/r/.${input.v}/run", ".");
    }

    @Test
    void aPartOfThePathMustBeThere() {
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> calls.of(target.at("/r/${input.v}")).run(FakeJobContext.ofJson("{}")))
                .withMessageContaining("'v'")
                .matches(e -> !e.isRetryable());
        assertThat(target.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: evil", "a\nb", "\0", "\ud800"})
    void aValueOfTheQueryHasNoControlCharacters(String value) {
        refused("/r?q=${input.v}", value);
    }

    @Test
    void valuesThatMakeTheAddressTooLongAreRefused() {
        refused("/r?q=${input.v}", "x".repeat(8_000));
    }

    private void refused(String path, String value) {
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> calls.of(target.at(path)).run(input("v", value)))
                .matches(e -> !e.isRetryable());
        assertThat(target.asked()).isEmpty();
    }

    @Test
    void aPairOfTheQueryWithoutValueIsLeftOut() throws Exception {
        calls.of(target.at("/r?a=${input.a}&b=${input.b}&c=x${input.a}${input.b}"))
                .run(input("b", "2"));
        assertThat(target.askedOnce().path()).isEqualTo("/r?b=2&c=x2");
    }

    @Test
    void numbersAreWrittenPlainly() throws Exception {
        calls.of(target.at("/r/${input.n}")).run(FakeJobContext.ofJson("{\"n\":4.7e1}"));
        assertThat(target.askedOnce().path()).isEqualTo("/r/47");
    }

    @Test
    void headersAreTheOperatorsWithValuesOfTheInput() throws Exception {
        calls.of(
                        target.at("/"),
                        "headers",
                        Map.of(
                                "X-Fixed",
                                "f",
                                "X-Given",
                                "v=${input.v}",
                                "X-Absent",
                                "${input.none}",
                                "accept",
                                "text/xml"))
                .run(input("v", "1"));
        assertThat(target.askedOnce().header())
                .containsEntry("X-Fixed", "f")
                .containsEntry("X-Given", "v=1")
                .containsEntry("Accept", "text/xml")
                .doesNotContainKey("X-Absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nb", "a\rb", "a\0b", "ä"})
    void aValueCannotBeginAnotherHeader(String value) {
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> calls.of(target.at("/"), "headers", Map.of("X-Given", "${input.v}"))
                        .run(input("v", value)))
                .withMessageContaining("'v'")
                .matches(e -> !e.isRetryable());
        assertThat(target.asked()).isEmpty();
    }

    @Test
    void credentialsAreTheOperators() throws Exception {
        calls.of(target.at("/"), "user", "robot", "password", "p:${env.KEY}").run(FakeJobContext.ofJson("{}"));
        String pair = Base64.getEncoder().encodeToString("robot:p:s3cret".getBytes(StandardCharsets.UTF_8));
        assertThat(target.askedOnce().header()).containsEntry("Authorization", "Basic " + pair);
    }

    @Test
    void aSecretIsNeverReadAsATemplate() throws Exception {
        calls.of(target.at("/"), "bearer", "${file./run/token}", "headers", Map.of("X-Key", "${env.KEY}"))
                .run(input("x", "evil"));
        assertThat(target.askedOnce().header())
                .containsEntry("Authorization", "Bearer t0ken ${input.x}")
                .containsEntry("X-Key", "s3cret");
    }

    @Test
    void valuesInJsonStayValues() throws Exception {
        calls.of(target.at("/"), "template", "{\"a\":${input.a},\"n\":${input.n},\"none\":${input.none}}")
                .run(FakeJobContext.ofJson("{\"a\":\"x\\\",\\\"admin\\\":true\",\"n\":5}"));
        assertThat(target.askedOnce().text()).isEqualTo("{\"a\":\"x\\\",\\\"admin\\\":true\",\"n\":5,\"none\":null}");
        assertThat(target.askedOnce().header()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void valuesInXmlStayText() throws Exception {
        calls.of(target.at("/"), "template", "<a b=\"${input.v}\">${input.v}</a>", "template-type", "text/xml")
                .run(input("v", "\"><admin/>&'\u0001\n"));
        String text = "&quot;&gt;&lt;admin/&gt;&amp;&apos;\ufffd&#10;";
        assertThat(target.askedOnce().text()).isEqualTo("<a b=\"" + text + "\">" + text + "</a>");
    }

    @Test
    void valuesInFormsStayFields() throws Exception {
        calls.of(
                        target.at("/"),
                        "template",
                        "user=${input.v}&role=reader",
                        "template-type",
                        "application/x-www-form-urlencoded")
                .run(input("v", "a&role=admin"));
        assertThat(target.askedOnce().text()).isEqualTo("user=a%26role%3Dadmin&role=reader");
    }

    @Test
    void allFaultsOfTheOptionsAreToldAtOnce() {
        FakeOptions options = Calls.options(
                "ftp://x",
                "method",
                "BREW",
                "headers",
                Map.of("Host", "x", "Cookie", "${input.c}", "X-A", "${nowhere.x}", "X-B", "a\nb"),
                "body",
                "all",
                "template-type",
                "json",
                "user",
                "u",
                "retry",
                "often",
                "fail-on",
                List.of("6xx"),
                "trust-store",
                "/nowhere");
        calls.factory().create(options);
        assertThat(options.faults())
                .containsExactlyInAnyOrder(
                        "url",
                        "method",
                        "headers",
                        "headers.Cookie",
                        "headers.X-A",
                        "headers.X-B",
                        "body",
                        "template-type",
                        "user",
                        "retry",
                        "fail-on",
                        "trust-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://${input.host}/",
                "http://a.${input.host}/",
                "http://a:${input.port}/",
                "${input.scheme}://a/",
                "http://user:password@a/",
                "http://a/../b",
                "http://a/%2e%2E/b",
                "http://a/b#c",
                "http://a b/",
                "http://a:99999/",
                "http:///a",
                "//a/b",
                "file:///etc/passwd",
                "http://a/${env.KEY}",
                "http://a/{x}",
                "http://a/?q={x}"
            })
    void addressesThatAreNoneOrNotTheOperatorsAloneAreFaults(String url) {
        FakeOptions options = Calls.options(url);
        calls.factory().create(options);
        assertThat(options.faults()).containsExactly("url");
    }

    private static FakeJobContext input(String member, String value) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put(member, value);
        // Jackson writes half a character as it is only when it is escaped.
        return FakeJobContext.ofJson(input.toString().replace("\ud800\"", "\\ud800\""));
    }
}
