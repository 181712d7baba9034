package dev.accepted.engine;

import dev.accepted.handler.JobContext.StopHook;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells a handler to stop: by a flag, by an interrupt that reaches its thread only while the handler is on it, and by what the
 * handler wants done then. A pooled thread goes back to its owner without an interrupt of ours.
 */
final class StopSignal {

    private static final Logger LOG = System.getLogger(StopSignal.class.getName());

    private final Executor aside;
    private final Set<Hook> hooks = new HashSet<>();
    private volatile boolean asked;
    private boolean left;
    private @Nullable Thread thread;

    /**
     * A signal that has not been given.
     *
     * @param aside runs each task at once, on a thread of its own
     */
    StopSignal(Executor aside) {
        this.aside = aside;
    }

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
        left = true;
        hooks.forEach(Hook::forget);
        hooks.clear();
        Thread.interrupted();
    }

    void ask() {
        for (Hook hook : askThread()) {
            aside.execute(hook);
        }
    }

    /** The hooks stay, for the end of the attempt to take back those that have not begun. */
    private synchronized List<Hook> askThread() {
        boolean again = asked;
        asked = true;
        if (thread != null) {
            thread.interrupt();
        }
        return again ? List.of() : List.copyOf(hooks);
    }

    boolean isAsked() {
        return asked;
    }

    StopHook onStop(Runnable task) {
        Hook hook = new Hook(task);
        if (add(hook)) {
            aside.execute(hook);
        }
        return () -> {
            remove(hook);
            hook.withdraw();
        };
    }

    /** Whether it is to be done at once. */
    private synchronized boolean add(Hook hook) {
        if (left) {
            return false;
        }
        hooks.add(hook);
        return asked;
    }

    private synchronized void remove(Hook hook) {
        hooks.remove(hook);
    }

    /** Whoever runs it holds its monitor, which the handler waits for. */
    private static final class Hook implements Runnable {

        private final AtomicReference<@Nullable Runnable> task;

        Hook(Runnable task) {
            this.task = new AtomicReference<>(task);
        }

        @Override
        public synchronized void run() {
            Runnable once = task.getAndSet(null);
            if (once != null) {
                try {
                    once.run();
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.WARNING, "What a handler wants done when it is to stop has failed", e);
                }
            }
        }

        void forget() {
            task.set(null);
        }

        void withdraw() {
            forget();
            synchronized (this) {
                // it is over now, if it ran
            }
        }
    }
}
