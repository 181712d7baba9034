package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.accepted.engine.Activity.Part;
import dev.accepted.page.Chart.Bar;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theHighestBarIsAsHighAsThePicture() {
        Chart chart =
                Chart.of("hour", "minute", List.of(new Part(NOON, 8, 2), new Part(NOON, 4, 0), new Part(NOON, 0, 0)));

        assertThat(chart.bars())
                .extracting(Bar::x, Bar::good, Bar::bad)
                .containsExactly(tuple(0, 75, 25), tuple(10, 50, 0), tuple(20, 0, 0));
        assertThat(chart.words()).isEqualTo("The last hour: 12 ended, 2 of them failed");
        assertThat(chart.bars().get(1).words()).isEqualTo("2026-03-01 12:00:00 UTC: 4 ended");
        assertThat(chart.width()).isEqualTo(30);
        assertThat(chart.begin()).isEqualTo("1 hour ago");
        assertThat(chart.scale()).isEqualTo("at most 8 in one minute");
    }

    @Test
    void oneFailureAmongThousandsIsSeenAndNothingIsHigherThanThePicture() {
        Bar bar = Chart.of("x", "y", List.of(new Part(NOON, 10_000, 1))).bars().get(0);

        assertThat(bar.bad()).isEqualTo(2);
        assertThat(bar.good()).isEqualTo(98);
    }

    @Test
    void whereNothingEndedThereIsNoBar() {
        Chart chart = Chart.of("day", "hour", List.of(new Part(NOON, 0, 0)));

        assertThat(chart.bars()).extracting(Bar::good, Bar::bad).containsExactly(tuple(0, 0));
        assertThat(chart.words()).isEqualTo("The last day: 0 ended");
        assertThat(chart.scale()).isEmpty();
    }
}
