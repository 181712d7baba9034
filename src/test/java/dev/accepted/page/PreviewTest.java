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
    void anArrayOfFlatObjectsIsShownAsRows() {
        Preview table = of("application/json", "[{\"id\":1,\"name\":\"a\"},{\"name\":null,\"at\":true}]");

        assertThat(table.rows())
                .containsExactly(List.of("id", "name", "at"), List.of("1", "a", ""), List.of("", "", "true"));
        assertThat(table.text()).isEmpty();
        assertThat(table.cut()).isFalse();
    }

    @Test
    void ofALongArrayOnlyTheFirstWholeObjectsAreShown() {
        Preview table = of("application/json", "[" + "{\"id\":1},".repeat(10_000) + "{\"id\":2}]");

        assertThat(table.rows()).hasSize(50).last().isEqualTo(List.of("1"));
        assertThat(table.cut()).isTrue();
        String large = "{\"id\":\"" + "x".repeat(1_000) + "\"},";
        assertThat(of("application/json", "[" + large.repeat(99) + "{}]").rows())
                .hasSizeBetween(10, 17);
    }

    @Test
    void jsonThatIsNoTableIsShownAsText() {
        for (String json :
                List.of("[]", "[{}]", "[1,2]", "[{\"a\":1},2]", "[{\"a\":{\"b\":1}}]", "{\"a\":[1]}", "[1", "null")) {
            assertThat(of("application/json", json).rows()).as(json).isEmpty();
            assertThat(of("application/json", json).text()).as(json).isNotEmpty();
        }
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
