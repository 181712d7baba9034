package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final Instant TIME = Instant.parse("2013-01-01T22:50:45Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2013-01-01T22:50:45Z",
                "2013-01-01T23:50:45+01:00",
                "2013-01-01T22:50:45.000Z",
                "01-01-2013 10:50:45 PM GMT"
            })
    void theSameTimeInEachForm(String text) {
        assertThat(Times.parse(text)).isEqualTo(TIME);
    }

    @Test
    void twelveInTheMorningIsMidnight() {
        assertThat(Times.parse("29-02-2024 12:00:00 AM GMT")).isEqualTo("2024-02-29T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2013-01-01",
                "2013-01-01T22:50:45",
                "1357080645",
                "29-02-2023 12:00:00 AM GMT",
                "01-01-2013 13:50:45 PM GMT",
                "01-01-2013 10:50:45 PM CET",
                "+10000-01-01T00:00:00Z",
                "0000-12-31T00:00:00Z"
            })
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Times.parse(text));
    }
}
