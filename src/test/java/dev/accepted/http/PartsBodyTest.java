package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.accepted.job.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PartsBodyTest {

    private final AtomicBoolean closed = new AtomicBoolean();

    private InputStream content(int length) {
        return new ByteArrayInputStream(new byte[length]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    @Test
    void onePartIsWrittenAndTheContentClosed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PartsBody body = PartsBody.of(content(100_000), 90_000);
        body.write(out);
        assertThat(out.size()).isEqualTo(90_000);
        assertThat(body.length()).isEqualTo(90_000);
        assertThat(closed).isTrue();
    }

    @Test
    void severalPartsAreAsLongAsTheySay() throws IOException {
        Content content = Content.of("0123456789".getBytes(StandardCharsets.UTF_8));
        List<ByteRange> ranges = List.of(new ByteRange(0, 1), new ByteRange(2, 2), new ByteRange(9, 9));
        PartsBody body = PartsBody.of(content, ranges, "text/plain", "X");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.write(out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\n--X\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01"
                        + "\r\n--X\r\nContent-Type: text/plain\r\nContent-Range: bytes 2-2/10\r\n\r\n2"
                        + "\r\n--X\r\nContent-Type: text/plain\r\nContent-Range: bytes 9-9/10\r\n\r\n9\r\n--X--\r\n");
        assertThat(body.length()).isEqualTo(out.size());
    }

    @Test
    void aClientThatGoesAwayIsNoFault() throws IOException {
        PartsBody.of(content(100_000), 100_000).write(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertThat(closed).isTrue();
    }

    @Test
    void aContentThatEndsTooEarlyIsAFault() {
        assertThatIOException()
                .isThrownBy(() -> PartsBody.of(content(10), 11).write(OutputStream.nullOutputStream()))
                .withMessageContaining("1 bytes before");
        assertThat(closed).isTrue();
    }
}
