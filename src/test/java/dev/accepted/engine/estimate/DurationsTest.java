package dev.accepted.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.TypicalDuration;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void halfAndNineInTenTookNoLonger() {
        Durations hundred = Durations.of(LongStream.rangeClosed(1, 100).toArray());
        assertThat(hundred.median()).isEqualTo(51);
        assertThat(hundred.p90()).isEqualTo(90);
        assertThat(hundred.mean()).isEqualTo(50);
    }

    @Test
    void aRunThatHasOutlastedTheQuickOnesGoesOnLikeTheSlowOnes() {
        long[] twoKinds = new long[100];
        Arrays.fill(twoKinds, 0, 80, 3 * SECOND);
        Arrays.fill(twoKinds, 80, 100, 120 * SECOND);
        Durations durations = Durations.of(twoKinds);
        assertThat(durations.forecast(0).orElseThrow().likely()).isEqualTo(3 * SECOND);
        Forecast slow = durations.forecast(4 * SECOND).orElseThrow();
        assertThat(slow.likely()).isEqualTo(120 * SECOND);
        assertThat(slow.soonest()).isBetween(100 * SECOND, 120 * SECOND);
        assertThat(durations.forecast(120 * SECOND)).isEmpty();
    }

    @Test
    void aFewSayLessThanMany() {
        Durations one = Durations.of(60 * SECOND);
        Durations many =
                Durations.of(LongStream.generate(() -> 60 * SECOND).limit(256).toArray());
        assertThat(one.forecast(0).orElseThrow().soonest()).isLessThan(30 * SECOND);
        assertThat(many.forecast(0).orElseThrow().soonest()).isBetween(59 * SECOND, 60 * SECOND);
        assertThat(one.spread()).isGreaterThan(10 * many.spread());
    }

    @Property
    void theLongerARunLastsTheLaterIsItsEnd(
            @ForAll @Size(min = 1, max = 300) @LongRange(min = 0, max = 1_000_000) long[] nanos,
            @ForAll @LongRange(min = 0, max = 1_000_000) long elapsed,
            @ForAll @LongRange(min = 0, max = 1_000) long more) {
        Durations durations = Durations.of(nanos);
        durations.forecast(elapsed + more).ifPresent(later -> {
            Forecast sooner = durations.forecast(elapsed).orElseThrow();
            assertThat(later.likely()).isGreaterThanOrEqualTo(sooner.likely());
            assertThat(later.latest()).isGreaterThanOrEqualTo(sooner.latest());
            assertThat(elapsed).isLessThanOrEqualTo(sooner.soonest());
            assertThat(sooner.soonest()).isLessThanOrEqualTo(sooner.latest());
            assertThat(sooner.likely()).isLessThanOrEqualTo(sooner.latest());
        });
    }

    @Test
    void whatIsOldIsForgotten() {
        RecentDurations recent = new RecentDurations();
        assertThat(recent.all()).isEmpty();
        recent.add(60 * SECOND, true);
        assertThat(recent.all().orElseThrow().median()).isEqualTo(60 * SECOND);
        for (int i = 0; i < 3 * RecentDurations.MOST; i++) {
            recent.add(SECOND, true);
        }
        assertThat(recent.all().orElseThrow().forecast(SECOND)).isEmpty();
    }

    @Test
    void whatFailsIsNotTypicalButItEnds() {
        RecentDurations recent = new RecentDurations();
        recent.add(SECOND / 10, false);
        assertThat(recent.typical()).isEmpty();
        recent.add(60 * SECOND, true);
        assertThat(recent.typical()).contains(new TypicalDuration(Duration.ofSeconds(60), Duration.ofSeconds(60)));
        assertThat(recent.all().orElseThrow().forecast(0).orElseThrow().soonest())
                .isLessThan(SECOND / 10);
    }

    @Test
    void peopleReadRoundFigures() {
        assertThat(TypicalDuration.ofNanos(1_200_001, 12_340_000_000L))
                .isEqualTo(new TypicalDuration(Duration.ofMillis(2), Duration.ofMillis(12_400)));
        assertThat(TypicalDuration.ofNanos(0, 3_599_100_000_000L))
                .isEqualTo(new TypicalDuration(Duration.ZERO, Duration.ofHours(1)));
    }
}
