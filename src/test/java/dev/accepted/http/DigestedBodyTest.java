package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.accepted.dialect.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked has one digest, however its body is read. */
class DigestedBodyTest {

    private static final byte[] BYTES = new byte[50_000];

    static {
        new Random(1).nextBytes(BYTES);
    }

    private static DigestedBody body(byte... bytes) {
        return DigestedBody.of(request(new Strict(bytes), "text/plain", "a=b"), BYTES.length);
    }

    @Test
    void itDoesNotMatterHowMuchOthersHaveReadAndInWhatPieces() throws IOException {
        long expected = body(BYTES).finish();

        DigestedBody whole = body(BYTES);
        assertThat(whole.readAllBytes()).isEqualTo(BYTES);
        assertThat(whole.finish()).isEqualTo(expected);

        DigestedBody pieces = body(BYTES);
        assertThat(pieces.read()).isEqualTo(BYTES[0] & 0xFF);
        assertThat(pieces.readNBytes(777)).hasSize(777);
        assertThat(pieces.skip(1000)).isEqualTo(1000);
        assertThat(pieces.markSupported()).isFalse();
        assertThat(pieces.finish()).isEqualTo(expected);
    }

    @Test
    void aParserThatClosesItDoesNotKeepItFromTheRest() throws IOException {
        DigestedBody closed = body(BYTES);
        assertThat(closed.readNBytes(10)).hasSize(10);
        closed.close();

        assertThat(closed.finish()).isEqualTo(body(BYTES).finish());
    }

    @Test
    void bytesMediaTypeAndQueryTogetherSayWhatIsAsked() {
        byte[] bytes = {1, 2, 3};
        Set<Long> digests = new HashSet<>();
        digests.add(digest("text/plain", "a=b", bytes));
        digests.add(digest("text/plain", "a=c", bytes));
        digests.add(digest("text/plain", null, bytes));
        digests.add(digest("text/csv", "a=b", bytes));
        digests.add(digest(null, "a=b", bytes));
        digests.add(digest("text/plaina=b", null, bytes));
        digests.add(digest(null, "text/plaina=b", bytes));
        digests.add(digest("text/plain", "a=b", (byte) 1, (byte) 2));
        digests.add(digest("text/plain", "a=b"));

        assertThat(digests).hasSize(9);
        assertThat(digest("text/plain", "a=b", bytes)).isIn(digests);
    }

    @Test
    void aBodyOfExactlyTheMostIsTakenAndALongerOneNot() {
        assertThat(body(BYTES).finish()).isNotZero();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> body(new byte[BYTES.length + 1]).finish())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.TOO_LARGE));
    }

    @Test
    void aBodyThatBreaksOffIsToldAsSuch() {
        Strict broken = new Strict(BYTES);
        broken.close();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> DigestedBody.of(request(broken, null, null), 10).finish())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
    }

    private static long digest(@Nullable String mediaType, @Nullable String query, byte... bytes) {
        return DigestedBody.of(request(new Strict(bytes), mediaType, query), BYTES.length)
                .finish();
    }

    private static ContainerRequestContext request(
            InputStream body, @Nullable String mediaType, @Nullable String query) {
        URI uri = URI.create("http://host/jobs" + (query == null ? "" : "?" + query));
        UriInfo info = fake(UriInfo.class, name -> uri);
        return fake(ContainerRequestContext.class, name -> switch (name) {
            case "getEntityStream" -> body;
            case "getHeaderString" -> mediaType;
            case "getUriInfo" -> info;
            default -> null;
        });
    }

    private interface Answers {
        @Nullable
        Object to(String method);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(method.getName())));
    }

    /** Reads nothing once it is closed, as Tomcat's does. */
    private static final class Strict extends FilterInputStream {

        private boolean closed;

        Strict(byte... bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read() throws IOException {
            check();
            return super.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            check();
            return super.read(target, offset, length);
        }

        private void check() throws IOException {
            if (closed) {
                throw new IOException("Stream closed");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
