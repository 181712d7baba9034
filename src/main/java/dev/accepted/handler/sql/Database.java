package dev.accepted.handler.sql;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/** Gives connections: the container's {@code DataSource}, which may pool them, or a driver, which opens one each time. */
@FunctionalInterface
interface Database {

    /** A connection, to be closed by the caller. */
    Connection connect() throws SQLException;

    /**
     * By a driver.
     *
     * @param properties user, password and what else the driver takes
     */
    static Database of(Driver driver, String url, Properties properties) {
        return () -> {
            Connection connection = driver.connect(url, properties);
            if (connection == null) {
                throw new SQLException("The driver does not take its URL any more", "08001");
            }
            return connection;
        };
    }
}
