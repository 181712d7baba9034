package dev.accepted.boot;

import java.time.Duration;
import java.util.Hashtable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets Tomcat, which has no executors of its own in JNDI, bind one: {@code <Resource name="concurrent/JobExecutor"
 * type="java.util.concurrent.ExecutorService" factory="dev.accepted.boot.JobExecutorFactory" threads="32" singleton="true"
 * closeMethod="shutdown"/>} in the context file. Tomcat owns it and shuts it down, which
 * takes until its threads have ended. It starts at once what it takes, and rejects
 * what is beyond its threads.
 */
public final class JobExecutorFactory implements ObjectFactory {

    private static final int THREADS = 32;

    /** A handler that ignores its interrupt must not hold up the container's own stop for longer. */
    private static final Duration MOST_FOR_SHUTDOWN = Duration.ofSeconds(2);

    @Override
    public @Nullable ExecutorService getObjectInstance(
            Object resource, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment) {
        return resource instanceof Reference reference ? pool(threads(reference)) : null;
    }

    private static int threads(Reference reference) {
        RefAddr given = reference.get("threads");
        if (given == null) {
            return THREADS;
        }
        int threads = Integer.parseInt(String.valueOf(given.getContent()));
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but is " + threads + " (context file)");
        }
        return threads;
    }

    private static ExecutorService pool(int threads) {
        return new Pool(threads, new OwnThreads("job-executor-"));
    }

    /**
     * Ends its threads before {@link #shutdown} returns, since Tomcat looks for what is left over right after it has called that;
     * public, since it calls it by reflection.
     */
    public static final class Pool extends ThreadPoolExecutor {

        private final OwnThreads own;

        private Pool(int threads, OwnThreads own) {
            super(0, threads, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), own);
            this.own = own;
        }

        @Override
        public void shutdown() {
            super.shutdown();
            try {
                own.awaitEnd(MOST_FOR_SHUTDOWN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
