package dev.accepted.boot;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Behind a proxy that serves the application under another name and path. */
class BaseUrlTest extends ApplicationTest {

    @Override
    protected String settings() {
        return "accepted: {base-url: \"https://jobs.example.com/front\", types: {demo: {handler: demo}}}";
    }

    @Test
    void everyLinkIsTheOneThatClientsSee() throws Exception {
        HttpResponse<String> accepted = jetty.submit("user", "{\"type\":\"demo\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(job).startsWith("https://jobs.example.com/front/job-management/jobs/");
        assertThat(accepted.headers().firstValue("Link")).contains("<" + job + ">; rel=\"monitor\"");
        assertThat(accepted.body()).contains("\"href\":\"/front/job-management/jobs/");
        assertThat(jetty.get("user", jetty.base() + "/job-management").body())
                .contains("\"/front/job-management/jobs\"")
                .doesNotContain("/api/company");
    }

    @Test
    void aPageOfThatOriginMaySubmitAndNoOther() throws Exception {
        assertThat(submitFrom("https://jobs.example.com")).isEqualTo(202);
        assertThat(submitFrom("https://JOBS.example.com")).isEqualTo(202);
        assertThat(submitFrom("http://jobs.example.com")).isEqualTo(403);
        assertThat(submitFrom("https://jobs.example.com:8443")).isEqualTo(403);
        assertThat(submitFrom("null")).isEqualTo(403);
    }

    private int submitFrom(String origin) throws Exception {
        return send(by("user", jetty.base() + "/job-management/jobs")
                        .header("Content-Type", "application/json")
                        .header("Origin", origin)
                        .POST(BodyPublishers.ofString("{\"type\":\"demo\"}"))
                        .build())
                .statusCode();
    }
}
