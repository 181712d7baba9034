package dev.accepted.store;

import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.idAt;
import static dev.accepted.job.JobFixtures.requestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.Job;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallerLedgerTest {

    private final CallerLedger ledger = new CallerLedger(new CallerLimits(60, 10));

    private static Job job(String owner, Instant at) {
        return accepted(idAt(at, 1), requestOf(owner));
    }

    @Test
    void aCallerIsForgottenWhenItsLastJobEndsAndItsSubmissionsAreLongAgo() {
        Job job = job("user", NOON);
        ledger.take(job);
        assertThat(ledger.size()).isEqualTo(1);
        ledger.end(job, NOON.plusSeconds(60));
        assertThat(ledger.size()).isZero();
    }

    @Test
    void aMillionCallersThatCameAndWentAreNotRemembered() {
        for (int i = 0; i < 1_000_000; i++) {
            Job job = job("user" + i, NOON.plusMillis(i));
            ledger.take(job);
            ledger.end(job, NOON.plusMillis(i));
            assertThat(ledger.size()).isLessThan(4100);
        }
    }

    @Test
    void callersWithUnfinishedJobsAreNeverForgotten() {
        for (int i = 0; i < 5000; i++) {
            ledger.take(job("user" + i, NOON.plusSeconds(i)));
        }
        assertThat(ledger.size()).isEqualTo(5000);
    }
}
