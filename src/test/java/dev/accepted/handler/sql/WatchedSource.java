package dev.accepted.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Lends connections as a pool does: one that comes back is looked at, whether it is as it was, and lent to the next. A transaction
 * that was left open would be seen there.
 */
final class WatchedSource implements DataSource {

    private final DataSource database;
    private final List<String> complaints = new ArrayList<>();
    private int lent;
    private int backAgain;
    private int cut;
    private boolean broken;

    WatchedSource(DataSource database) {
        this.database = database;
    }

    /** From now on there are no connections. */
    void breakDown() {
        broken = true;
    }

    /** How many connections were cut because they could not be brought back to what they were. */
    synchronized int cut() {
        return cut;
    }

    synchronized void assertAllCameBackClean() {
        broken = false;
        assertThat(complaints).isEmpty();
        assertThat(backAgain).isEqualTo(lent);
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (broken) {
            throw new SQLException("the host that nobody shall know is down", "08001");
        }
        Connection connection = database.getConnection();
        boolean autoCommit = connection.getAutoCommit();
        boolean readOnly = connection.isReadOnly();
        int isolation = connection.getTransactionIsolation();
        lent++;
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("abort")) {
                        aborted();
                    }
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        cameBack(connection.getAutoCommit() == autoCommit
                                && connection.isReadOnly() == readOnly
                                && connection.getTransactionIsolation() == isolation);
                    } else if (method.getName().equals("close")) {
                        cameBack(true);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private synchronized void aborted() {
        cut++;
    }

    private synchronized void cameBack(boolean clean) {
        backAgain++;
        if (!clean) {
            complaints.add("A connection came back with other modes than it had");
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
