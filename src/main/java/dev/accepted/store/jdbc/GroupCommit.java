package dev.accepted.store.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Makes all changes, on one thread, as many in one transaction as came while the last was under way: a commit waits for the
 * disk, and so many share the wait.
 *
 * <pre>
 *   a change refuses, or throws        it alone has failed, and has written nothing: it decides first and writes then
 *   the database objects               all is rolled back, and each is made again in a transaction of its own
 *   the commit is through              memory follows, and whoever waited is told
 * </pre>
 *
 * <p>Changes that nobody waits for are written once a second. Safe for use by many threads; changes are made in the order in which
 * they came.
 */
final class GroupCommit implements Runnable {

    private static final Logger LOG = System.getLogger(GroupCommit.class.getName());
    private static final int MOST = 500;
    private static final long BETWEEN_SAVES = TimeUnit.SECONDS.toNanos(1);

    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Jdbi jdbi;
    private final Flush flush;
    private final List<Consumer<Tx>> savings = new ArrayList<>();
    private final List<Consumer<Tx>> conclusions = new ArrayList<>();
    private long savedAt;
    private volatile boolean closing;

    /** A change. May be called more than once; throws, if it does, before it has written anything. */
    @FunctionalInterface
    interface Change<T> {
        T in(Tx tx);
    }

    /** Has the disk take what was committed. */
    @FunctionalInterface
    interface Flush {
        void run(Handle db);
    }

    /**
     * To be run by a thread of its own.
     *
     * @param flush called after each commit
     */
    GroupCommit(Jdbi jdbi, Flush flush) {
        this.jdbi = jdbi;
        this.flush = flush;
    }

    /** Writes what nobody waits for; called once a second, and at the end. To be said before the thread runs. */
    void save(Consumer<Tx> saving) {
        savings.add(saving);
    }

    /** Does what follows from the changes of a transaction, before it is committed. To be said before the thread runs. */
    void conclude(Consumer<Tx> conclusion) {
        conclusions.add(conclusion);
    }

    /**
     * Makes a change, and returns when it is as durable as the database makes things.
     *
     * @throws IllegalStateException if the store is closed
     */
    <T> T make(Change<T> change) {
        Pending<T> pending = new Pending<>(change);
        queue.add(pending);
        if (end.isDone()) {
            failRest();
        }
        return Database.await(pending.future);
    }

    @Override
    public void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                List<Pending<?>> group = take();
                if (System.nanoTime() - savedAt >= BETWEEN_SAVES) {
                    group.addAll(savings());
                }
                if (!group.isEmpty()) {
                    commit(group);
                }
            }
            commit(savings());
        } finally {
            end.complete(null);
            failRest();
        }
    }

    private List<Pending<?>> take() {
        List<Pending<?>> group = new ArrayList<>();
        try {
            Pending<?> first = queue.poll(1, TimeUnit.SECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, MOST - 1);
            }
        } catch (InterruptedException nobodyMeantThisThread) {
            LOG.log(Level.DEBUG, "The writing thread was interrupted, and goes on");
        }
        return group;
    }

    private List<Pending<?>> savings() {
        savedAt = System.nanoTime();
        List<Pending<?>> all = new ArrayList<>();
        for (Consumer<Tx> saving : savings) {
            Pending<Boolean> pending = new Pending<>(tx -> {
                saving.accept(tx);
                return true;
            });
            pending.future.exceptionally(e -> {
                LOG.log(Level.ERROR, "What running jobs tell of themselves could not be written; it is tried again", e);
                return false;
            });
            all.add(pending);
        }
        return all;
    }

    private void commit(List<Pending<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        boolean apart = false;
        try (Handle db = jdbi.open()) {
            db.begin();
            Tx tx = new Tx(db);
            try {
                group.forEach(one -> one.attempt(tx));
                conclusions.forEach(conclusion -> conclusion.accept(tx));
            } catch (RuntimeException | Error e) {
                tx.rolledBack();
                db.rollback();
                apart = group.size() > 1;
                if (!apart) {
                    throw e;
                }
                LOG.log(Level.DEBUG, "A transaction of " + group.size() + " changes failed; each is made by itself", e);
            }
            if (!apart) {
                end(tx);
                group.forEach(Pending::complete);
            }
        } catch (RuntimeException | Error e) {
            group.forEach(one -> one.fail(e));
        }
        if (apart) {
            group.forEach(one -> commit(List.of(one)));
        }
    }

    /** Not made again if this fails, for nobody knows then whether it was made. */
    private void end(Tx tx) {
        boolean through = false;
        try {
            tx.db().commit();
            through = true;
        } finally {
            if (through) {
                // Whatever the disk says now: it was committed, and memory must not say otherwise.
                tx.committed();
            } else {
                tx.rolledBack();
            }
        }
        if (tx.writes()) {
            flush.run(tx.db());
        }
    }

    /** Ends when all that was asked for is done, and waits for that. */
    void close() {
        closing = true;
        queue.add(new Pending<>(tx -> true));
        end.join();
    }

    private void failRest() {
        List<Pending<?>> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(one -> one.fail(new IllegalStateException("The store is closed, nothing is kept any more")));
    }

    /** A change that somebody waits for. */
    private static final class Pending<T> {

        private final Change<T> change;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T answer;
        private @Nullable RuntimeException refusal;

        Pending(Change<T> change) {
            this.change = change;
        }

        void attempt(Tx tx) {
            answer = null;
            refusal = null;
            try {
                answer = change.in(tx);
            } catch (JdbiException e) {
                throw e;
            } catch (RuntimeException e) {
                refusal = e;
            }
        }

        void complete() {
            if (refusal == null) {
                future.complete(answer);
            } else {
                future.completeExceptionally(refusal);
            }
        }

        void fail(Throwable e) {
            future.completeExceptionally(e);
        }
    }
}
