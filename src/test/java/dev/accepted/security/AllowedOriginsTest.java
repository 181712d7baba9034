package dev.accepted.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://portal.example.com, https://portal.example.com",
        "HTTPS://Portal.Example.COM, https://portal.example.com",
        "https://portal.example.com:443, https://portal.example.com",
        "http://portal.example.com:80, http://portal.example.com",
        "https://portal.example.com:80, https://portal.example.com:80",
        "http://localhost:8080, http://localhost:8080",
        "http://[::1]:8080, http://[::1]:8080",
    })
    void originsAreWrittenAsBrowsersWriteThem(String text, String origin) {
        assertThat(AllowedOrigins.parse(text)).contains(origin);
        assertThat(AllowedOrigins.of(List.of(text)).list(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "https://*.example.com",
                "https://example.com/",
                "https://example.com/app",
                "https://example.com?x",
                "https://example.com#x",
                "https://me@example.com",
                "ftp://example.com",
                "example.com",
                "//example.com",
                "https://",
                "https:// example.com",
                ""
            })
    void whatIsNoOriginIsNone(String text) {
        assertThat(AllowedOrigins.parse(text)).isEmpty();
    }

    @Test
    void nothingIsAllowedThatIsNotListed() {
        AllowedOrigins origins = AllowedOrigins.of(List.of("https://a.example"));
        assertThat(origins.list(null)).isFalse();
        assertThat(origins.list("null")).isFalse();
        assertThat(origins.list("https://a.example.evil")).isFalse();
        assertThat(origins.list("http://a.example")).isFalse();
        assertThat(AllowedOrigins.NONE.areAny()).isFalse();
        assertThat(AllowedOrigins.of(List.of("*")).list("https://a.example")).isFalse();
        assertThat(AllowedOrigins.of(List.of("*")).areAny()).isTrue();
    }
}
