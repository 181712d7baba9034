package dev.accepted.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of requests from several callers, compared with what the contract allows. The sequences are the same in each
 * build; {@code -Dmodel.seed=} begins elsewhere and {@code -Dmodel.sequences=} plays more. One that fails is made as short as
 * it can be before it is told.
 */
class StateModelTest extends ApplicationTest {

    private static final long SEED = Long.getLong("model.seed", 202);
    private static final int SEQUENCES = Integer.getInteger("model.sequences", 2_000);
    /** A slow machine plays fewer, but never less than a thousand. */
    private static final Duration LONGEST = Duration.ofSeconds(SEQUENCES > 2_000 ? 86_400 : 60);

    private final AtomicInteger plays = new AtomicInteger();

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {default: {concurrency: 32}}
                  types: {held: {handler: dev.accepted.model.Held, timeout: PT1H}}
                """;
    }

    @Test
    void everyAnswerIsWhatTheContractAllows() throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int i = 0; i < SEQUENCES && (i < 1_000 || System.nanoTime() < end); i++) {
            List<Step> steps = Step.some(SEED + i);
            Throwable failure = failure(steps);
            if (failure != null) {
                List<Step> few = shortest(steps);
                Throwable last = failure(few);
                throw new AssertionError(
                        "Seed " + (SEED + i) + " does what the contract does not allow; it takes no more than\n  "
                                + few.stream().map(Step::toString).collect(Collectors.joining("\n  ")) + "\n",
                        last == null ? failure : last);
            }
        }
        assertThat(plays.get()).isGreaterThanOrEqualTo(1_000);
    }

    private Throwable failure(List<Step> steps) throws Exception {
        Play play = new Play(jetty.base(), "play" + plays.incrementAndGet() + "x");
        try {
            for (Step step : steps) {
                play.step(step);
            }
            return null;
        } catch (AssertionError e) {
            return e;
        } finally {
            play.end();
        }
    }

    private boolean fails(List<Step> steps, int tries) throws Exception {
        for (int i = 0; i < tries; i++) {
            if (failure(steps) != null) {
                return true;
            }
        }
        return false;
    }

    /** Leaves out what is not needed to fail: halves first, single steps at the end. */
    private List<Step> shortest(List<Step> failing) throws Exception {
        List<Step> few = failing;
        for (int size = Math.max(1, few.size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from + size <= few.size(); ) {
                List<Step> fewer = new ArrayList<>(few.subList(0, from));
                fewer.addAll(few.subList(from + size, few.size()));
                // What depends on time is tried more than once.
                if (fails(fewer, 2)) {
                    few = fewer;
                } else {
                    from += size;
                }
            }
        }
        return few;
    }
}
