package dev.accepted.boot;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.handler.http.FakeTarget;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An endpoint that cannot be changed, put behind job types by settings alone. */
class HttpTypesTest extends ApplicationTest {

    private FakeTarget target;

    @Override
    protected Path settingsFile() throws IOException {
        target = new FakeTarget((asked, out) -> {
            if (!asked.path().startsWith("/never")) {
                out.write(FakeTarget.answer(asked.path().equals("/orders") ? 200 : 404, "text/xml", "<done/>")
                        .getBytes(StandardCharsets.UTF_8));
            }
        });
        Path token = Files.writeString(temp.resolve("token"), "t0ken\n");
        return Files.writeString(temp.resolve("accepted.yaml"), """
                accepted:
                  shutdown-grace: PT0.2S
                  types:
                    order: {handler: http, raw: true, options: {url: "%1$s/orders", bearer: "${file.%2$s}"}}
                    find: {handler: http, options: {url: "%1$s/orders/${input.id}", method: GET}}
                    never: {handler: http, timeout: PT0.3S, options: {url: "%1$s/never"}}
                """.formatted(target.at(""), token));
    }

    @AfterAll
    void closeTarget() throws IOException {
        target.close();
    }

    @Test
    void theAnswerOfTheTargetIsTheResult() throws Exception {
        HttpResponse<String> accepted = send(by("user", jetty.base() + "/job-management/job-types/order/jobs")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<order/>"))
                .build());
        HttpResponse<String> result = ended(accepted);
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.headers().firstValue("Content-Type")).contains("text/xml");
        assertThat(result.body()).isEqualTo("<done/>");
        assertThat(target.asked())
                .anyMatch(asked -> asked.text().equals("<order/>")
                        && asked.header().get("Authorization").equals("Bearer t0ken")
                        && asked.header().get("Content-Type").equals("text/xml"));
    }

    @Test
    void theTraceOfASubmissionGoesOnToTheTarget() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        ended(send(by("user", jetty.base() + "/job-management/job-types/order/jobs")
                .headers("Content-Type", "text/xml", "traceparent", trace, "tracestate", "a=1", "tracestate", "b=2")
                .POST(BodyPublishers.ofString("<traced/>"))
                .build()));
        assertThat(target.asked())
                .filteredOn(asked -> asked.text().equals("<traced/>"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.header())
                        .containsEntry("traceparent", trace)
                        .containsEntry("tracestate", "a=1,b=2"));
        ended(send(by("user", jetty.base() + "/job-management/job-types/order/jobs")
                .headers("Content-Type", "text/xml", "traceparent", "none", "tracestate", "a=1")
                .POST(BodyPublishers.ofString("<untraced/>"))
                .build()));
        assertThat(target.asked())
                .filteredOn(asked -> asked.text().equals("<untraced/>"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.header()).doesNotContainKeys("traceparent", "tracestate"));
    }

    @Test
    void aRefusalOfTheTargetIsTheJobsFailure() throws Exception {
        HttpResponse<String> result = ended(jetty.submit("user", "{\"type\":\"find\",\"input\":{\"id\":\"a b\"}}"));
        assertThat(result.statusCode()).isEqualTo(409);
        assertThat(result.body()).contains("The target answered 404.").doesNotContain("localhost");
        assertThat(target.asked()).anyMatch(asked -> asked.path().equals("/orders/a%20b"));
    }

    @Test
    void anAttemptThatRunsPastItsLimitHangsUp() throws Exception {
        HttpResponse<String> result = ended(jetty.submit("user", "{\"type\":\"never\"}"));
        assertThat(result.body()).contains("job-timed-out");
        assertThat(target.seesHangUp()).isTrue();
    }

    private HttpResponse<String> ended(HttpResponse<String> accepted) throws Exception {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
        Callable<Boolean> ended = () -> jetty.get("user", result).statusCode() != 202;
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(ended);
        return jetty.get("user", result);
    }
}
