package dev.accepted.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until a test moves it; alarms ring on the thread that moves it. */
public final class ManualTime implements Timekeeper {

    private final PriorityQueue<Pending> alarms =
            new PriorityQueue<>(Comparator.comparing(Pending::at).thenComparing(Pending::order));
    private Instant now;
    private long made;

    public ManualTime(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Alarm at(Instant instant, Runnable task) {
        Pending pending = new Pending(instant, made++, task);
        alarms.add(pending);
        return () -> forget(pending);
    }

    private synchronized void forget(Pending pending) {
        alarms.remove(pending);
    }

    /** Moves the clock, and rings every alarm on its way at its own time. */
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        for (Pending next = poll(end); next != null; next = poll(end)) {
            next.task().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    /** Sets the clock without anybody noticing, as if the machine had slept; what was due rings when time goes on. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    private synchronized Pending poll(Instant end) {
        if (alarms.isEmpty() || alarms.peek().at().isAfter(end)) {
            return null;
        }
        Pending next = alarms.poll();
        now = next.at().isAfter(now) ? next.at() : now;
        return next;
    }

    private record Pending(Instant at, long order, Runnable task) {}
}
