package dev.accepted.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** Requests that are not over when their thread leaves; how many, and what to do when one is. Safe for use by many threads. */
final class HeldRequests {

    private int count;

    /**
     * Holds a request, for as long as we want: the container sets no limit.
     *
     * @throws IllegalStateException if something in the request's way does not support that
     */
    static AsyncContext hold(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        return async;
    }

    /**
     * Counts a request that is held.
     *
     * @param whenOver called when the request is over, however that came; maybe more than once
     */
    void count(AsyncContext async, Runnable whenOver) {
        async.addListener(new Listener(whenOver));
        change(1);
    }

    private synchronized void change(int by) {
        count += by;
        notifyAll();
    }

    /** How many there are. */
    synchronized int count() {
        return count;
    }

    /** Waits until there are none, but no longer than this. */
    synchronized void awaitNone(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); count > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private final class Listener implements AsyncListener {

        private final Runnable whenOver;

        Listener(Runnable whenOver) {
            this.whenOver = whenOver;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            change(-1);
            whenOver.run();
        }

        @Override
        public void onError(AsyncEvent event) {
            whenOver.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            whenOver.run();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
