package dev.accepted.store.jdbc;

import static dev.accepted.job.JobFixtures.NOON;

import dev.accepted.store.CallerLimits;
import dev.accepted.store.CallerLimitsContract;
import dev.accepted.store.JobAbsenceContract;
import dev.accepted.store.JobListContract;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Absence;
import dev.accepted.store.JobStoreContract;
import dev.accepted.store.Storage;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in a file of H2. */
class H2StoreTest implements JobStoreContract, JobListContract, JobAbsenceContract, CallerLimitsContract {

    @TempDir
    private Path folder;

    private final OpenStores stores = new OpenStores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    public Storage storage(Instant startedAt, long maxEnded) {
        return stores.open(OpenStores.newFile(folder), startedAt, maxEnded, CallerLimits.NONE)
                .storage();
    }

    @Override
    public JobStore limited(CallerLimits limits) {
        return stores.open(OpenStores.newFile(folder), NOON, MANY, limits)
                .storage()
                .jobs();
    }

    @Override
    public Absence absenceOfAnOlderId() {
        return Absence.NEVER_SEEN;
    }

    @Override
    public int rounds(int many) {
        return many / 10;
    }
}
