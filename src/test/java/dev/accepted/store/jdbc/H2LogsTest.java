package dev.accepted.store.jdbc;

import static dev.accepted.job.JobFixtures.NOON;

import dev.accepted.store.CallerLimits;
import dev.accepted.store.JobLogs;
import dev.accepted.store.JobLogsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Logs in a file of H2. */
class H2LogsTest implements JobLogsContract {

    @TempDir
    private Path folder;

    private final OpenStores stores = new OpenStores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    public JobLogs logs(long most, long quota) {
        return stores.open(
                        OpenStores.newFile(folder),
                        NOON,
                        new JdbcStorage.Limits(1000, 1000, most, quota, CallerLimits.NONE))
                .storage()
                .logs();
    }
}
