package dev.accepted.store.jdbc;

import static dev.accepted.job.JobFixtures.NOON;

import dev.accepted.store.CallerLimits;
import dev.accepted.store.Spool;
import dev.accepted.store.SpoolContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Contents in a file of H2. */
class H2SpoolTest implements SpoolContract {

    @TempDir
    private Path folder;

    private final OpenStores stores = new OpenStores();
    private JdbcStorage last;

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    public Spool spool(long quota) {
        last = stores.open(
                OpenStores.newFile(folder), NOON, new JdbcStorage.Limits(1000, 1000, 1000, quota, CallerLimits.NONE));
        return last.storage().spool();
    }

    @Override
    public long used() {
        return last.used();
    }
}
