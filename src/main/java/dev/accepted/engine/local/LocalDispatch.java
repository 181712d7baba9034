package dev.accepted.engine.local;

import dev.accepted.engine.Dispatch;
import dev.accepted.engine.Lineup;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.RunJob;
import dev.accepted.engine.Timekeeper.Alarm;
import dev.accepted.engine.Waiting;
import dev.accepted.engine.WaitingLine;
import dev.accepted.engine.Workshop;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Pause;
import dev.accepted.job.QueueName;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hands waiting jobs to an executor that somebody else owns.
 *
 * <p>Jobs wait here, in our order, not in the executor's queue: only as many are handed over as queues and types allow, so
 * what is handed over starts at once. An executor that rejects loses nothing: the job goes back to its place, and is offered
 * again a little later, or when a running job has ended.
 *
 * <p>One lock guards the order; it is never held while a job is kept, handed over, or run. A crash loses what waits here,
 * and the memory store with it.
 */
public final class LocalDispatch implements Dispatch {

    /** How long an executor that rejected is left alone. */
    static final Duration HOLD_AFTER_REJECTION = Duration.ofMillis(250);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(LocalDispatch.class.getName());

    private final Workshop workshop;
    private final Executor executor;
    private final Map<QueueName, WaitingLine> lines = new TreeMap<>();
    private final Map<TypeName, Integer> runningOfType = new HashMap<>();
    private final Map<JobId, RunJob> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private Instant holdUntil = Instant.MIN;
    private @Nullable Instant alarmAt;
    private Alarm alarm = () -> {};
    private boolean stopping;

    /**
     * An empty dispatch.
     *
     * @param limits of each queue
     * @param executor where handlers run; never shut down from here
     */
    public LocalDispatch(Map<QueueName, QueueLimits> limits, Workshop workshop, Executor executor) {
        this.workshop = workshop;
        this.executor = executor;
        limits.forEach((name, of) -> lines.put(name, new WaitingLine(name, of)));
    }

    @Override
    public void accept(Job job) {
        accept(
                job,
                jobs -> {
                    jobs.create(job);
                    return job;
                },
                kept -> true);
    }

    @Override
    public Holder accept(Job job, Once once) {
        return accept(job, jobs -> jobs.create(job, once), holder -> holder.is(job));
    }

    private <T> T accept(Job job, Function<JobStore, T> keep, Predicate<T> isKept) {
        WaitingLine line = line(job);
        reserve(line, job);
        boolean kept = false;
        T answer;
        try {
            answer = keep.apply(workshop.storage().jobs());
            kept = isKept.test(answer);
            if (kept) {
                // Before it stands in line: what happens to it next is told next.
                workshop.changes().accepted(job);
            }
        } finally {
            fill(line, job, kept);
        }
        if (kept) {
            withdrawIfEnded(job);
            handOver();
        }
        return answer;
    }

    private void reserve(WaitingLine line, Job job) {
        lock.lock();
        try {
            if (stopping) {
                throw new RefusedException(
                        new Refusal.Full("stopping", "The server is going down and takes no more work.", ASK_AGAIN));
            }
            if (!line.reserve()) {
                throw new RefusedException(new Refusal.Full(
                        "queue-full",
                        "The queue '" + job.request().place().queue() + "' is full: "
                                + line.view().capacity() + " jobs wait in it.",
                        ASK_AGAIN));
            }
        } finally {
            lock.unlock();
        }
    }

    private void fill(WaitingLine line, Job job, boolean kept) {
        lock.lock();
        try {
            if (kept) {
                line.fill(Waiting.of(job), now());
            } else {
                line.unreserve();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes in a job that an earlier life has accepted, full or not; what has not {@linkplain #begin begun} hands nothing over. */
    public void recall(Job waiting) {
        lock.lock();
        try {
            line(waiting).readmit(Waiting.of(waiting), now());
        } finally {
            lock.unlock();
        }
    }

    /** Hands over what was recalled. */
    public void begin() {
        handOver();
    }

    @Override
    public void withdraw(Job waiting) {
        lock.lock();
        try {
            line(waiting).remove(Waiting.of(waiting));
        } finally {
            lock.unlock();
        }
    }

    /** A job is known to others as soon as it is kept; who ended it before it stood in line could not withdraw it. It may even be gone. */
    private void withdrawIfEnded(Job waiting) {
        if (workshop.storage().jobs().find(waiting.id()).map(Job::isCompleted).orElse(true)) {
            withdraw(waiting);
        }
    }

    @Override
    public void interrupt(JobId id) {
        RunJob run = running.get(id);
        if (run != null) {
            run.interrupt();
        }
    }

    @Override
    public List<QueueView> queues() {
        lock.lock();
        try {
            return lines.values().stream().map(WaitingLine::view).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<QueueView> pause(QueueName queue, String by) {
        return change(queue, line -> line.pause(new Pause(now(), by)));
    }

    @Override
    public Optional<QueueView> resume(QueueName queue) {
        Optional<QueueView> resumed = change(queue, WaitingLine::resume);
        handOver();
        return resumed;
    }

    private Optional<QueueView> change(QueueName queue, Consumer<WaitingLine> how) {
        lock.lock();
        try {
            Optional<WaitingLine> line = Optional.ofNullable(lines.get(queue));
            line.ifPresent(how);
            return line.map(WaitingLine::view);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Lineup lineup(int most) {
        lock.lock();
        try {
            Instant now = now();
            return new Lineup(
                    List.copyOf(running.keySet()),
                    lines.values().stream().map(line -> line.front(now, most)).toList());
        } finally {
            lock.unlock();
        }
    }

    /** Offers the executor whatever may run now. */
    private void handOver() {
        for (Taken taken : takeAll()) {
            try {
                executor.execute(taken.run());
            } catch (RejectedExecutionException e) {
                putBack(taken);
            }
        }
    }

    private List<Taken> takeAll() {
        List<Taken> all = new ArrayList<>(1);
        lock.lock();
        try {
            Instant now = now();
            if (!stopping && !now.isBefore(holdUntil)) {
                for (WaitingLine line : lines.values()) {
                    Waiting next = line.take(now, this::hasRoom);
                    while (next != null) {
                        all.add(taken(line, next));
                        next = line.take(now, this::hasRoom);
                    }
                }
            }
            setAlarm(now);
        } finally {
            lock.unlock();
        }
        return all;
    }

    private Taken taken(WaitingLine line, Waiting next) {
        RunJob run = new RunJob(next.id(), workshop, again -> free(line, next, again));
        running.put(next.id(), run);
        runningOfType.merge(next.type(), 1, Integer::sum);
        return new Taken(line, next, run);
    }

    private boolean hasRoom(TypeName type) {
        return runningOfType.getOrDefault(type, 0) < workshop.types().maxConcurrent(type);
    }

    /** A run is over: its thread, its place in the queue and in its type are free. */
    private void free(WaitingLine line, Waiting ran, @Nullable Job again) {
        lock.lock();
        try {
            release(line, ran);
            if (again != null) {
                line.readmit(Waiting.of(again), now());
            }
            holdUntil = Instant.MIN;
        } finally {
            lock.unlock();
        }
        if (again != null) {
            withdrawIfEnded(again);
        }
        handOver();
    }

    private void putBack(Taken taken) {
        lock.lock();
        try {
            release(taken.line(), taken.job());
            taken.line().readmit(taken.job(), now());
            if (!holdUntil.isAfter(now())) {
                LOG.log(
                        Level.WARNING,
                        "{0}: the executor takes no more work; the job keeps its place and is offered again",
                        taken.job().id());
            }
            holdUntil = now().plus(HOLD_AFTER_REJECTION);
            setAlarm(now());
        } finally {
            lock.unlock();
        }
    }

    private void release(WaitingLine line, Waiting job) {
        running.remove(job.id());
        line.free();
        runningOfType.computeIfPresent(job.type(), (type, count) -> count == 1 ? null : count - 1);
        if (running.isEmpty()) {
            idle.signalAll();
        }
    }

    /** One alarm is enough: for the first job that comes due, or for the end of a hold. */
    private void setAlarm(Instant now) {
        Instant next = holdUntil.isAfter(now) ? holdUntil : null;
        for (WaitingLine line : lines.values()) {
            Instant due = line.nextDue();
            next = due != null && (next == null || due.isBefore(next)) ? due : next;
        }
        if (next != null && !next.equals(alarmAt)) {
            alarm.cancel();
            alarm = workshop.time().at(next, this::onAlarm);
            alarmAt = next;
        }
    }

    private void onAlarm() {
        lock.lock();
        try {
            alarmAt = null;
        } finally {
            lock.unlock();
        }
        handOver();
    }

    @Override
    public int stop(Duration grace) {
        lock.lock();
        try {
            stopping = true;
            alarm.cancel();
        } finally {
            lock.unlock();
        }
        if (!awaitIdle(grace)) {
            running.values().forEach(RunJob::interruptForShutdown);
            awaitIdle(grace);
        }
        return running.size();
    }

    private boolean awaitIdle(Duration most) {
        lock.lock();
        try {
            long nanos = most.toNanos();
            while (!running.isEmpty() && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            return running.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return running.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private WaitingLine line(Job job) {
        QueueName queue = job.request().place().queue();
        // A queue that is there no more has left its jobs to the one that always is.
        WaitingLine line = lines.getOrDefault(queue, lines.get(QueueName.DEFAULT));
        if (line == null) {
            throw new IllegalStateException("There is no queue '" + queue + "'");
        }
        return line;
    }

    private Instant now() {
        return workshop.time().instant();
    }

    /** A job that has left its line and counts as running. */
    private record Taken(WaitingLine line, Waiting job, RunJob run) {}
}
