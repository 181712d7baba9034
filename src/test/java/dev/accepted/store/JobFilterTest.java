package dev.accepted.store;

import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.idAt;
import static dev.accepted.job.JobFixtures.request;
import static dev.accepted.job.JobFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobFilterTest {

    private static final Job JOB =
            accepted(idAt(NOON, 7), request("Ada", "report", "night", "Monthly Report", "of M\u00e4rz"));

    @Test
    void aStatusIsTheOneThatTheJobHasNow() {
        JobFilter waiting = JobFilter.ALL.in(Set.of(JobStatus.UNDETERMINED, JobStatus.INPROGRESS));

        assertThat(waiting.passes(JOB)).isTrue();
        assertThat(waiting.passes(succeeded(JOB, NOON))).isFalse();
        assertThat(JobFilter.ALL.in(Set.of()).passes(JOB)).isFalse();
        assertThat(waiting.in(Set.of(JobStatus.SUCCESS)).statuses()).isEmpty();
    }

    @Test
    void oneOfSeveralValuesIsEnoughAndNoneMeansAll() {
        assertThat(JobFilter.ALL.passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.ofTypes(types("other", "report")).passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.ofTypes(types("other")).passes(JOB)).isFalse();
        assertThat(JobFilter.ALL.inQueues(Set.of(new QueueName("night"))).passes(JOB))
                .isTrue();
        assertThat(JobFilter.ALL.inQueues(Set.of(new QueueName("day"))).passes(JOB))
                .isFalse();
        assertThat(JobFilter.ALL.ofOwners(Set.of("Ada", "Bob")).passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.ofOwners(Set.of("ada")).passes(JOB)).isFalse();
    }

    @Test
    void whoMaySeeOnlyOwnJobsSeesNoOthersWhoeverIsAskedFor() {
        assertThat(JobFilter.ALL.only("Ada").passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.only("Bob").passes(JOB)).isFalse();
        assertThat(JobFilter.ALL.ofOwners(Set.of("Ada", "Bob")).only("Ada").passes(JOB))
                .isTrue();
        assertThat(JobFilter.ALL.ofOwners(Set.of("Ada", "Bob")).only("Bob").passes(JOB))
                .isFalse();
        assertThat(JobFilter.ALL.ofOwners(Set.of("Ada")).only("Bob").passes(JOB))
                .isFalse();
    }

    @Test
    void timesAreAHalfOpenIntervalSoThatIntervalsSideBySideShareNoJob() {
        assertThat(JobFilter.ALL.from(NOON).before(NOON.plusMillis(1)).passes(JOB))
                .isTrue();
        assertThat(JobFilter.ALL.before(NOON).passes(JOB)).isFalse();
        assertThat(JobFilter.ALL.from(NOON.plusMillis(1)).passes(JOB)).isFalse();
    }

    @Test
    void textIsFoundInNameAndSummaryInLargeAndSmallLetters() {
        assertThat(JobFilter.ALL.containing("REPORT").passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.containing("ly re").passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.containing("Monthly Report").passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.containing("M\u00c4RZ").passes(JOB)).isTrue();
        assertThat(JobFilter.ALL.containing("reports").passes(JOB)).isFalse();
        assertThat(JobFilter.ALL.containing("Report of").passes(JOB))
                .as("name and summary are two texts")
                .isFalse();
        assertThat(JobFilter.ALL.containing("much longer than name and summary").passes(JOB))
                .isFalse();
    }

    private static Set<TypeName> types(String... names) {
        return Set.of(names).stream().map(TypeName::new).collect(java.util.stream.Collectors.toSet());
    }
}
