package dev.accepted.engine;

import org.jspecify.annotations.Nullable;

/**
 * Tells a handler to stop: by a flag, and by an interrupt that reaches its thread only while the handler is on it. A pooled
 * thread goes back to its owner without an interrupt of ours.
 */
final class StopSignal {

    private volatile boolean asked;
    private @Nullable Thread thread;

    /** The handler begins on this thread. */
    synchronized void enter() {
        thread = Thread.currentThread();
        if (asked) {
            thread.interrupt();
        }
    }

    /** The handler has returned. */
    synchronized void leave() {
        thread = null;
        Thread.interrupted();
    }

    synchronized void ask() {
        asked = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    boolean isAsked() {
        return asked;
    }
}
