package dev.accepted.engine.estimate;

import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import dev.accepted.job.TypeName;
import dev.accepted.job.TypicalDuration;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Learns from every job that ends by itself how long runs of its type take: from its last attempt, whether it succeeded or
 * failed. What was cancelled or timed out says nothing. Remembers as much for each deployed type, however many jobs there are,
 * and begins anew at each start.
 */
public final class LearnDurations implements Consumer<Change> {

    private final Map<TypeName, RecentDurations> byType;

    /** Of these types, nothing is known yet. */
    public LearnDurations(JobTypes types) {
        byType = types.all().stream().collect(Collectors.toMap(JobType::name, type -> new RecentDurations()));
    }

    @Override
    public void accept(Change change) {
        Job job = change.after();
        RecentDurations recent = byType.get(job.request().type());
        boolean success = job.status() == JobStatus.SUCCESS;
        if (change.ended() && recent != null && (success || job.status() == JobStatus.FAILURE)) {
            job.startedAt()
                    .ifPresent(start -> recent.add(
                            TimeUnit.NANOSECONDS.convert(
                                    Duration.between(start, job.endedAt().orElseThrow())),
                            success));
        }
    }

    /** How long runs of a type took lately; empty while that is not known. */
    Optional<Durations> of(TypeName type) {
        RecentDurations recent = byType.get(type);
        return recent == null ? Optional.empty() : recent.all();
    }

    /** The same of those that succeeded, for people. */
    Optional<TypicalDuration> typical(TypeName type) {
        RecentDurations recent = byType.get(type);
        return recent == null ? Optional.empty() : recent.typical();
    }
}
