package dev.accepted.store.memory;

import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Held against a map that keeps the order in which entries came. */
class TombstonesTest {

    private static final Duration MONTH = Duration.ofDays(30);

    private record Stone(String owner, Instant at) {}

    @Property(tries = 100)
    void theyKnowWhatAMapWouldKnow(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int most, @ForAll @IntRange(max = 40) int olds) {
        Random random = new Random(seed);
        Tombstones stones = new Tombstones(MONTH, most);
        Map<JobId, Stone> model = new LinkedHashMap<>();
        Set<JobId> ever = new HashSet<>();
        Instant now = NOON;
        for (int step = 0; step < 1500; step++) {
            now = now.plusSeconds(random.nextInt(3600));
            if (random.nextInt(100) < olds) {
                Instant last = now.minus(MONTH);
                stones.removeOld(now);
                model.values().removeIf(stone -> !stone.at().isAfter(last));
            } else {
                JobId id = random.nextInt(10) == 0 ? id(random.nextInt(50)) : new JobId((random.nextLong() >>> 1) | 1);
                String owner = "owner" + random.nextInt(7);
                stones.add(id, owner, now);
                if (model.putIfAbsent(id, new Stone(owner, now)) == null && model.size() > most) {
                    Iterator<JobId> oldest = model.keySet().iterator();
                    oldest.next();
                    oldest.remove();
                }
                ever.add(id);
            }
            if (step % 100 == 0) {
                assertSame(stones, model, ever);
            }
        }
        assertSame(stones, model, ever);
        stones.removeOld(now.plus(MONTH));
        assertThat(stones.size()).isZero();
        assertThat(stones.ownerCount()).isZero();
    }

    private static void assertSame(Tombstones stones, Map<JobId, Stone> model, Set<JobId> ever) {
        assertThat(stones.size()).isEqualTo(model.size());
        for (JobId id : ever) {
            assertThat(stones.owner(id).orElse(""))
                    .isEqualTo(model.getOrDefault(id, new Stone("", NOON)).owner());
        }
        assertThat(stones.ownerCount()).isEqualTo((int)
                model.values().stream().map(Stone::owner).distinct().count());
    }

    @Test
    void theNewestMillionStandAndTheOlderOnesMakeRoom() {
        int most = 1_000_000;
        Tombstones stones = new Tombstones(MONTH, most);
        for (int n = 1; n <= 3 * most / 2; n++) {
            stones.add(id(n), "owner" + n % 10, NOON);
        }

        assertThat(stones.size()).isEqualTo(most);
        for (int n = 1; n <= 3 * most / 2; n++) {
            assertThat(stones.owner(id(n)).isPresent()).isEqualTo(n > most / 2);
        }
    }
}
