package dev.accepted.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static List<String> moments(String expression, String zone, String after, int count) {
        Moments moments = Moments.parse(expression, ZoneId.of(zone));
        return Stream.iterate(moments.after(Instant.parse(after)), moments::after)
                .limit(count)
                .map(instant ->
                        instant.atZone(ZoneId.of(zone)).toOffsetDateTime().toString())
                .toList();
    }

    @Test
    void aMomentIsFoundFromItselfOnAndNotAfterItself() {
        Moments daily = Moments.parse("0 2 * * *", ZoneOffset.UTC);
        Instant two = Instant.parse("2026-03-01T02:00:00Z");
        assertThat(daily.from(two)).isEqualTo(two);
        assertThat(daily.from(two.minusNanos(1))).isEqualTo(two);
        assertThat(daily.from(two.plusNanos(1))).isEqualTo(two.plus(Duration.ofDays(1)));
        assertThat(daily.after(two)).isEqualTo(two.plus(Duration.ofDays(1)));
    }

    @Test
    void whatFallsIntoTheHourThatIsLeftOutComesOnceWhenTheClocksAreSet() {
        assertThat(moments("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00", "2026-03-31T02:30+02:00");
        assertThat(moments("* 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00");
        assertThat(moments("0 3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T03:00+02:00");
    }

    @Test
    void whatFallsIntoTheHourThatThereIsTwiceComesTheFirstTimeOnly() {
        assertThat(moments("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        assertThat(moments("15 1-4 * * *", "Europe/Berlin", "2026-10-24T22:00:00Z", 4))
                .containsExactly(
                        "2026-10-25T01:15+02:00",
                        "2026-10-25T02:15+02:00",
                        "2026-10-25T03:15+01:00",
                        "2026-10-25T04:15+01:00");
        assertThat(moments("* 2 * * *", "Europe/Berlin", "2026-10-25T00:58:00Z", 2))
                .containsExactly("2026-10-25T02:59+02:00", "2026-10-26T02:00+01:00");
    }

    @Test
    void whatComesAtIntervalsGoesOnInElapsedTime() {
        assertThat(moments("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:10:00Z", 3))
                .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00");
        assertThat(moments("0 * * * *", "Europe/Berlin", "2026-10-24T23:10:00Z", 4))
                .containsExactly(
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T03:00+01:00",
                        "2026-10-25T04:00+01:00");
    }

    @ParameterizedTest
    @CsvSource({
        // half an hour is left out, and there twice
        "15 2 * * *,Australia/Lord_Howe,2026-10-03T12:00:00Z,2026-10-04T02:30+11:00",
        "45 1 * * *,Australia/Lord_Howe,2026-04-04T12:00:00Z,2026-04-05T01:45+11:00",
        // midnight is left out
        "0 0 * * *,America/Santiago,2026-09-05T12:00:00Z,2026-09-06T01:00-03:00",
        // a whole day is left out
        "0 9 * * *,Pacific/Apia,2011-12-29T20:00:00Z,2011-12-31T00:00+14:00",
        // no clock is ever set
        "30 2 * * *,Asia/Kolkata,2026-03-28T12:00:00Z,2026-03-29T02:30+05:30"
    })
    void otherZonesSetTheirClocksOtherwise(String expression, String zone, String after, String next) {
        assertThat(moments(expression, zone, after, 1)).containsExactly(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC"})
    void onceADayIsOnceOnEachDayOfTwoYears(String zone) {
        for (String expression : new String[] {"30 2 * * *", "0 0 * * *", "59 1 * * *"}) {
            Moments moments = Moments.parse(expression, ZoneId.of(zone));
            List<LocalDate> days = new ArrayList<>();
            Instant moment = Instant.parse("2026-01-01T12:00:00Z");
            for (int i = 0; i < 730; i++) {
                Instant next = moments.after(moment);
                assertThat(next).isAfter(moment);
                moment = next;
                days.add(moment.atZone(ZoneId.of(zone)).toLocalDate());
            }
            assertThat(days).doesNotHaveDuplicates();
            assertThat(days.get(729)).isEqualTo(days.get(0).plusDays(729));
        }
    }

    @Test
    void daysOfTheWeekAndRareDaysAreFound() {
        ZonedDateTime monday = Moments.parse("0 6 * * 1", ZoneOffset.UTC)
                .after(Instant.parse("2026-03-01T12:00:00Z"))
                .atZone(ZoneOffset.UTC);
        assertThat(monday.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(moments("0 0 29 2 *", "UTC", "2026-03-01T12:00:00Z", 2))
                .containsExactly("2028-02-29T00:00Z", "2032-02-29T00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "* * * * * *", "61 * * * *", "0 0 31 2 *", "@daily", "soon"})
    void whatIsNoExpressionOrHasNoMomentIsRefused(String expression) {
        assertThatThrownBy(() -> Moments.parse(expression, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
