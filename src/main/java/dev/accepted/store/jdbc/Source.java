package dev.accepted.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;

/** Where connections come from: the container's pool, or one of our own, which is closed with the store. */
final class Source implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Source.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final Runnable close;
    private final boolean isH2;

    private Source(DataSource dataSource, Runnable close) throws SQLException {
        this.dataSource = dataSource;
        this.close = close;
        try (Connection connection = dataSource.getConnection()) {
            this.isH2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        }
    }

    /** The container's. */
    static Source of(DataSource dataSource) throws SQLException {
        return new Source(dataSource, () -> {});
    }

    /** One of our own, of so many connections. */
    static Source open(Login login, int connections, ThreadFactory threads) throws SQLException {
        ClassLoader classes = Source.class.getClassLoader();
        HikariConfig config = new HikariConfig();
        config.setPoolName("accepted");
        config.setJdbcUrl(untilWeClose(login.url()));
        config.setDriverClassName(driver(login.url(), classes));
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setThreadFactory(threads);
        HikariDataSource pool = new HikariDataSource(config);
        try {
            return new Source(pool, () -> {
                pool.close();
                deregisterDrivers(classes);
            });
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** What the database wants to know. */
    record Login(String url, String user, String password) {}

    /** When the server stops, H2 would close its file by itself, while we still write. */
    private static String untilWeClose(String url) {
        return url.startsWith("jdbc:h2:") && !url.contains("DB_CLOSE_ON_EXIT") ? url + ";DB_CLOSE_ON_EXIT=FALSE" : url;
    }

    private static String driver(String url, ClassLoader classes) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, classes)) {
            if (driver.acceptsURL(url)) {
                return driver.getClass().getName();
            }
        }
        throw new SQLException("There is no JDBC driver for " + url + " on the class path");
    }

    /** Drivers enter themselves in what serves all applications, and would keep our class loader alive. */
    private static void deregisterDrivers(ClassLoader ours) {
        if (ours == ClassLoader.getSystemClassLoader()) {
            return;
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == ours) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException | SecurityException e) {
                    LOG.log(Level.WARNING, "A JDBC driver cannot be deregistered, so its classes stay in memory", e);
                }
            }
        }
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Whether it is H2, which has habits of its own. */
    boolean isH2() {
        return isH2;
    }

    @Override
    public void close() {
        close.run();
    }
}
