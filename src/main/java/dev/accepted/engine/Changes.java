package dev.accepted.engine;

import dev.accepted.job.Job;
import dev.accepted.store.JobStore.Change;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Tells whoever wants to know what has happened to jobs. {@link #publish} costs the one who made the change an entry in a
 * queue; the listeners are called one change after another on the executor's thread, outside all locks and never on a
 * request's thread. The changes of one thread arrive in its order.
 */
public final class Changes {

    private static final Logger LOG = System.getLogger(Changes.class.getName());

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Change> news = new ConcurrentLinkedQueue<>();
    private final AtomicInteger untold = new AtomicInteger();
    private final Executor teller;

    /**
     * Nobody listens yet.
     *
     * @param teller whose thread calls the listeners
     */
    public Changes(Executor teller) {
        this.teller = teller;
    }

    /** From now on this listener is told; it must be quick, and not block. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Tells of a change, soon; of one that changed nothing, not at all. */
    public void publish(Change change) {
        if (change.happened()) {
            add(change);
        }
    }

    /** Tells of a new job, soon, as of a change that found what it left. */
    public void accepted(Job job) {
        add(new Change(job, job));
    }

    private void add(Change change) {
        if (!listeners.isEmpty()) {
            news.add(change);
            if (untold.getAndIncrement() == 0) {
                teller.execute(this::tellAll);
            }
        }
    }

    private void tellAll() {
        do {
            Change change = news.poll();
            if (change != null) {
                listeners.forEach(listener -> tell(listener, change));
            }
        } while (untold.decrementAndGet() > 0);
    }

    private static void tell(Consumer<Change> listener, Change change) {
        try {
            listener.accept(change);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, change.after().id() + ": a listener failed; the others are told all the same", e);
        }
    }
}
