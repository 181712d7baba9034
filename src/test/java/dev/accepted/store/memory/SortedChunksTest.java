package dev.accepted.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Held against the sorted set of the JDK. */
class SortedChunksTest {

    private final SortedChunks<Integer> chunks = new SortedChunks<>(Comparator.naturalOrder());

    @Property(tries = 100)
    void itHoldsWhatASortedSetHoldsWhateverComesAndGoes(
            @ForAll long seed, @ForAll @IntRange(max = 100) int removals, @ForAll @IntRange(max = 100) int ascending) {
        Random random = new Random(seed);
        SortedChunks<Integer> chunks = new SortedChunks<>(Comparator.naturalOrder());
        TreeSet<Integer> model = new TreeSet<>();
        int next = 0;
        for (int step = 0; step < 3000; step++) {
            int element = random.nextInt(100) < ascending ? next++ : random.nextInt(5000);
            if (random.nextInt(150) < removals) {
                chunks.remove(element);
                model.remove(element);
            } else {
                chunks.add(element);
                model.add(element);
            }
            if (step % 50 == 0) {
                assertSame(chunks, model, random.nextInt(5000), 1 + random.nextInt(600));
            }
        }
        assertThat(chunks.below(Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isEqualTo(new ArrayList<>(model.descendingSet()));
        for (int element : new ArrayList<>(model)) {
            chunks.remove(element);
        }
        assertThat(chunks.isEmpty()).isTrue();
    }

    private static void assertSame(SortedChunks<Integer> chunks, NavigableSet<Integer> model, int bound, int most) {
        assertThat(chunks.isEmpty()).isEqualTo(model.isEmpty());
        assertThat(chunks.first()).isEqualTo(model.stream().findFirst());
        assertThat(chunks.below(bound, most))
                .isEqualTo(model.headSet(bound, false).descendingSet().stream()
                        .limit(most)
                        .toList());
        assertThat(chunks.above(bound, most))
                .isEqualTo(model.tailSet(bound, false).stream().limit(most).toList());
        assertThat(chunks.size()).isEqualTo(model.size());
    }

    @Test
    void whatIsAddedTwiceIsThereOnce() {
        chunks.add(1);
        chunks.add(1);

        assertThat(chunks.below(Integer.MAX_VALUE, 10)).containsExactly(1);
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        chunks.remove(1);
        chunks.add(2);
        chunks.remove(1);
        chunks.remove(3);

        assertThat(chunks.below(Integer.MAX_VALUE, 10)).containsExactly(2);
    }

    @Test
    void removingAllButAFewOfManyLeavesThemInOrder() {
        for (int i = 0; i < 10_000; i++) {
            chunks.add(i);
        }
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (i % 100 == 0) {
                rest.add(i);
            } else {
                chunks.remove(i);
            }
        }

        assertThat(chunks.above(-1, Integer.MAX_VALUE)).isEqualTo(rest);
    }

    @Test
    void elementsThatComeNearlyInOrderFillTheirChunks() {
        for (int i = 0; i < 100_000; i += 8) {
            for (int late = 7; late >= 0; late--) {
                chunks.add(i + late);
            }
        }

        assertThat(chunks.chunkCount()).isLessThan(100_000 / 256 * 5 / 4);
    }
}
