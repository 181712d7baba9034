package dev.accepted.boot;

import com.github.f4b6a3.tsid.TsidFactory;
import dev.accepted.job.JobId;
import java.time.Clock;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes ids that never repeat, also over restarts: a millisecond, and 22 bits that begin at random in each millisecond and
 * count on from there.
 */
final class TsidIds implements Supplier<JobId> {

    private final TsidFactory factory;

    TsidIds(Clock clock, Random random) {
        factory = TsidFactory.builder()
                .withCustomEpoch(JobId.EPOCH)
                .withNodeBits(0)
                .withClock(clock)
                .withRandom(random)
                .build();
    }

    @Override
    public JobId get() {
        return new JobId(factory.create().toLong());
    }
}
