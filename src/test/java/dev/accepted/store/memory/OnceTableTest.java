package dev.accepted.store.memory;

import static dev.accepted.job.JobFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.JobId;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Held against a map of the JDK. */
class OnceTableTest {

    @Property(tries = 60)
    void itHoldsWhatAMapHoldsWhateverComesAndGoes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4000) int keys, @ForAll @IntRange(max = 4) int few) {
        Random random = new Random(seed);
        OnceTable table = new OnceTable(NOON, Long.MAX_VALUE);
        Map<OnceKey, Holder> model = new HashMap<>();
        Set<JobId> kept = new HashSet<>();
        Instant now = NOON;
        long made = 0;
        for (int step = 0; step < 4000; step++) {
            // Few different bits make long runs of neighbours.
            OnceKey key = few == 0
                    ? OnceKey.of("key", Integer.toString(random.nextInt(keys)))
                    : new OnceKey(random.nextInt(few * 10), random.nextInt(keys) * 64L);
            Once once = new Once(key, random.nextLong(), random.nextBoolean());
            JobId job = new JobId(JobId.firstAt(now).value() + ++made);
            Holder expected = model.computeIfAbsent(key, fresh -> new Holder(job, once));
            assertThat(table.claim(once, job, () -> kept.add(job))).isEqualTo(expected);
            if (random.nextInt(200) == 0) {
                now = now.plus(Duration.ofMinutes(random.nextInt(600)));
                kept.removeIf(gone -> random.nextInt(3) == 0);
                table.sweep(now, kept::contains);
                now = now.plus(Duration.ofHours(1));
                Instant swept = now;
                table.sweep(swept, kept::contains);
                model.values()
                        .removeIf(holder -> !kept.contains(holder.id())
                                && holder.id().compareTo(JobId.firstAt(swept.minus(Once.LEAST_LIFE))) < 0);
            }
        }
        assertThat(table.size()).isEqualTo(model.size());
        model.forEach((key, holder) -> assertThat(table.find(key)).contains(holder));
    }

    @Test
    void textsThatReadTheSamePutTogetherHaveKeysOfTheirOwn() {
        assertThat(Set.of(
                        OnceKey.of("user", "POST", "/jobs", "1"),
                        OnceKey.of("user", "POST", "/job", "s1"),
                        OnceKey.of("userPOST", "/jobs", "1"),
                        OnceKey.of("user", "POST", "/jobs", "1", ""),
                        OnceKey.of()))
                .hasSize(5);
        assertThat(OnceKey.of("user", "1")).isEqualTo(OnceKey.of("user", "1"));
    }
}
