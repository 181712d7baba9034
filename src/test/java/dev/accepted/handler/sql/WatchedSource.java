package dev.accepted.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Lends connections as a pool does: one that comes back is looked at, whether it is as it was, and lent to the next as it is. So
 * whatever reaches a connection too late is seen there.
 */
final class WatchedSource implements DataSource {

    private final DataSource database;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<String> complaints = new ArrayList<>();
    private int out;
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
        assertThat(out).as("connections that have not come back").isZero();
    }

    synchronized void closeAll() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
        idle.clear();
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (broken) {
            throw new SQLException("the host that nobody shall know is down", "08001");
        }
        Connection connection = idle.isEmpty() ? database.getConnection() : idle.pop();
        Lent lent = new Lent(connection, Modes.of(connection));
        out++;
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, lent);
    }

    private synchronized void takeBack(Connection connection, Modes before) throws SQLException {
        out--;
        if (connection.isClosed()) {
            return;
        }
        if (!Modes.of(connection).equals(before)) {
            complaints.add("A connection came back as " + Modes.of(connection) + ", but was lent as " + before);
        }
        idle.push(connection);
    }

    private synchronized void countCut() {
        cut++;
    }

    /** What a connection is set to. */
    private record Modes(boolean autoCommit, boolean readOnly, int isolation) {

        static Modes of(Connection connection) throws SQLException {
            return new Modes(connection.getAutoCommit(), connection.isReadOnly(), connection.getTransactionIsolation());
        }
    }

    /** A connection in somebody's hands. */
    private final class Lent implements InvocationHandler {

        private final Connection connection;
        private final Modes modes;
        private boolean back;

        Lent(Connection connection, Modes modes) {
            this.connection = connection;
            this.modes = modes;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                if (!back) {
                    back = true;
                    takeBack(connection, modes);
                }
                return null;
            }
            if (method.getName().equals("abort")) {
                countCut();
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
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
