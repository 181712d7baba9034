package dev.accepted.engine.local;

import dev.accepted.engine.Dispatch.QueueView;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One queue: who waits, in which order, and how many run. Jobs that are due wait by type, so that a type at its limit does
 * not stand in the way of the others, and finding who is next costs no more than a look at each type. Not safe for use by
 * many threads; {@link LocalDispatch} holds its lock.
 */
final class WaitingLine {

    private final QueueName name;
    private final QueueLimits limits;
    private final TreeSet<Waiting> later = new TreeSet<>(Waiting.BY_TIME);
    private final Map<TypeName, TreeSet<Waiting>> due = new HashMap<>();
    private int waiting;
    private int running;

    WaitingLine(QueueName name, QueueLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    /** Takes a place for a job to come, if there is one. */
    boolean reserve() {
        if (waiting >= limits.capacity()) {
            return false;
        }
        waiting++;
        return true;
    }

    /** Gives back a place that was taken in vain. */
    void unreserve() {
        waiting--;
    }

    /** Fills a place that was reserved. */
    void fill(Waiting job, Instant now) {
        if (job.dueAt().isAfter(now)) {
            later.add(job);
        } else {
            addDue(job);
        }
    }

    /** Takes in a job that was accepted before, full or not: accepted means accepted. */
    void readmit(Waiting job, Instant now) {
        waiting++;
        fill(job, now);
    }

    /** Takes out a job that will not run. */
    void remove(Waiting job) {
        TreeSet<Waiting> ofType = due.get(job.type());
        if (later.remove(job) || (ofType != null && ofType.remove(job))) {
            waiting--;
        }
    }

    /** The next that may run, which counts as running from now on; null if queue and types allow none. */
    @Nullable
    Waiting take(Instant now, Predicate<TypeName> hasRoom) {
        while (!later.isEmpty() && !later.first().dueAt().isAfter(now)) {
            addDue(later.pollFirst());
        }
        if (running >= limits.concurrency()) {
            return null;
        }
        Waiting first = null;
        for (Map.Entry<TypeName, TreeSet<Waiting>> ofType : due.entrySet()) {
            if (!ofType.getValue().isEmpty() && hasRoom.test(ofType.getKey())) {
                Waiting candidate = ofType.getValue().first();
                first = first == null || Waiting.BY_TURN.compare(candidate, first) < 0 ? candidate : first;
            }
        }
        if (first != null) {
            remove(first);
            running++;
        }
        return first;
    }

    /** A job that was taken runs no more. */
    void free() {
        running--;
    }

    /** When the next job comes due that is not yet; null if there is none. */
    @Nullable
    Instant nextDue() {
        return later.isEmpty() ? null : later.first().dueAt();
    }

    QueueView view() {
        return new QueueView(name, limits.concurrency(), limits.capacity(), running, waiting);
    }

    private void addDue(Waiting job) {
        due.computeIfAbsent(job.type(), type -> new TreeSet<>(Waiting.BY_TURN)).add(job);
    }
}
