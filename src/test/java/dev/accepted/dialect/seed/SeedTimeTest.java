package dev.accepted.dialect.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTimeTest {

    private static final DateTimeFormatter REFERENCE = DateTimeFormatter.ofPattern(
                    "dd-MM-yyyy hh:mm:ss a z", Locale.ENGLISH)
            .withZone(ZoneId.of("GMT"));

    private static final long YEAR_1 = -62_135_596_800L;
    private static final long YEAR_10_000 = 253_402_300_800L;

    @Property(tries = 10_000)
    void writesWhatTheFormatterWrites(@ForAll @LongRange(min = YEAR_1, max = YEAR_10_000 - 1) long second) {
        Instant time = Instant.ofEpochSecond(second);

        assertThat(written(time)).isEqualTo(REFERENCE.format(time));
    }

    @Property(tries = 10_000)
    void writesEverySecondOfADay(@ForAll @LongRange(min = 1_772_323_200L, max = 1_772_409_600L) long second) {
        Instant time = Instant.ofEpochSecond(second);

        assertThat(written(time)).isEqualTo(REFERENCE.format(time));
    }

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long milli) {
        Instant time = Instant.ofEpochMilli(milli);

        assertThat(SeedTime.parse(written(time))).contains(time.truncatedTo(ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({
        "2013-01-01T22:50:45Z,       01-01-2013 10:50:45 PM GMT",
        "2024-02-29T00:00:00Z,       29-02-2024 12:00:00 AM GMT",
        "2024-02-29T12:00:00.999Z,   29-02-2024 12:00:00 PM GMT",
        "1999-12-31T11:59:59Z,       31-12-1999 11:59:59 AM GMT",
        "1969-12-31T23:59:59.5Z,     31-12-1969 11:59:59 PM GMT"
    })
    void writesDayMonthYearAndTwelveHours(Instant time, String expected) {
        assertThat(written(time)).isEqualTo(expected);
        assertThat(SeedTime.format(time)).isEqualTo(expected);
    }

    @Test
    void writesTimesPastItsEndsAsItsEnds() {
        assertThat(written(Instant.MAX)).isEqualTo("31-12-9999 11:59:59 PM GMT");
        assertThat(written(Instant.parse("+10000-01-01T00:00:00Z"))).isEqualTo("31-12-9999 11:59:59 PM GMT");
        assertThat(written(Instant.MIN)).isEqualTo("01-01-0001 12:00:00 AM GMT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2013-01-01T22:50:45Z",
                "01-01-2013 10:50:45 PM",
                "01-01-2013 10:50:45 PM CET",
                "01-01-2013 22:50:45 PM GMT",
                "01-01-2013 00:50:45 AM GMT",
                "30-02-2013 10:50:45 PM GMT",
                "29-02-2023 10:50:45 PM GMT",
                "1-1-2013 10:50:45 PM GMT",
                "01-01-2013 10:50:45 PM GMT "
            })
    void readsNoOtherForm(String text) {
        assertThat(SeedTime.parse(text)).isEmpty();
    }

    private static String written(Instant time) {
        Utf8 out = new Utf8(1);
        SeedTime.write(time, out);
        return new String(out.toArray(), StandardCharsets.UTF_8);
    }
}
