package dev.accepted.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final Secret SECRET = Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Secret OLDER = Secret.parse("whsec_" + "A".repeat(32));
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);

    @Test
    void theSignatureIsThatOfStandardWebhooks() {
        // the example of its specification
        Message message =
                new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
        assertThat(message.fields(AT, List.of(SECRET)))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whileSecretsAreExchangedEachSigns() {
        Message message = new Message("msg_1", (byte) '{', (byte) '}');
        String both = message.fields(AT, List.of(SECRET, OLDER)).get("webhook-signature");
        assertThat(both.split(" "))
                .containsExactly(
                        message.fields(AT, List.of(SECRET)).get("webhook-signature"),
                        message.fields(AT, List.of(OLDER)).get("webhook-signature"));
    }

    @Test
    void theBodyIsACloudEvent() throws Exception {
        Job job = Jobs.failed("no \"luck\"");
        Message message = Message.of(job, "https://host/api", ended -> "{\"job\":{}}".getBytes(StandardCharsets.UTF_8));
        JsonNode event = new ObjectMapper().readTree(message.body());
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo("msg_" + job.id());
        assertThat(event.path("source").asText()).isEqualTo("https://host/api");
        assertThat(event.path("type").asText()).isEqualTo("dev.accepted.job.ended");
        assertThat(event.path("subject").asText()).isEqualTo(job.id().toString());
        assertThat(Instant.parse(event.path("time").asText()))
                .isEqualTo(job.endedAt().orElseThrow());
        assertThat(event.path("jobstatus").asText()).isEqualTo("FAILURE");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.path("data").has("job")).isTrue();
        Map<String, String> fields = message.fields(AT, List.of(SECRET));
        assertThat(fields).containsEntry("Content-Type", "application/cloudevents+json; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_!!!!",
                "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void whatIsNoSecretIsRefusedWithoutTellingIt(String text) {
        assertThatThrownBy(() -> Secret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A secret is whsec_ and 24 to 64 bytes in base 64");
        assertThat(SECRET).hasToString("***");
    }
}
