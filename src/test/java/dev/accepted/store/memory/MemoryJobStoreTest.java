package dev.accepted.store.memory;

import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.request;
import static dev.accepted.job.JobFixtures.requestKeptFor;
import static dev.accepted.job.JobFixtures.requestOf;
import static dev.accepted.job.JobFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.job.TypeName;
import dev.accepted.store.CallerLimits;
import dev.accepted.store.CallerLimitsContract;
import dev.accepted.store.JobAbsenceContract;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobListContract;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Absence;
import dev.accepted.store.JobStoreContract;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import dev.accepted.store.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryJobStoreTest implements JobStoreContract, JobListContract, JobAbsenceContract, CallerLimitsContract {

    @TempDir
    Path temp;

    private SpoolFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = SpoolFolder.open(temp, 10_000_000, new Random(1));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Override
    public Storage storage(Instant startedAt, long maxEnded) {
        MemoryJobLogs logs = new MemoryJobLogs(folder, 1_000_000);
        return new Storage(new MemoryJobStore(startedAt, maxEnded, 1_000_000, logs), logs, new FileSpool(folder));
    }

    @Override
    public JobStore limited(CallerLimits limits) {
        return new MemoryJobStore(NOON, MANY, MANY, new MemoryJobLogs(folder, 1_000_000), limits);
    }

    @Override
    public Absence absenceOfAnOlderId() {
        return Absence.LOST_AT_RESTART;
    }

    @Override
    public int rounds(int many) {
        return many;
    }

    private MemoryJobStore store(long maxEnded) {
        return (MemoryJobStore) storage(NOON, maxEnded).jobs();
    }

    @Test
    void anUpdateThatChangesNothingLeavesTheSameObject() {
        MemoryJobStore jobs = store(10);
        Job job = accepted(id(1), request());
        jobs.create(job);

        jobs.update(id(1), same -> same);

        assertThat(jobs.find(id(1)).orElseThrow()).isSameAs(job);
    }

    @Test
    void anOwnerWithoutJobsCostsNothing() {
        MemoryJobStore jobs = store(10);
        jobs.create(succeeded(accepted(id(1), requestOf("one")), NOON));
        jobs.create(succeeded(accepted(id(2), requestOf("one")), NOON));
        jobs.create(succeeded(accepted(id(3), requestOf("other")), NOON));
        assertThat(jobs.ownerCount()).isEqualTo(2);

        jobs.remove(id(1), NOON);
        assertThat(jobs.ownerCount()).isEqualTo(2);
        jobs.remove(id(2), NOON);
        jobs.remove(id(3), NOON);
        assertThat(jobs.ownerCount()).isZero();
    }

    @Test
    void aRetentionBeyondTheEndOfTimeNeitherExpiresNorHoldsUpOthers() {
        MemoryJobStore jobs = store(10);
        jobs.create(succeeded(accepted(id(1), requestKeptFor(Duration.ofSeconds(Long.MAX_VALUE))), NOON));
        jobs.create(succeeded(accepted(id(2), requestKeptFor(Duration.ofHours(1))), NOON));

        assertThat(jobs.removeExpired(NOON.plus(Duration.ofDays(36_500)), 10)).isEqualTo(1);
        assertThat(jobs.find(id(1))).isPresent();
    }

    @Test
    void aStoreThatWouldKeepNoEndedJobIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> store(0)).withMessageContaining("max-ended is 0");
    }

    @Test
    void whereThereIsNoRoomForAnotherKeyItIsRefusedAndNothingIsKept() {
        MemoryJobStore jobs = new MemoryJobStore(NOON, 10, 2, new MemoryJobLogs(folder, 1_000));
        jobs.create(accepted(id(1), request()), once(1));
        jobs.create(accepted(id(2), request()), once(2));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> jobs.create(accepted(id(3), request()), once(3)))
                .satisfies(refused ->
                        assertThat(((Refusal.Full) refused.refusal()).code()).isEqualTo("keys-full"));

        assertThat(jobs.find(id(3))).isEmpty();
        assertThat(jobs.create(accepted(id(3), request()), once(2)).id())
                .as("a repeat needs no room")
                .isEqualTo(id(2));
        jobs.create(accepted(id(4), request()));
        for (int n = 1; n <= 2; n++) {
            jobs.update(id(n), job -> job.cancel(NOON, "user"));
            jobs.remove(id(n), NOON);
        }
        jobs.removeExpired(NOON.plus(Duration.ofDays(2)), 10);
        assertThat(jobs.create(accepted(id(3), request()), once(3)).id()).isEqualTo(id(3));
        assertThat(jobs.keyCount()).isEqualTo(1);
    }

    private static Once once(int key) {
        return new Once(OnceKey.of("key", Integer.toString(key)), 0, false);
    }

    @Test
    void aSearchLooksAtTenThousandJobsForAPageAndSaysWhereToGoOn() {
        MemoryJobStore jobs = store(10);
        for (int n = 1; n <= 25_000; n++) {
            String name = n == 2 ? "Needle" : "Hay";
            jobs.create(accepted(id(n), request("owner", "type", "queue", name, "")));
        }
        JobQuery query = JobQuery.newest(50).where(JobFilter.ALL.containing("needle"));

        JobPage first = jobs.page(query);
        assertThat(first.jobs()).isEmpty();
        assertThat(first.older()).isEqualTo(id(15_001));
        assertThat(first.newer()).isNull();
        assertThat(first.total()).isNull();
        JobPage second = jobs.page(query.olderThan(id(15_001)));
        assertThat(second.jobs()).isEmpty();
        assertThat(second.older()).isEqualTo(id(5_001));
        assertThat(second.newer())
                .as("nobody looks at all of them for the way back")
                .isEqualTo(id(15_000));
        JobPage third = jobs.page(query.olderThan(id(5_001)));
        assertThat(third.jobs()).extracting(Job::id).containsExactly(id(2));
        assertThat(third.older()).isNull();

        JobPage back = jobs.page(query.newerThan(id(2)));
        assertThat(back.jobs()).isEmpty();
        assertThat(back.newer()).isEqualTo(id(10_002));
    }

    @Test
    void howManyPassIsKnownForOneKindOfFilterWithoutCounting() {
        MemoryJobStore jobs = store(10);
        for (int n = 1; n <= 6; n++) {
            jobs.create(accepted(id(n), request("owner" + n % 2, "type" + n % 3, "queue", "Name", "")));
        }
        jobs.update(id(6), job -> succeeded(job, NOON));
        JobFilter waiting = JobFilter.ALL.in(Set.of(JobStatus.UNDETERMINED));

        assertThat(total(jobs, JobFilter.ALL)).isEqualTo(6);
        assertThat(total(jobs, waiting)).isEqualTo(5);
        assertThat(total(jobs, waiting.only("owner0"))).isEqualTo(2);
        assertThat(total(jobs, waiting.ofTypes(Set.of(new TypeName("type0"), new TypeName("type1")))))
                .isEqualTo(3);
        assertThat(total(jobs, JobFilter.ALL.only("nobody"))).isZero();
        assertThat(total(jobs, JobFilter.ALL.only("owner0").ofTypes(Set.of(new TypeName("type0")))))
                .isNull();
        assertThat(total(jobs, JobFilter.ALL.before(NOON))).isNull();
        assertThat(total(jobs, JobFilter.ALL.containing("Name"))).isNull();
    }

    private static @Nullable Long total(MemoryJobStore jobs, JobFilter filter) {
        return jobs.page(JobQuery.newest(1).where(filter)).total();
    }
}
