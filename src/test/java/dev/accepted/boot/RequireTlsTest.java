package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import dev.accepted.container.RunningJetty;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class RequireTlsTest extends ApplicationTest {

    @Override
    protected String settings() {
        return "accepted: {require-tls: true, types: {demo: {handler: demo}}}";
    }

    @Test
    void plainHttpIsRefusedBeforeAPasswordIsAskedFor() throws Exception {
        HttpResponse<String> refused =
                RunningJetty.send(HttpRequest.newBuilder(URI.create(jetty.base() + "/job-management"))
                        .build());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"code\":\"tls-required\"");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(jetty.submit("user", "{\"type\":\"demo\"}").statusCode()).isEqualTo(403);
    }

    @Test
    void probesStayOpen() throws Exception {
        assertThat(RunningJetty.send(HttpRequest.newBuilder(URI.create(jetty.base() + "/health/live"))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }
}
