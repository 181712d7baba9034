package dev.accepted.store;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * What each caller has used of its limits, for stores that one application has to itself.
 *
 * <p>Submissions are drops in a bucket that runs empty at a steady rate; all there is to know of it is when it will be empty.
 * So a caller costs two numbers, whatever its limits. Callers of whom there is nothing to know are forgotten: when their last
 * job ends, or when there are twice as many as after the last look at all of them. Safe for use by many threads.
 */
public final class CallerLedger {

    private static final int FEW = 1024;

    private final ConcurrentMap<String, Usage> callers = new ConcurrentHashMap<>();
    private final AtomicInteger lookAt = new AtomicInteger(FEW);
    private final CallerLimits limits;
    private final long dropNanos;

    /** Nobody has used anything. */
    public CallerLedger(CallerLimits limits) {
        this.limits = limits;
        this.dropNanos = CallerLimits.WINDOW.toNanos() / limits.perMinute();
    }

    /**
     * What one caller has used.
     *
     * @param active how many of its jobs have not ended
     * @param emptyAt when its bucket will be empty
     */
    private record Usage(int active, Instant emptyAt) {

        private static final Usage NOTHING = new Usage(0, Instant.MIN);

        boolean isNothing(Instant now) {
            return active == 0 && !emptyAt.isAfter(now);
        }
    }

    /**
     * Takes what a new job costs its owner.
     *
     * @throws RefusedException if there is not so much left; nothing is taken then
     */
    public void take(Job job) {
        if (!limits.apply(owner(job))) {
            return;
        }
        Instant now = job.acceptedAt();
        callers.compute(owner(job).name(), (name, known) -> {
            Usage used = known == null ? Usage.NOTHING : known;
            for (Quota quota : quotas(used, now)) {
                if (quota.left() == 0) {
                    throw new RefusedException(quota.refusal());
                }
            }
            Instant from = used.emptyAt().isAfter(now) ? used.emptyAt() : now;
            return new Usage(used.active() + 1, from.plusNanos(dropNanos));
        });
        forgetIfMany(now);
    }

    /** Counts a job of an earlier life, whatever the limits say: what was accepted stays. To be called in the order of acceptance. */
    public void recall(Job job) {
        if (limits.apply(owner(job))) {
            Instant at = job.acceptedAt();
            callers.compute(owner(job).name(), (name, known) -> {
                Usage used = known == null ? Usage.NOTHING : known;
                Instant from = used.emptyAt().isAfter(at) ? used.emptyAt() : at;
                return new Usage(used.active() + (job.isCompleted() ? 0 : 1), from.plusNanos(dropNanos));
            });
        }
    }

    /** Gives back what a job took that was not kept after all. */
    public void giveBack(Job job) {
        change(job, used -> new Usage(used.active() - 1, used.emptyAt().minusNanos(dropNanos)), job.acceptedAt());
    }

    /** A job has ended. */
    public void end(Job job, Instant endedAt) {
        change(job, used -> new Usage(used.active() - 1, used.emptyAt()), endedAt);
    }

    /** A job that was thought to have ended has not. */
    public void takeBackEnd(Job job) {
        if (limits.apply(owner(job))) {
            callers.merge(
                    owner(job).name(),
                    new Usage(1, Instant.MIN),
                    (used, one) -> new Usage(used.active() + 1, used.emptyAt()));
        }
    }

    private void change(Job job, UnaryOperator<Usage> change, Instant now) {
        if (limits.apply(owner(job))) {
            callers.computeIfPresent(owner(job).name(), (name, used) -> {
                Usage next = change.apply(used);
                return next.isNothing(now) ? null : next;
            });
        }
    }

    private void forgetIfMany(Instant now) {
        int due = lookAt.get();
        if (callers.size() > due && lookAt.compareAndSet(due, Integer.MAX_VALUE)) {
            callers.values().removeIf(used -> used.isNothing(now));
            lookAt.set(Math.max(FEW, 2 * callers.size()));
        }
    }

    /** What a caller has left, limit by limit. */
    public List<Quota> quotas(Caller caller, Instant now) {
        return limits.apply(caller) ? quotas(callers.getOrDefault(caller.name(), Usage.NOTHING), now) : List.of();
    }

    private List<Quota> quotas(Usage used, Instant now) {
        List<Quota> quotas = new ArrayList<>(2);
        if (limits.perMinute() != CallerLimits.UNLIMITED) {
            quotas.add(
                    submissions(used.emptyAt().isAfter(now) ? Duration.between(now, used.emptyAt()) : Duration.ZERO));
        }
        if (limits.active() != CallerLimits.UNLIMITED) {
            int left = Math.max(0, limits.active() - used.active());
            quotas.add(new Quota(Quota.Kind.ACTIVE_JOBS, limits.active(), left, Duration.ZERO));
        }
        return quotas;
    }

    private Quota submissions(Duration untilEmpty) {
        // A clock that was set back finds more drops in the bucket than it holds.
        long drops = Math.min(limits.perMinute(), (untilEmpty.toNanos() + dropNanos - 1) / dropNanos);
        Duration untilMore = drops == 0 ? Duration.ZERO : untilEmpty.minusNanos((drops - 1) * dropNanos);
        return new Quota(Quota.Kind.SUBMISSIONS, limits.perMinute(), (int) (limits.perMinute() - drops), untilMore);
    }

    /** How many callers are known. */
    int size() {
        return callers.size();
    }

    private static Caller owner(Job job) {
        return job.request().owner();
    }
}
