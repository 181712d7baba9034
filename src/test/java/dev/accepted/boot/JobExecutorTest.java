package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.config.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class JobExecutorTest {

    private static final String ENTRY = "java:comp/env/concurrent/JobExecutor";
    private static final String DEFAULT = "java:comp/DefaultManagedExecutorService";

    private final ExecutorService containers = Executors.newSingleThreadExecutor();
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final Map<String, Object> bound = new HashMap<>();
    private final Faults faults = new Faults();

    @AfterEach
    void closeThreads() {
        containers.shutdownNow();
        other.shutdownNow();
    }

    @Test
    void theConfiguredNameComesFirst() {
        bound.put("java:comp/env/mine", containers);
        bound.put(ENTRY, other);
        assertThat(find("java:comp/env/mine"))
                .isEqualTo(new JobExecutor(containers, "the container's, java:comp/env/mine", false));
    }

    @Test
    void thenTheEntryThenTheContainersDefault() {
        bound.put(DEFAULT, other);
        assertThat(find(null).service()).isSameAs(other);
        bound.put(ENTRY, containers);
        JobExecutor found = find(null);
        assertThat(found.service()).isSameAs(containers);
        assertThat(found.source()).isEqualTo("the container's, " + ENTRY);
        assertThat(found.owned()).isFalse();
        faults.throwIfAny();
    }

    @Test
    void thenAPoolOfOurOwn() {
        JobExecutor found = find(null);
        assertThat(found.source()).isEqualTo("our own pool of 3 threads");
        assertThat(found.owned()).isTrue();
        found.service().shutdownNow();
        faults.throwIfAny();
    }

    @Test
    void aContainerWithoutJndiIsNoFault() {
        JobExecutor found = JobExecutor.find(
                settings(null),
                name -> {
                    throw new NoInitialContextException("none here");
                },
                new OwnThreads("test-"),
                faults);
        assertThat(found.owned()).isTrue();
        found.service().shutdownNow();
        faults.throwIfAny();
    }

    @Test
    void aConfiguredNameThatFindsNothingIsAFault() {
        find("java:comp/env/none").service().shutdownNow();
        SettingsException wrong = catchThrowableOfType(SettingsException.class, faults::throwIfAny);
        assertThat(wrong.faults())
                .containsExactly(
                        "accepted.executor.jndi-name must be the JNDI name of an ExecutorService, but nothing is bound at java:comp/env/none");
    }

    @Test
    void whatIsNoExecutorIsAFault() {
        bound.put(ENTRY, "a text");
        find(null).service().shutdownNow();
        assertThat(catchThrowableOfType(SettingsException.class, faults::throwIfAny)
                        .faults())
                .hasSize(1);
    }

    @Test
    void tomcatsFactoryMakesAPoolOfTheSizeThatTheContextFileSays() {
        Reference reference = new Reference(ExecutorService.class.getName());
        reference.add(new StringRefAddr("threads", "2"));
        ExecutorService pool = new JobExecutorFactory().getObjectInstance(reference, null, null, null);
        assertThat(pool).isNotNull().hasFieldOrPropertyWithValue("maximumPoolSize", 2);
        pool.shutdownNow();
        assertThat(new JobExecutorFactory().getObjectInstance("no reference", null, null, null))
                .isNull();
    }

    /** Tomcat looks for threads left over right after it has shut the pool down, and saw one that was just ending. */
    @RepeatedTest(20)
    void noThreadOfTheFactorysPoolOutlivesItsShutdown() throws Exception {
        ExecutorService pool = new JobExecutorFactory().getObjectInstance(new Reference("any"), null, null, null);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch running = new CountDownLatch(32);
        for (int i = 0; i < 32; i++) {
            pool.execute(() -> {
                threads.add(Thread.currentThread());
                running.countDown();
            });
        }
        pool.shutdown();
        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(running.getCount()).isZero();
    }

    private JobExecutor find(String configured) {
        return JobExecutor.find(settings(configured), this::lookup, new OwnThreads("test-"), faults);
    }

    private Object lookup(String name) throws NamingException {
        Object found = bound.get(name);
        if (found == null) {
            throw new NameNotFoundException(name);
        }
        return found;
    }

    private static Settings.Executor settings(String jndiName) {
        return new Settings.Executor(jndiName, 3, Duration.ofSeconds(1));
    }
}
