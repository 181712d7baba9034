package dev.accepted.handler.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops the statement that a job's thread waits for, and which hears no interrupt. It is pulled on a thread of its own.
 *
 * <p>{@code Statement.cancel} does nothing in the moments before a statement has reached the database, and with some drivers while
 * rows are fetched, so it is said again until the job's thread lets go. A connection that does not listen at all is aborted, which
 * closes its socket.
 */
final class Brake {

    private static final Logger LOG = System.getLogger(Brake.class.getName());

    private final Connection connection;
    private final Duration again;
    private final int mostTimes;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile @Nullable Statement current;

    /**
     * A brake that is not pulled.
     *
     * @param again how long to wait before a cancel is said again
     * @param mostTimes how often it is said before the connection is cut
     */
    Brake(Connection connection, Duration again, int mostTimes) {
        this.connection = connection;
        this.again = again;
        this.mostTimes = mostTimes;
    }

    /** From now on this is the statement to stop. */
    void on(Statement statement) {
        current = statement;
    }

    /** Nothing is to be stopped any more. */
    void release() {
        released.countDown();
    }

    /** Returns when the job's thread has let go, or the connection is no more. */
    void pull() {
        try {
            for (int times = 0; times < mostTimes && released.getCount() > 0; times++) {
                cancel();
                released.await(again.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (released.getCount() == 0) {
                return;
            }
            LOG.log(Level.WARNING, "A statement does not hear that it is cancelled; its connection is cut");
            connection.abort(Runnable::run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "A connection cannot be cut; its job stays until the database answers", e);
        }
    }

    private void cancel() {
        Statement statement = current;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "A statement cannot be cancelled at this moment", e);
            }
        }
    }
}
