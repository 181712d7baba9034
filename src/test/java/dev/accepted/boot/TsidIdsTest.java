package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.JobId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TsidIdsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int THREADS = 8;
    private static final int EACH = 10_000;

    @Test
    void manyThreadsNeverGetTheSameTwiceAndEachGetsThemInOrder() throws Exception {
        TsidIds ids = new TsidIds(Clock.systemUTC(), new Random(202));
        Callable<List<JobId>> some = () -> Stream.generate(ids).limit(EACH).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Set<JobId> all = new HashSet<>();
            for (Future<List<JobId>> made : threads.invokeAll(
                    IntStream.range(0, THREADS).mapToObj(n -> some).toList())) {
                assertThat(made.get()).isSortedAccordingTo(Comparator.comparingLong(JobId::value));
                all.addAll(made.get());
            }
            assertThat(all).hasSize(THREADS * EACH);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anIdTellsWhenItWasMade() {
        assertThat(new TsidIds(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1))
                        .get()
                        .madeAt())
                .isEqualTo(NOW);
    }

    @Test
    void aLaterStartMakesLaterIds() {
        JobId before = new TsidIds(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1)).get();
        JobId after = new TsidIds(Clock.fixed(NOW.plusMillis(1), ZoneOffset.UTC), new Random(1)).get();
        assertThat(after.value()).isGreaterThan(before.value());
    }
}
