package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A server whose operator has not said who may be called back. */
class NoCallbacksTest extends ApplicationTest {

    @Test
    void aCallbackIsRefusedAndNotIgnored() throws Exception {
        HttpResponse<String> refused =
                jetty.submit("user", "{\"type\":\"demo\",\"callback\":\"https://hooks.example.com/\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"pointer\":\"/callback\"")
                .contains("Callbacks are not set up on this server");
    }
}
