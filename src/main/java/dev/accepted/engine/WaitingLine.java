package dev.accepted.engine;

import dev.accepted.engine.Dispatch.QueueView;
import dev.accepted.engine.Lineup.Line;
import dev.accepted.job.Pause;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One queue: who waits, in which order, and how many run. Jobs that are due wait by type, so that a type at its limit does
 * not stand in the way of the others, and finding who is next costs no more than a look at each type. Not safe for use by
 * many threads; whoever has one holds a lock.
 */
public final class WaitingLine {

    private final QueueName name;
    private final QueueLimits limits;
    private final TreeSet<Waiting> later = new TreeSet<>(Waiting.BY_TIME);
    private final Map<TypeName, TreeSet<Waiting>> due = new HashMap<>();
    private int waiting;
    private int running;
    private @Nullable Pause pause;

    /** Empty. */
    public WaitingLine(QueueName name, QueueLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    /** Takes a place for a job to come, if there is one. */
    public boolean reserve() {
        if (waiting >= limits.capacity()) {
            return false;
        }
        waiting++;
        return true;
    }

    /** Gives back a place that was taken in vain. */
    public void unreserve() {
        waiting--;
    }

    /** Fills a place that was reserved. */
    public void fill(Waiting job, Instant now) {
        if (job.dueAt().isAfter(now)) {
            later.add(job);
        } else {
            addDue(job);
        }
    }

    /** Takes in a job that was accepted before, full or not: accepted means accepted. */
    public void readmit(Waiting job, Instant now) {
        waiting++;
        fill(job, now);
    }

    /** Takes out a job that will not run. */
    public void remove(Waiting job) {
        TreeSet<Waiting> ofType = due.get(job.type());
        if (later.remove(job) || (ofType != null && ofType.remove(job))) {
            waiting--;
        }
    }

    /** The next that may run, which counts as running from now on; null if queue and types allow none. */
    public @Nullable Waiting take(Instant now, Predicate<TypeName> hasRoom) {
        moveDue(now);
        if (!hasRoom()) {
            return null;
        }
        Waiting first = null;
        for (TreeSet<Waiting> ofType : due.values()) {
            Waiting candidate = ofType.isEmpty() ? null : ofType.first();
            if (candidate != null
                    && (first == null || Waiting.BY_TURN.compare(candidate, first) < 0)
                    && hasRoom.test(candidate.type())) {
                first = candidate;
            }
        }
        if (first != null) {
            remove(first);
            occupy();
        }
        return first;
    }

    /** One more runs. */
    public void occupy() {
        running++;
    }

    /** A job that was taken runs no more. */
    public void free() {
        running--;
    }

    /** When the next job comes due that is not yet; null if there is none. */
    public @Nullable Instant nextDue() {
        return later.isEmpty() ? null : later.first().dueAt();
    }

    /** Lets none run from now on; one that is paused already stays as it is. */
    public void pause(Pause wanted) {
        pause = pause == null ? wanted : pause;
    }

    /** Lets them run again. */
    public void resume() {
        pause = null;
    }

    /** Whether the queue lets one more run. */
    public boolean hasRoom() {
        return pause == null && running < limits.concurrency();
    }

    /** How it stands. */
    public QueueView view() {
        return new QueueView(name, limits.concurrency(), limits.capacity(), running, waiting, oldestDueAt(), pause);
    }

    /** Of each type and priority the first is the oldest, so no more than ten of a type are looked at. */
    private @Nullable Instant oldestDueAt() {
        Instant oldest = null;
        for (TreeSet<Waiting> ofType : due.values()) {
            Waiting first = ofType.isEmpty() ? null : ofType.first();
            while (first != null) {
                oldest = oldest == null || first.dueAt().isBefore(oldest) ? first.dueAt() : oldest;
                first = ofType.higher(first.behindItsPriority());
            }
        }
        return oldest;
    }

    /** The first that are due, and the first that are not yet, no more than so many of each. */
    public Line front(Instant now, int most) {
        moveDue(now);
        List<Waiting> first = new ArrayList<>();
        PriorityQueue<Head> heads = new PriorityQueue<>();
        due.values().forEach(ofType -> Head.add(ofType.iterator(), heads));
        while (!heads.isEmpty() && first.size() < most) {
            Head head = heads.remove();
            first.add(head.first());
            Head.add(head.others(), heads);
        }
        return new Line(name, limits, first, later.stream().limit(most).toList(), heads.isEmpty(), pause);
    }

    /** The first of those of a type, and the others. */
    private record Head(Waiting first, Iterator<Waiting> others) implements Comparable<Head> {

        static void add(Iterator<Waiting> ofType, PriorityQueue<Head> heads) {
            if (ofType.hasNext()) {
                heads.add(new Head(ofType.next(), ofType));
            }
        }

        @Override
        public int compareTo(Head other) {
            return Waiting.BY_TURN.compare(first, other.first);
        }
    }

    private void moveDue(Instant now) {
        while (!later.isEmpty() && !later.first().dueAt().isAfter(now)) {
            addDue(later.pollFirst());
        }
    }

    private void addDue(Waiting job) {
        due.computeIfAbsent(job.type(), type -> new TreeSet<>(Waiting.BY_TURN)).add(job);
    }
}
