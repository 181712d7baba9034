package dev.accepted.store.jdbc;

import static dev.accepted.job.JobFixtures.NOON;

import dev.accepted.store.CallerLimits;
import dev.accepted.store.JobLogs;
import dev.accepted.store.JobLogsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Logs in PostgreSQL. */
class PostgresLogsTest implements JobLogsContract {

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

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    public JobLogs logs(long most, long quota) throws Exception {
        return stores.open(schemas.next(), NOON, new JdbcStorage.Limits(1000, 1000, most, quota, CallerLimits.NONE))
                .storage()
                .logs();
    }
}
