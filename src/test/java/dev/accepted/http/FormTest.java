package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                                              | JSON
            application/json                                                 | JSON
            application/problem+json                                         | JSON
            image/png                                                        | JSON
            application/xml                                                  | XML
            text/xml                                                         | XML
            Text/XML; charset=utf-8                                          | XML
            application/xml, */*                                             | XML
            application/json;q=0.5, application/xml                          | XML
            application/json, application/xml                                | JSON
            application/xml;q=0, */*                                         | JSON
            text/plain                                                       | TEXT
            text/*                                                           | TEXT
            text/plain, */*;q=0.1                                            | TEXT
            text/plain;q=0.3, application/json;q=0.8                         | JSON
            text/html                                                        | HTML
            text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8  | HTML
            text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2             | JSON
            text/html, */*                                                   | JSON
            ,                                                                | JSON
            application/json;q=abc                                           | JSON
            """)
    void theAcceptFieldChoosesTheForm(String accept, Form expected) {
        assertThat(Form.accepted(accept)).isEqualTo(expected);
    }

    @Test
    void withoutAnAcceptFieldItIsJson() {
        assertThat(Form.accepted(null)).isEqualTo(Form.JSON);
    }

    @Test
    void aStreamIsForThoseWhoPreferItToAllThatTheyName() {
        assertThat(Form.isStream("text/event-stream")).isTrue();
        assertThat(Form.isStream("text/event-stream, */*")).isTrue();
        assertThat(Form.isStream("text/event-stream, application/json;q=0.5")).isTrue();
        assertThat(Form.isStream("application/json, application/xml, text/event-stream, text/html"))
                .isFalse();
        assertThat(Form.isStream("*/*")).isFalse();
        assertThat(Form.isStream(null)).isFalse();
    }
}
