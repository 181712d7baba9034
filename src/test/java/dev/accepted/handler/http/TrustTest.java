package dev.accepted.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.JobFailedException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a handler speaks to over TLS. */
@Timeout(60)
class TrustTest {

    @TempDir
    Path folder;

    private final Calls calls = new Calls();

    @Test
    void aTargetWhoseCertificateIsInTheTrustStoreIsAsked() throws Exception {
        Path keys = keys("localhost");
        Path pem = Files.writeString(
                folder.resolve("trusted.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        store(keys).getCertificate("target").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        try (FakeTarget target = target(keys)) {
            FakeJobContext job = FakeJobContext.ofJson("{}");
            calls.of(target.at("/"), "trust-store", keys, "trust-store-password", "changeit")
                    .run(job);
            assertThat(job.resultText()).isEqualTo("secret");
            FakeJobContext other = FakeJobContext.ofJson("{}");
            calls.of(target.at("/"), "trust-store", pem).run(other);
            assertThat(other.resultText()).isEqualTo("secret");
        }
    }

    @Test
    void aTargetThatNobodyVouchesForIsToldNothing() throws Exception {
        try (FakeTarget target = target(keys("localhost"))) {
            assertThatExceptionOfType(JobFailedException.class)
                    .isThrownBy(() -> calls.of(target.at("/")).run(FakeJobContext.ofJson("{}")))
                    .withMessageContaining("TLS");
            assertThat(target.asked()).isEmpty();
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        Path keys = keys("elsewhere.example");
        try (FakeTarget target = target(keys)) {
            assertThatExceptionOfType(JobFailedException.class)
                    .isThrownBy(
                            () -> calls.of(target.at("/"), "trust-store", keys, "trust-store-password", "${env.STORE}")
                                    .run(FakeJobContext.ofJson("{}")))
                    .withMessageContaining("TLS");
            assertThat(target.asked()).isEmpty();
        }
    }

    @Test
    void aTrustStoreThatCannotBeOpenedIsAFault() throws Exception {
        for (FakeOptions options : List.of(
                Calls.options("https://a/", "trust-store", keys("a"), "trust-store-password", "wrong"),
                Calls.options("https://a/", "trust-store", Files.writeString(folder.resolve("x"), "no store")),
                Calls.options("https://a/", "trust-store", folder.resolve("none")))) {
            calls.factory().create(options);
            assertThat(options.faults()).containsExactly("trust-store");
        }
    }

    private FakeTarget target(Path keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store(keys), "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        return new FakeTarget(
                "https",
                tls.getServerSocketFactory(),
                (asked, out) ->
                        out.write(FakeTarget.answer(200, "text/plain", "secret").getBytes(StandardCharsets.UTF_8)));
    }

    private static KeyStore store(Path file) throws Exception {
        return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    }

    /** A key with a certificate that it has signed itself, in PKCS12. */
    private Path keys(String host) throws Exception {
        Path file = folder.resolve(host + ".p12");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        words.addAll(List.of("-alias", "target", "-keyalg", "EC", "-validity", "2", "-storetype", "PKCS12"));
        words.addAll(List.of("-dname", "CN=" + host, "-ext", "san=dns:" + host, "-storepass", "changeit"));
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
