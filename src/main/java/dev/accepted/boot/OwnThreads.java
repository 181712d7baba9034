package dev.accepted.boot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes our threads, under names of ours, and knows those that live. A pool says that it has ended a moment before its last
 * thread has; a container that looks in that moment reports a leak, so whoever closes a pool waits for its threads too.
 */
final class OwnThreads implements ThreadFactory {

    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Thread> living = ConcurrentHashMap.newKeySet();
    private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();

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

    /** A pool of so many threads, for work that comes in bursts; it ends with all others. */
    Executor pool(int most) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this);
        pool.allowCoreThreadTimeOut(true);
        pools.add(pool);
        return pool;
    }

    /**
     * Ends the pools, and waits until all threads have ended.
     *
     * @param most for all of them together
     * @return the names of those that have not
     */
    List<String> awaitEnd(Duration most) throws InterruptedException {
        pools.forEach(ThreadPoolExecutor::shutdownNow);
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
