package dev.accepted.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.accepted.engine.ManualTime;
import dev.accepted.handler.http.FakeTarget;
import dev.accepted.handler.http.FakeTarget.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PostTest {

    private static final String PASSWORD = "changeit";
    private static final List<InetAddress> HERE = List.of(InetAddress.getLoopbackAddress());
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
    private final Post post = new Post(() -> (SSLSocketFactory) SSLSocketFactory.getDefault(), time);

    private Post.Answer send(FakeTarget target, String path) throws IOException {
        return post.send(uri("http", target.port(), path), HERE, Map.of("webhook-id", "msg_1"), BODY);
    }

    private static URI uri(String scheme, int port, String path) {
        return URI.create(scheme + "://hooks.example.test:" + port + path);
    }

    @Test
    void theRequestGoesToTheAddressAndNamesTheHost() throws Exception {
        try (FakeTarget target = FakeTarget.answering(FakeTarget.answer(204, "text/plain", ""))) {
            assertThat(send(target, "/jobs?token=%41").status()).isEqualTo(204);
            Asked asked = target.askedOnce();
            assertThat(asked.line()).isEqualTo("POST /jobs?token=%41 HTTP/1.1");
            assertThat(asked.header())
                    .containsEntry("Host", "hooks.example.test:" + target.port())
                    .containsEntry("webhook-id", "msg_1")
                    .containsEntry("Connection", "close");
            assertThat(asked.text()).isEqualTo("{}");
            assertThat(send(target, "").status()).isEqualTo(204);
            assertThat(target.asked().get(1).path()).isEqualTo("/");
        }
    }

    @Test
    void ofSeveralAddressesTheFirstThatAnswersIsTold() throws Exception {
        try (FakeTarget target = FakeTarget.answering(FakeTarget.answer(200, "text/plain", ""));
                ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            InetAddress dead = InetAddress.getByName("127.0.0.3");
            assertThat(reserved.isBound()).isTrue();
            assertThat(post.send(uri("http", target.port(), "/"), List.of(dead, HERE.get(0)), Map.of(), BODY)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        try (FakeTarget other = FakeTarget.answering(FakeTarget.answer(200, "text/plain", ""));
                FakeTarget target = FakeTarget.answering(
                        FakeTarget.answer(302, "text/plain", "", "Location: " + other.at("/latest/meta-data")))) {
            assertThat(send(target, "/").status()).isEqualTo(302);
            assertThat(other.asked()).isEmpty();
            assertThat(target.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"120|PT2M", "0|PT0S", "Sun, 01 Mar 2026 12:10:00 GMT|PT10M", "soon|", "-1|", "99999999999|", "''|"
            })
    void aRetryAfterIsSecondsOrADate(String field, Duration expected) throws Exception {
        try (FakeTarget target =
                FakeTarget.answering(FakeTarget.answer(503, "text/plain", "later", "Retry-After: " + field))) {
            assertThat(send(target, "/").pause()).isEqualTo(expected);
        }
    }

    @Test
    void whatIsSaidBeforeTheAnswerIsSkipped() throws Exception {
        try (FakeTarget target =
                FakeTarget.answering("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n"
                        + FakeTarget.answer(202, "text/plain", ""))) {
            assertThat(send(target, "/").status()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @CsvSource({"SSH-2.0-x", "HTTP/2 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 999 No", "<html>"})
    void whatIsNoHttpIsNoAnswer(String line) throws Exception {
        try (FakeTarget target = FakeTarget.answering(line + "\r\n\r\n")) {
            assertThatIOException().isThrownBy(() -> send(target, "/"));
        }
    }

    @Test
    void aHeadWithoutEndIsNotReadToItsEnd() throws Exception {
        try (FakeTarget lines = new FakeTarget((asked, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 100_000; i++) {
                        out.write(("X-" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                });
                FakeTarget line = new FakeTarget((asked, out) -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
                    }
                })) {
            assertThatIOException().isThrownBy(() -> send(lines, "/"));
            assertThatIOException().isThrownBy(() -> send(line, "/"));
            assertThat(lines.seesHangUp()).isTrue();
            assertThat(line.seesHangUp()).isTrue();
        }
    }

    @Test
    void aBodyWithoutEndIsNotRead() throws Exception {
        try (FakeTarget target = new FakeTarget((asked, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(new byte[8_192]);
            }
        })) {
            assertThat(send(target, "/").status()).isEqualTo(200);
            assertThat(target.seesHangUp()).isTrue();
        }
    }

    @Test
    void anAnswerThatComesByteByByteIsCutOffWhenItsTimeIsUp() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        try (FakeTarget target = new FakeTarget((asked, out) -> {
            out.write('H');
            out.flush();
            begun.complete(null);
            // and nothing more
        })) {
            CompletableFuture<Throwable> end = failing(() -> send(target, "/"));
            begun.join();
            time.advance(Post.LONGEST);
            assertThat(end.get()).isInstanceOf(IOException.class);
            assertThat(target.seesHangUp()).isTrue();
        }
    }

    @Test
    void closingCutsOffWhatIsOnItsWayAndSendsNothingMore() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        try (FakeTarget target = new FakeTarget((asked, out) -> begun.complete(null))) {
            CompletableFuture<Throwable> end = failing(() -> send(target, "/"));
            begun.join();
            post.close();
            assertThat(end.get()).isInstanceOf(IOException.class);
            assertThat(target.seesHangUp()).isTrue();
            assertThatIOException().isThrownBy(() -> send(target, "/"));
            assertThat(target.asked()).hasSize(1);
        }
    }

    private interface Call {
        Object call() throws Exception;
    }

    private static CompletableFuture<Throwable> failing(Call call) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                end.completeExceptionally(new AssertionError("it ended with " + call.call()));
            } catch (Exception e) {
                end.complete(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    @Test
    void tlsNamesTheHostAndHoldsTheCertificateAgainstIt() throws Exception {
        Path keys = keys("hooks.example.test");
        List<String> names = new CopyOnWriteArrayList<>();
        try (SSLServerSocket server = server(keys, names)) {
            SSLSocketFactory tls = trusting(keys);
            Post trusting = new Post(() -> tls, time);
            assertThat(trusting.send(uri("https", server.getLocalPort(), "/"), HERE, Map.of(), BODY)
                            .status())
                    .isEqualTo(200);
            assertThat(names).containsExactly("hooks.example.test");
        }
    }

    @Test
    void aCertificateOfAnotherHostOrOfNobodysIsToldNothing() throws Exception {
        Path keys = keys("elsewhere.example");
        List<String> names = new CopyOnWriteArrayList<>();
        try (SSLServerSocket server = server(keys, names)) {
            URI uri = uri("https", server.getLocalPort(), "/");
            SSLSocketFactory tls = trusting(keys);
            Post trusting = new Post(() -> tls, time);
            assertThatIOException().isThrownBy(() -> trusting.send(uri, HERE, Map.of(), BODY));
            assertThatIOException().isThrownBy(() -> post.send(uri, HERE, Map.of(), BODY));
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> names.size() == 2);
            assertThat(names).containsOnly("nothing was asked");
        }
    }

    private static SSLSocketFactory trusting(Path keys) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry(
                "target",
                KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()).getCertificate("target"));
        trust.init(certificates);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls.getSocketFactory();
    }

    /** Answers 200 to whoever asks something, and notes the names that clients ask for. */
    private static SSLServerSocket server(Path keys, List<String> names) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    names.add(served(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static String served(SSLSocket socket) {
        try {
            socket.startHandshake();
            if (socket.getInputStream().read() < 0) {
                return "nothing was asked";
            }
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return ((ExtendedSSLSession) socket.getSession())
                    .getRequestedServerNames().stream()
                            .map(name -> ((SNIHostName) name).getAsciiName())
                            .findFirst()
                            .orElse("no name");
        } catch (IOException e) {
            return "nothing was asked";
        }
    }

    /** A key with a certificate that it has signed itself, in PKCS12. */
    private Path keys(String host) throws Exception {
        Path file = folder.resolve(host + ".p12");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        words.addAll(List.of("-alias", "target", "-keyalg", "EC", "-validity", "2", "-storetype", "PKCS12"));
        words.addAll(List.of("-dname", "CN=" + host, "-ext", "san=dns:" + host, "-storepass", PASSWORD));
        words.addAll(List.of("-keystore", file.toString()));
        Process keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (InputStream said = keytool.getInputStream()) {
            assertThat(keytool.waitFor())
                    .as(new String(said.readAllBytes(), StandardCharsets.UTF_8))
                    .isZero();
        }
        return file;
    }
}
