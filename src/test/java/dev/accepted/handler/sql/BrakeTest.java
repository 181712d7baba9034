package dev.accepted.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.accepted.handler.FakeJobContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class BrakeTest {

    private final List<String> called = new CopyOnWriteArrayList<>();
    private final Brake brake = new Brake(fake(Connection.class, this::note), Duration.ofMillis(1), 3);

    @Test
    void aStatementThatDoesNotHearIsCancelledAgainAndThenItsConnectionIsCut() {
        brake.on(fake(Statement.class, this::note));
        brake.pull();
        assertThat(called).containsExactly("cancel", "cancel", "cancel", "abort");
    }

    @Test
    void aCancelThatFailsIsSaidAgain() {
        brake.on(fake(Statement.class, (proxy, method, arguments) -> {
            note(proxy, method, arguments);
            throw new SQLException("not at this moment");
        }));
        brake.pull();
        assertThat(called).containsExactly("cancel", "cancel", "cancel", "abort");
    }

    @Test
    void whoHasLetGoIsCancelledOnceAtMost() {
        brake.on(fake(Statement.class, (proxy, method, arguments) -> {
            brake.release();
            return note(proxy, method, arguments);
        }));
        brake.pull();
        assertThat(called).containsExactly("cancel");
    }

    @Test
    void whoHasLetGoBeforeIsNotCancelled() {
        brake.on(fake(Statement.class, this::note));
        brake.release();
        brake.pull();
        assertThat(called).isEmpty();
    }

    /** A pool may lend the connection at once, and some drivers cancel whatever runs on it. */
    @Test
    void aCancelThatHasBegunIsOverBeforeTheConnectionGoesBack() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        FakeJobContext job = FakeJobContext.ofJson("{}");
        AtomicReference<Thread> handler = new AtomicReference<>();
        PreparedStatement statement = fake(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().equals("execute")) {
                job.askToStop();
                cancelled.await();
                throw new SQLException("cancelled", "57014");
            }
            if (method.getName().equals("cancel")) {
                cancelled.countDown();
                awaitThatItWaits(handler.get());
                called.add("cancel");
            }
            return null;
        });
        Connection connection = fake(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "prepareStatement" -> statement;
            case "getAutoCommit", "isReadOnly" -> true;
            default -> note(proxy, method, arguments);
        });
        DataSource source = fake(DataSource.class, (proxy, method, arguments) -> connection);
        Thread run = new Thread(() -> assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> new SqlTypes(source).of("select 1").run(job)));
        handler.set(run);
        run.start();
        run.join();
        assertThat(called).containsSubsequence("cancel", "rollback", "close").doesNotContain("commit");
    }

    /** For us; or has gone on without us. */
    private static void awaitThatItWaits(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theStatementThatRunsNowIsTheOneToCancel() {
        brake.on(fake(Statement.class, (proxy, method, arguments) -> called.add("first")));
        brake.on(fake(Statement.class, (proxy, method, arguments) -> {
            brake.release();
            return note(proxy, method, arguments);
        }));
        brake.pull();
        assertThat(called).containsExactly("cancel");
    }

    @Test
    void whereNothingRunsYetThereIsNothingToCancelUntilItDoes() throws InterruptedException {
        Brake patient = new Brake(fake(Connection.class, this::note), Duration.ofMillis(1), Integer.MAX_VALUE);
        Thread puller = new Thread(patient::pull);
        puller.start();
        patient.on(fake(Statement.class, (proxy, method, arguments) -> {
            patient.release();
            return note(proxy, method, arguments);
        }));
        puller.join();
        assertThat(called).containsExactly("cancel");
    }

    private Object note(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
        called.add(method.getName());
        return null;
    }

    private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
    }
}
