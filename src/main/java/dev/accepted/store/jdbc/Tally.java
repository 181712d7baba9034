package dev.accepted.store.jdbc;

import dev.accepted.job.Job;
import dev.accepted.job.JobState;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Request;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobStore.Count;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs there are of each status, in all and of each owner, type and queue, so that nobody counts rows. Changed by one
 * thread, read by many.
 */
final class Tally {

    private static final String ALL = "";

    private static final Set<JobStatus> ENDED = Stream.of(JobStatus.values())
            .filter(status -> status.state() == JobState.COMPLETED)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(JobStatus.class)));

    private final ConcurrentMap<String, Map<JobStatus, AtomicLong>> counts = new ConcurrentHashMap<>();

    Tally() {
        counts.put(ALL, none());
    }

    private static Map<JobStatus, AtomicLong> none() {
        Map<JobStatus, AtomicLong> all = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            all.put(status, new AtomicLong());
        }
        return all;
    }

    /** Counts what an earlier life has left. */
    void recall(Handle db) {
        db.createQuery(
                        "select owner, type, queue, status, count(*) from accepted_job group by owner, type, queue, status")
                .map((row, context) -> {
                    JobStatus status = JobStatus.valueOf(row.getString(4));
                    for (String of : keys(row.getString(1), row.getString(2), row.getString(3))) {
                        add(of, status, row.getLong(5));
                    }
                    return status;
                })
                .list();
    }

    private static List<String> keys(String owner, String type, String queue) {
        return List.of(ALL, "o:" + owner, "t:" + type, "q:" + queue);
    }

    private static List<String> keys(Job job) {
        Request request = job.request();
        return keys(
                request.owner().name(),
                request.type().value(),
                request.place().queue().value());
    }

    private void add(String of, JobStatus status, long more) {
        of(counts.computeIfAbsent(of, first -> none()), status).addAndGet(more);
    }

    /** A job is another one now; null if there was none, or there is none. */
    void change(@Nullable Job before, @Nullable Job after) {
        // In this order, so that nobody sees fewer jobs than there are.
        if (after != null) {
            keys(after).forEach(of -> add(of, after.status(), 1));
        }
        if (before != null) {
            keys(before).forEach(of -> {
                add(of, before.status(), -1);
                if (after == null) {
                    forgetIfNone(of);
                }
            });
        }
    }

    private static AtomicLong of(Map<JobStatus, AtomicLong> count, JobStatus status) {
        return Objects.requireNonNull(count.get(status));
    }

    private void forgetIfNone(String of) {
        if (!of.equals(ALL) && sum(of, EnumSet.allOf(JobStatus.class)) == 0) {
            counts.remove(of);
        }
    }

    private long sum(String of, Set<JobStatus> statuses) {
        Map<JobStatus, AtomicLong> count = counts.get(of);
        return count == null
                ? 0
                : statuses.stream().mapToLong(status -> of(count, status).get()).sum();
    }

    Count count() {
        long ended = sum(ALL, ENDED);
        return new Count(Math.max(sum(ALL, EnumSet.allOf(JobStatus.class)), ended), ended);
    }

    /** How many pass, where that is known without looking at jobs. */
    @Nullable
    Long total(JobFilter filter) {
        int kinds = (filter.owners().isEmpty() ? 0 : 1)
                + (filter.types().isEmpty() ? 0 : 1)
                + (filter.queues().isEmpty() ? 0 : 1);
        boolean isKnown = kinds < 2
                && filter.submittedAfter() == null
                && filter.submittedBefore() == null
                && filter.text() == null;
        if (!isKnown) {
            return null;
        }
        if (kinds == 0) {
            return sum(ALL, filter.statuses());
        }
        return Stream.of(
                        filter.owners().stream().map(owner -> "o:" + owner),
                        filter.types().stream().map(type -> "t:" + type),
                        filter.queues().stream().map(queue -> "q:" + queue))
                .flatMap(of -> of)
                .mapToLong(of -> sum(of, filter.statuses()))
                .sum();
    }
}
