package dev.accepted.handler.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

/**
 * One transaction on one connection. Whatever happens, the connection is clean when it goes back: what was not committed is rolled
 * back, its modes are as they were, and one that cannot be brought there is cut, so that no pool lends it again.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Session.class.getName());

    /** Drivers count milliseconds in 32 bits. */
    private static final long MOST_SECONDS = 1_000_000;

    private static final Duration CANCEL_AGAIN = Duration.ofMillis(100);
    private static final int MOST_CANCELS = 50;

    private final Connection connection;
    private final Terms terms;
    private final Brake brake;
    private final boolean hadAutoCommit;
    private final boolean wasReadOnly;
    private int hadIsolation = Connection.TRANSACTION_NONE;
    private boolean committed;

    private Session(Connection connection, Terms terms) throws SQLException {
        this.connection = connection;
        this.terms = terms;
        this.brake = new Brake(connection, CANCEL_AGAIN, MOST_CANCELS);
        this.hadAutoCommit = connection.getAutoCommit();
        this.wasReadOnly = connection.isReadOnly();
    }

    /** Begins a transaction. */
    static Session begin(Database database, Terms terms) throws SQLException {
        Connection connection = database.connect();
        Session session;
        try {
            session = new Session(connection, terms);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        boolean begun = false;
        try {
            session.begin();
            begun = true;
            return session;
        } finally {
            if (!begun) {
                session.close();
            }
        }
    }

    private void begin() throws SQLException {
        connection.setAutoCommit(true); // modes cannot change within a transaction
        if (terms.readOnly() != wasReadOnly) {
            connection.setReadOnly(terms.readOnly());
        }
        if (terms.isolation() != null) {
            hadIsolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(terms.isolation());
        }
        // Besides beginning the transaction, this is what lets PostgreSQL's driver fetch rows in portions.
        connection.setAutoCommit(false);
    }

    /**
     * Makes a statement ready to be bound and run; it can be stopped from now on.
     *
     * @param most how long it may run, should nobody stop it
     */
    PreparedStatement prepare(NamedSql sql, boolean isCall, Duration most) throws SQLException {
        PreparedStatement statement =
                isCall ? connection.prepareCall(sql.text()) : connection.prepareStatement(sql.text());
        brake.on(statement);
        statement.setFetchSize(Fetch.first(terms.fetchSize()));
        long seconds = Math.max(1, most.toSeconds());
        if (seconds <= MOST_SECONDS) {
            setQueryTimeout(statement, (int) seconds);
        }
        return statement;
    }

    private static void setQueryTimeout(PreparedStatement statement, int seconds) throws SQLException {
        try {
            statement.setQueryTimeout(seconds);
        } catch (SQLFeatureNotSupportedException e) {
            LOG.log(Level.DEBUG, "The driver has no time-out of its own; ours is enough", e);
        }
    }

    Terms terms() {
        return terms;
    }

    /** Stops the statement that runs; may take some seconds. For another thread. */
    void stop() {
        brake.pull();
    }

    /** No statement runs any more. */
    void rest() {
        brake.release();
    }

    /** Ends the transaction: what it did is kept, unless it was to be read only. */
    void end() throws SQLException {
        if (!terms.readOnly()) {
            connection.commit();
            committed = true;
        }
    }

    @Override
    public void close() {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
            if (hadIsolation != Connection.TRANSACTION_NONE) {
                connection.setTransactionIsolation(hadIsolation);
            }
            if (terms.readOnly() != wasReadOnly) {
                connection.setReadOnly(wasReadOnly);
            }
            connection.setAutoCommit(hadAutoCommit);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A connection cannot be brought back to what it was; it is cut", e);
            cut();
        }
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A connection cannot be closed", e);
        }
    }

    private void cut() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A connection cannot be cut", e);
        }
    }
}
