package dev.accepted.jaxrs;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Does something when a request that is held is over, however that came. */
record WhenGone(Runnable task) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        task.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        task.run();
    }

    @Override
    public void onError(AsyncEvent event) {
        task.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It was dispatched anew, and is held again by somebody else.
    }
}
