package dev.accepted.handler.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's clients, one for all types that trust the same and wait as long for a connection. Each is made when the first job
 * needs it, for it has a thread. None follows redirects, keeps cookies or answers challenges by itself.
 */
final class Clients {

    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private final Function<HttpClient.Builder, HttpClient> opener;
    private final Map<Kind, HttpClient> open = new ConcurrentHashMap<>();

    /**
     * What clients differ in.
     *
     * @param connect how long a connection may take
     * @param trusted whose certificates are trusted; null for whom the container trusts
     */
    private record Kind(Duration connect, @Nullable Path trusted) {}

    Clients(Function<HttpClient.Builder, HttpClient> opener) {
        this.opener = opener;
    }

    /** A client for whom the container trusts. */
    Supplier<HttpClient> of(Duration connect) {
        return () -> open.computeIfAbsent(
                new Kind(connect, null), kind -> opener.apply(builder().connectTimeout(connect)));
    }

    /**
     * A client that trusts only what a file says.
     *
     * @throws IOException if the file cannot be read as what it should be
     */
    Supplier<HttpClient> of(Duration connect, Path trusted, String password) throws IOException {
        SSLContext tls = trusting(trusted, password);
        return () -> open.computeIfAbsent(
                new Kind(connect, trusted),
                kind -> opener.apply(builder().connectTimeout(connect).sslContext(tls)));
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER);
    }

    private static SSLContext trusting(Path file, String password) throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(file, password));
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Certificates in PEM, or a key store in PKCS12 or JKS. */
    private static KeyStore store(Path file, String password) throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(file);
        if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) {
            return KeyStore.getInstance(file.toFile(), password.toCharArray());
        }
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + store.size(), certificate);
        }
        return store;
    }
}
