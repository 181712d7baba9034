package dev.accepted.engine;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A handler that says when it has begun, and goes on until it is let go, or interrupted if it listens to that. */
public final class Hangs implements JobHandler {

    private final boolean deaf;
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private Hangs(boolean deaf) {
        this.deaf = deaf;
    }

    /** Obeys its interrupt. */
    public static Hangs obedient() {
        return new Hangs(false);
    }

    /** Does not hear its interrupt. */
    public static Hangs deaf() {
        return new Hangs(true);
    }

    @Override
    public void run(JobContext job) throws InterruptedException {
        begun.release();
        while (true) {
            try {
                goOn.await();
                return;
            } catch (InterruptedException e) {
                if (!deaf) {
                    throw e;
                }
            }
        }
    }

    /** Waits until one more job is in this handler. */
    public void awaitBegun() {
        begun.acquireUninterruptibly();
    }

    /** All jobs in it return normally. */
    public void letGo() {
        goOn.countDown();
    }
}
