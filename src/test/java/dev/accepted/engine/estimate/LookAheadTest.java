package dev.accepted.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.Lineup;
import dev.accepted.engine.Lineup.Line;
import dev.accepted.engine.ManualTime;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.Rig;
import dev.accepted.engine.Waiting;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.JobId;
import dev.accepted.job.TypeName;
import dev.accepted.store.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LookAheadTest {

    /** They wait, the first of them with the lowest id. */
    private static final List<Waiting> WAITING = LongStream.rangeClosed(1, 2_000)
            .mapToObj(id -> new Waiting(new JobId(id), new TypeName("any"), 5, Rig.START.minusSeconds(60)))
            .toList();

    private final ManualTime time = new ManualTime(Rig.START);
    private final AtomicInteger looks = new AtomicInteger();
    private final JobTypes types = Rig.types(List.of(Rig.type("any", job -> {})));
    private final LookAhead ahead =
            new LookAhead(this::lineup, id -> Optional.empty(), types, new LearnDurations(types), time);
    private volatile boolean fails;

    private Lineup lineup(int most) {
        looks.incrementAndGet();
        if (fails) {
            throw new IllegalStateException("on purpose, for LookAheadTest");
        }
        Line line = new Line(Rig.DEFAULT, new QueueLimits(1, 5_000), WAITING.subList(0, most), List.of(), false, null);
        return new Lineup(List.of(), List.of(line));
    }

    @Test
    void looksOnlyWhenSomebodyAsksAndThenOnceASecond() {
        time.advance(Duration.ofMinutes(1));
        assertThat(looks).hasValue(0);
        assertThat(ahead.get()).isSameAs(Foresight.NONE);
        time.advance(Duration.ZERO);
        assertThat(looks).hasValue(1);
        for (int i = 0; i < 100; i++) {
            ahead.get();
            time.advance(Duration.ofMillis(100));
        }
        assertThat(looks).hasValue(11);
        assertThat(ahead.get().position(new JobId(7))).isEqualTo(7);
    }

    @Test
    void goesOnForThoseWhoComeBackInTwoMinutesAndThenRests() {
        ahead.get();
        time.advance(Duration.ofMinutes(2));
        assertThat(ahead.get().position(new JobId(7))).isEqualTo(7);
        time.advance(Duration.ofMinutes(10));
        int before = looks.get();
        time.advance(Duration.ofHours(1));
        assertThat(looks).hasValue(before);
        assertThat(ahead.get()).as("what was seen an hour ago").isSameAs(Foresight.NONE);
        time.advance(Duration.ZERO);
        assertThat(ahead.get().position(new JobId(7))).isEqualTo(7);
    }

    @Test
    void aFailureIsNotTheLastLook() {
        fails = true;
        ahead.get();
        time.advance(Duration.ofSeconds(2));
        assertThat(ahead.get()).isSameAs(Foresight.NONE);
        fails = false;
        time.advance(Duration.ofSeconds(1));
        assertThat(ahead.get().position(new JobId(7))).isEqualTo(7);
    }

    @Test
    void countsNoFurtherThanAThousand() {
        ahead.get();
        time.advance(Duration.ZERO);
        assertThat(ahead.get().position(new JobId(1_000))).isEqualTo(1_000);
        assertThat(ahead.get().position(new JobId(1_001))).isNull();
    }

    @Test
    void whateverIsSeenIsWholeAndNeverOlderThanBefore() throws Exception {
        AtomicInteger busy = new AtomicInteger(1);
        ahead.get(); // somebody asks before the clock runs away
        new Race()
                .with(1, number -> {
                    for (int i = 0; i < 60; i++) {
                        time.advance(Duration.ofSeconds(1));
                    }
                    busy.set(0);
                })
                .with(6, number -> {
                    Foresight before = Foresight.NONE;
                    while (busy.get() > 0) {
                        Foresight now = ahead.get();
                        if (now != Foresight.NONE) {
                            assertThat(now.seenAt()).isAfterOrEqualTo(before.seenAt());
                            assertThat(now.position(new JobId(1))).isEqualTo(1);
                            assertThat(now.position(new JobId(1_000))).isEqualTo(1_000);
                            before = now;
                        }
                    }
                })
                .run();
        assertThat(looks.get()).isBetween(1, 61);
    }
}
