package dev.accepted.engine;

import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.JobTypes;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Request;
import dev.accepted.store.JobLogs;
import dev.accepted.store.JobStore;
import dev.accepted.store.NoLogs;
import dev.accepted.store.Storage;
import dev.accepted.store.memory.MemoryJobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResumeJobsTest {

    private static final Instant LATER = NOON.plusSeconds(60);

    private final JobLogs logs = new NoLogs();
    private final JobStore jobs = new MemoryJobStore(NOON, 10_000, 10, logs);
    private final List<JobId> line = new ArrayList<>();

    private Job create(int n, String type) {
        Request request = request("user", type, "default", "Job", "");
        Job job = accepted(id(n), request);
        jobs.create(job);
        return job;
    }

    private void run(int n) {
        jobs.update(id(n), job -> job.start(NOON));
    }

    private void resume() {
        ManualTime time = new ManualTime(LATER);
        Storage storage = new Storage(jobs, logs, () -> {
            throw new UnsupportedOperationException();
        });
        Workshop workshop = new Workshop(
                JobTypes.of(List.of()),
                storage,
                time,
                new Changes(Runnable::run),
                () -> 0.5,
                Runnable::run,
                type -> type.value().equals("again"));
        new ResumeJobs(workshop, job -> line.add(job.id())).run();
    }

    private Job now(int n) {
        return jobs.find(id(n)).orElseThrow();
    }

    @Test
    void whatWaitedWaitsAgain() {
        for (int n = 1; n <= 1200; n++) {
            create(n, "once");
        }

        resume();

        assertThat(line).hasSize(1200).doesNotHaveDuplicates();
        assertThat(now(1).version()).isEqualTo(1);
    }

    @Test
    void whatRanIsLostOrTriedAgainAtOnceAsItsTypeSays() {
        create(1, "once");
        create(2, "again");
        run(1);
        run(2);

        resume();

        assertThat(now(1).status()).isEqualTo(JobStatus.FAILURE);
        assertThat(now(1).outcome().flatMap(outcome -> outcome.fault()).map(Fault::code))
                .contains("node-lost");
        assertThat(now(1).endedAt()).contains(LATER);
        assertThat(now(2).status()).isEqualTo(JobStatus.UNDETERMINED);
        assertThat(now(2).phase().dueAt()).isEqualTo(LATER);
        assertThat(now(2).failedAttempts())
                .extracting(attempt -> attempt.fault().code())
                .containsExactly("node-lost");
        assertThat(now(2).attempt()).isEqualTo(2);
        assertThat(line).containsExactly(id(2));
    }

    @Test
    void whatWasAskedToStopEndsAsItWasAsked() {
        Map<Integer, String> asked = Map.of(1, "cancel", 2, "discard", 3, "overrun");
        asked.forEach((n, why) -> {
            create(n, "again");
            run(n);
            jobs.update(id(n), job -> switch (why) {
                case "cancel" -> job.cancel(NOON, "user");
                case "discard" -> job.discard(NOON, "user");
                default -> job.overrun(1, NOON);
            });
        });

        resume();

        assertThat(now(1).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(now(2).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(now(2).isUnwanted()).isTrue();
        assertThat(now(3).status()).isEqualTo(JobStatus.TIMEOUT);
        assertThat(line).isEmpty();
    }

    @Test
    void whatTakesTheServerDownEachTimeIsGivenUp() {
        create(1, "again");
        for (int life = 1; life <= 3; life++) {
            run(1);
            resume();
            assertThat(now(1).status()).as("after the end of life %s", life).isEqualTo(JobStatus.UNDETERMINED);
        }
        run(1);

        resume();

        assertThat(now(1).status()).isEqualTo(JobStatus.FAILURE);
        assertThat(now(1).attempt()).isEqualTo(4);
    }
}
