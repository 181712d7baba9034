package dev.accepted.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of a test, with a schema for each store. */
final class PostgresSchemas implements AutoCloseable {

    private final EmbeddedPostgres server;
    private int count;

    private PostgresSchemas(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresSchemas start() throws IOException {
        return new PostgresSchemas(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "300")
                .start());
    }

    JdbcStorage.Access next() throws SQLException {
        String schema = "store" + ++count;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        }
        return new JdbcStorage.Access(
                null, server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema, "postgres", "", 4);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
