package dev.accepted.boot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes our threads, under names of ours, and knows those that live. A pool says that it has ended a moment before its last
 * thread has; a container that looks in that moment reports a leak, so whoever closes a pool waits for its threads too.
 */
final class OwnThreads implements ThreadFactory {

    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Thread> living = ConcurrentHashMap.newKeySet();

    OwnThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable task) {
        living.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, prefix + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(OwnThreads.class.getClassLoader());
        living.add(thread);
        return thread;
    }

    /**
     * Waits until all threads have ended.
     *
     * @param most for all of them together
     * @return the names of those that have not
     */
    List<String> awaitEnd(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (Thread thread : living) {
            long millis = Math.max(1, (end - System.nanoTime()) / 1_000_000);
            if (thread.getState() != Thread.State.NEW) {
                thread.join(millis);
            }
        }
        return living.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
    }
}
