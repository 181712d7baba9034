package dev.accepted.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs things at once, each on a thread of its own, and waits for all. */
public final class Race {

    /** What one of the threads does. */
    @FunctionalInterface
    public interface Runner {
        void run(int number) throws Exception;
    }

    private final List<Callable<Void>> runners = new ArrayList<>();

    /** So many threads that do this; each knows its number, from 0 on. */
    public Race with(int threads, Runner runner) {
        for (int i = 0; i < threads; i++) {
            int number = i;
            runners.add(() -> {
                runner.run(number);
                return null;
            });
        }
        return this;
    }

    /** Starts all at the same moment; fails if one of them does. */
    public void run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            CountDownLatch ready = new CountDownLatch(runners.size());
            List<Future<Void>> all = new ArrayList<>();
            for (Callable<Void> runner : runners) {
                all.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return runner.call();
                }));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
