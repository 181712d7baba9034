package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.accepted.handler.http.FakeTarget;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's clients end with the application, on Java 17 as well. */
@Timeout(60)
class HttpClientsTest {

    private final OwnThreads threads = new OwnThreads("http-clients-test-");
    private final HttpClients clients = new HttpClients(threads);

    @Test
    void noThreadIsThereBeforeTheFirstClient() {
        assertThat(clients.threads()).isEmpty();
    }

    @Test
    void closingEndsAllThreadsAndIdleConnections() throws Exception {
        try (FakeTarget target = FakeTarget.answering(FakeTarget.answer(200, "text/plain", "done"))) {
            for (HttpClient client :
                    List.of(clients.apply(HttpClient.newBuilder()), clients.apply(HttpClient.newBuilder()))) {
                assertThat(client.send(request(target), BodyHandlers.ofString()).body())
                        .isEqualTo("done");
            }
            List<Thread> alive = clients.threads();
            assertThat(alive)
                    .filteredOn(thread -> thread.getName().contains("SelectorManager"))
                    .hasSize(2);
            assertThat(target.connections()).isEqualTo(2);
            clients.close();
            assertThat(threads.awaitEnd(Duration.ofSeconds(5))).isEmpty();
            assertThat(clients.threads()).isEmpty();
            assertThat(alive).noneMatch(Thread::isAlive);
            assertThat(target.seesHangUp()).isTrue();
            assertThat(target.seesHangUp()).isTrue();
        }
    }

    @Test
    void afterTheEndThereAreNoNewOnes() throws Exception {
        clients.close();
        assertThatIllegalStateException().isThrownBy(() -> clients.apply(HttpClient.newBuilder()));
        assertThat(clients.threads()).isEmpty();
    }

    private static HttpRequest request(FakeTarget target) {
        return HttpRequest.newBuilder(URI.create(target.at("/"))).build();
    }
}
