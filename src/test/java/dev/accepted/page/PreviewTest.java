package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.Content;
import dev.accepted.job.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private static Preview of(String mediaType, String text) {
        return Preview.of(new Document(mediaType, "file", Content.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void jsonIsShownWithItsLines() {
        assertThat(of("application/json", "{\"a\":1}").text())
                .contains("\"a\" : 1")
                .contains("\n");
        assertThat(of("application/problem+json", "{").text()).isEqualTo("{");
    }

    @Test
    void csvIsShownAsRows() {
        Preview csv = of("text/csv;charset=utf-8", "id,name\r\n1,\"Müller, \"\"A\"\"\r\nB\"\r\n2,");

        assertThat(csv.rows())
                .containsExactly(List.of("id", "name"), List.of("1", "Müller, \"A\"\r\nB"), List.of("2", ""));
        assertThat(csv.cut()).isFalse();
    }

    @Test
    void ofLongCsvOnlyTheFirstWholeRowsAreShown() {
        Preview csv = of("text/csv", "id,name\n" + "1,someone\n".repeat(10_000));

        assertThat(csv.rows()).hasSize(50).last().isEqualTo(List.of("1", "someone"));
        assertThat(csv.cut()).isTrue();
    }

    @Test
    void whatIsNoTextIsNotShown() {
        Preview image = of("image/png", "x");

        assertThat(image.isShown()).isFalse();
        assertThat(image.size()).isEqualTo("1 byte");
    }

    @Test
    void ofLongTextTheBeginningIsShown() {
        Preview text = of("text/plain", "x".repeat(100_000));

        assertThat(text.text()).hasSize(16 * 1024);
        assertThat(text.cut()).isTrue();
    }
}
