package dev.accepted.store;

import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.RETENTION;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.requestOf;
import static dev.accepted.job.JobFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobStore.Absence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must remember of jobs that are gone. */
@Timeout(120)
public interface JobAbsenceContract {

    /** A new, empty store with its logs and its spool. */
    Storage storage(Instant startedAt, long maxEnded) throws Exception;

    /** How often races go round, of so many times: a store that waits for a disk shows in fewer rounds what it does. */
    default int rounds(int many) {
        return many;
    }

    private static void createEnded(JobStore jobs, int n, String owner) {
        jobs.create(accepted(id(n), requestOf(owner)));
        jobs.update(id(n), job -> succeeded(job, NOON.plusMillis(n)));
    }

    @Test
    default void ofARemovedJobTheOwnerIsRemembered() throws Exception {
        JobStore jobs = storage(NOON, 100).jobs();
        createEnded(jobs, 1, "Ada");
        createEnded(jobs, 2, "Bob");

        jobs.remove(id(2), NOON);
        jobs.remove(id(1), NOON);

        assertThat(jobs.absence(id(1))).isEqualTo(new Absence.Gone("Ada"));
        assertThat(jobs.absence(id(2))).isEqualTo(new Absence.Gone("Bob"));
        assertThat(jobs.absence(id(3))).isEqualTo(Absence.NEVER_SEEN);
    }

    @Test
    default void anExpiredJobIsRememberedAsWell() throws Exception {
        JobStore jobs = storage(NOON, 100).jobs();
        createEnded(jobs, 1, "Ada");

        jobs.removeExpired(NOON.plusMillis(1).plus(RETENTION), 10);

        assertThat(jobs.absence(id(1))).isEqualTo(new Absence.Gone("Ada"));
        assertThat(jobs.evictedEarly()).isZero();
    }

    @Test
    default void aJobThatHadToGoEarlyIsRememberedAndCounted() throws Exception {
        JobStore jobs = storage(NOON, 2).jobs();
        for (int n = 1; n <= 5; n++) {
            createEnded(jobs, n, "Ada");
        }

        for (int n = 1; n <= 3; n++) {
            assertThat(jobs.find(id(n))).isEmpty();
            assertThat(jobs.absence(id(n))).isEqualTo(new Absence.Gone("Ada"));
        }
        assertThat(jobs.evictedEarly()).isEqualTo(3);

        jobs.remove(id(5), NOON);
        assertThat(jobs.evictedEarly()).as("who is deleted does not go early").isEqualTo(3);
    }

    @Test
    default void whatIsGoneIsForgottenAfterThirtyDaysAndNotBefore() throws Exception {
        JobStore jobs = storage(NOON, 100).jobs();
        createEnded(jobs, 1, "Ada");
        createEnded(jobs, 2, "Bob");
        jobs.remove(id(1), NOON.plusSeconds(60));
        jobs.remove(id(2), NOON.plus(Duration.ofDays(1)));

        jobs.removeExpired(NOON.plus(Duration.ofDays(30)).plusSeconds(58), 10);
        assertThat(jobs.absence(id(1))).isEqualTo(new Absence.Gone("Ada"));

        jobs.removeExpired(NOON.plus(Duration.ofDays(30)).plusSeconds(62), 10);
        assertThat(jobs.absence(id(1))).isEqualTo(Absence.NEVER_SEEN);
        assertThat(jobs.absence(id(2))).isEqualTo(new Absence.Gone("Bob"));

        jobs.removeExpired(NOON.plus(Duration.ofDays(32)), 10);
        assertThat(jobs.absence(id(2))).isEqualTo(Absence.NEVER_SEEN);
    }

    @Test
    default void whoeverLooksWhileAJobGoesFindsTheJobOrThatItIsGone() throws Exception {
        JobStore jobs = storage(NOON, 100_000).jobs();
        int many = rounds(3000);
        for (int n = 1; n <= many; n++) {
            createEnded(jobs, n, "Ada");
        }
        AtomicInteger now = new AtomicInteger(1);

        new Race()
                .with(1, number -> {
                    for (int n = 1; n <= many; n++) {
                        now.set(n);
                        if (n % 2 == 0) {
                            jobs.remove(id(n), NOON);
                        } else {
                            jobs.removeExpired(NOON.plusMillis(n).plus(RETENTION), 1);
                        }
                    }
                    now.set(many + 1);
                })
                .with(3, number -> {
                    for (int n = now.get(); n <= many; n = now.get()) {
                        JobId id = id(n);
                        Optional<Job> found = jobs.find(id);
                        if (found.isEmpty()) {
                            assertThat(jobs.absence(id)).isEqualTo(new Absence.Gone("Ada"));
                        }
                    }
                })
                .run();

        assertThat(jobs.count().all()).isZero();
    }
}
