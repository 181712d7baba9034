package dev.accepted.boot;

import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;

/**
 * The executor that handlers run on: the one that the settings name, else what the container has under the usual names, else a
 * bounded pool of our own. What the container owns is never shut down.
 *
 * @param service runs handlers
 * @param source which one it is, in words, for the log and the home resource
 * @param owned whether it is ours to shut down
 */
record JobExecutor(ExecutorService service, String source, boolean owned) {

    /** Where to look when the settings name none, in this order. */
    private static final String[] USUAL = {
        "java:comp/env/concurrent/JobExecutor", "java:comp/DefaultManagedExecutorService"
    };

    /** Asks JNDI. */
    @FunctionalInterface
    interface Jndi {

        /** What is bound. */
        Object lookup(String name) throws NamingException;
    }

    /** Finds it; a configured name under which there is none is a fault. */
    static JobExecutor find(Settings.Executor settings, Jndi jndi, ThreadFactory threads, Faults faults) {
        String configured = settings.jndiName();
        for (String name : configured == null ? USUAL : new String[] {configured}) {
            try {
                Object bound = jndi.lookup(name);
                if (bound instanceof ExecutorService service) {
                    return new JobExecutor(service, "the container's, " + name, false);
                }
                faults.add("The executor " + name + " must be an ExecutorService, but something else is bound there");
            } catch (NamingException e) {
                if (configured != null) {
                    faults.add("accepted.executor.jndi-name must be the JNDI name of an ExecutorService, but "
                            + (e instanceof NameNotFoundException ? "nothing is bound at " : "there is no way to ")
                            + name);
                }
            }
        }
        return own(settings.threads(), threads);
    }

    /** What it takes, it starts at once; what is beyond its threads it rejects, and that waits in our order. */
    private static JobExecutor own(int most, ThreadFactory threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(0, most, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        return new JobExecutor(pool, "our own pool of " + most + " threads", true);
    }
}
