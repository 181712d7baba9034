package dev.accepted.store.jdbc;

import static dev.accepted.job.JobFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.accepted.store.CallerLimits;
import dev.accepted.store.CallerLimitsContract;
import dev.accepted.store.JobAbsenceContract;
import dev.accepted.store.JobListContract;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Absence;
import dev.accepted.store.JobStoreContract;
import dev.accepted.store.Storage;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs in PostgreSQL. */
class PostgresStoreTest implements JobStoreContract, JobListContract, JobAbsenceContract, CallerLimitsContract {

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
    public Storage storage(Instant startedAt, long maxEnded) throws Exception {
        return stores.open(schemas.next(), startedAt, maxEnded, CallerLimits.NONE)
                .storage();
    }

    @Override
    public JobStore limited(CallerLimits limits) throws Exception {
        return stores.open(schemas.next(), NOON, MANY, limits).storage().jobs();
    }

    @Override
    public Absence absenceOfAnOlderId() {
        return Absence.NEVER_SEEN;
    }

    @Test
    void noServerStartsOnADatabaseThatLetsOthersIn() throws Exception {
        JdbcStorage.Access access = schemas.next();
        assertThatIllegalStateException()
                .isThrownBy(() -> stores.openAsDeployed(access, NOON))
                .withMessageContaining("must be one of H2's");
    }

    @Override
    public int rounds(int many) {
        return many / 10;
    }
}
