package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void aDurationNamesItsTwoLargestUnits() {
        assertThat(Words.duration(Duration.ofMillis(12))).isEqualTo("12 ms");
        assertThat(Words.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Words.duration(Duration.ofSeconds(68))).isEqualTo("1 min 08 s");
        assertThat(Words.duration(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
        assertThat(Words.duration(Duration.ofHours(50))).isEqualTo("2 d 02 h");
        assertThat(Words.duration(Duration.ofSeconds(-3))).isEqualTo("0 ms");
    }

    @Test
    void aSizeHasThreeDigitsThatCount() {
        assertThat(Words.size(0)).isEqualTo("0 bytes");
        assertThat(Words.size(999)).isEqualTo("999 bytes");
        assertThat(Words.size(1_500)).isEqualTo("1.50 kB");
        assertThat(Words.size(20_480_000)).isEqualTo("20.5 MB");
        assertThat(Words.size(999_999)).isEqualTo("1.00 MB");
        assertThat(Words.size(Long.MAX_VALUE)).isEqualTo("9.22 EB");
    }

    @Test
    void aTimeIsExactAndSaysItsZone() {
        assertThat(Words.time(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("2026-01-02 03:04:05 UTC");
    }
}
