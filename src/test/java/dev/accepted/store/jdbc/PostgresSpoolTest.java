package dev.accepted.store.jdbc;

import static dev.accepted.job.JobFixtures.NOON;

import dev.accepted.store.CallerLimits;
import dev.accepted.store.Spool;
import dev.accepted.store.SpoolContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Contents in PostgreSQL. */
class PostgresSpoolTest implements SpoolContract {

    private static PostgresSchemas schemas;

    private final OpenStores stores = new OpenStores();

    @BeforeAll
    static void startServer() throws Exception {
        schemas = PostgresSchemas.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        schemas.close();
    }

    private JdbcStorage last;

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    public Spool spool(long quota) throws Exception {
        last = stores.open(schemas.next(), NOON, new JdbcStorage.Limits(1000, 1000, 1000, quota, CallerLimits.NONE));
        return last.storage().spool();
    }

    @Override
    public long used() {
        return last.used();
    }
}
