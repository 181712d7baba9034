package dev.accepted.job;

import static dev.accepted.job.JobFixtures.FAULT;
import static dev.accepted.job.JobFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.Phase.Completed;
import dev.accepted.job.Phase.Scheduled;
import dev.accepted.job.Phase.Started;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds of a job whatever happens to it, in whatever order, while the clock jumps back and forth. */
class JobPropertyTest {

    /** One event of any kind, at any time, from any attempt. */
    record Event(String kind, int attemptsOff, int second, int percent) {

        Job happenTo(Job job) {
            Instant now = NOON.plusSeconds(second);
            int attempt = job.attempt() + attemptsOff;
            return switch (kind) {
                case "start" -> job.start(now);
                case "progress" -> job.progress(attempt, new Progress(percent, "at " + percent));
                case "cancel" -> job.cancel(now, "user");
                case "discard" -> job.discard(now, "user");
                case "overrun" -> job.overrun(attempt, now);
                case "succeed" -> job.succeed(attempt, now, null);
                case "fail" -> job.fail(attempt, now, FAULT);
                case "tryAgain" -> job.tryAgain(attempt, now, FAULT, now.plusSeconds(percent));
                case "giveUp" -> job.giveUp(attempt, now);
                case "retriedAs" -> job.retriedAs(JobFixtures.id(2 + percent));
                default -> throw new AssertionError(kind);
            };
        }
    }

    @Provide
    Arbitrary<List<Event>> lives() {
        Arbitrary<String> kinds = Arbitraries.frequency(
                Tuple.of(6, "start"),
                Tuple.of(6, "progress"),
                Tuple.of(1, "cancel"),
                Tuple.of(1, "discard"),
                Tuple.of(1, "overrun"),
                Tuple.of(1, "succeed"),
                Tuple.of(1, "fail"),
                Tuple.of(4, "tryAgain"),
                Tuple.of(1, "giveUp"),
                Tuple.of(2, "retriedAs"));
        Arbitrary<Integer> off = Arbitraries.of(0, 0, 0, 0, -1, 1);
        return Combinators.combine(
                        kinds,
                        off,
                        Arbitraries.integers().between(-100, 100),
                        Arbitraries.integers().between(0, 100))
                .as(Event::new)
                .list()
                .ofMaxSize(40);
    }

    @Property
    void theVersionRisesByOneWithEachChangeAndOnlyThen(@ForAll("lives") List<Event> life) {
        Job job = JobFixtures.waiting();
        for (Event event : life) {
            Job next = event.happenTo(job);
            if (next != job) {
                assertThat(next.version()).isEqualTo(job.version() + 1);
                assertThat(next).isNotEqualTo(job);
            }
            job = next;
        }
    }

    @Property
    void ofACompletedJobNothingChangesButThatItWasRetriedOnceIfItFailed(@ForAll("lives") List<Event> life) {
        Job job = JobFixtures.waiting();
        for (Event event : life) {
            Job next = event.happenTo(job);
            assertThat(next == job || job.mayBecome(next)).isTrue();
            if (job.phase() instanceof Completed before && next != job) {
                Completed after = (Completed) next.phase();
                assertThat(event.kind()).isEqualTo("retriedAs");
                assertThat(job.status().isUnsuccessfulEnd()).isTrue();
                assertThat(before.retriedAs()).isEmpty();
                assertThat(after).isEqualTo(before.retriedAs(after.retriedAs().orElseThrow()));
                assertThat(next.failedAttempts()).isSameAs(job.failedAttempts());
            }
            job = next;
        }
    }

    @Property
    void stateAndStatusAreAlwaysAPairOfTheContract(@ForAll("lives") List<Event> life) {
        Job job = JobFixtures.waiting();
        for (Event event : life) {
            job = event.happenTo(job);
            assertThat(job.state() + " " + job.status())
                    .isIn(
                            "SCHEDULED UNDETERMINED",
                            "STARTED INPROGRESS",
                            "STARTED CANCELLING",
                            "COMPLETED SUCCESS",
                            "COMPLETED FAILURE",
                            "COMPLETED CANCELLED",
                            "COMPLETED TIMEOUT");
            assertThat(job.state() == JobState.COMPLETED).isEqualTo(job.isCompleted());
        }
    }

    @Property
    void thePercentageNeverFallsWithinAnAttemptAndIsAHundredAfterSuccess(@ForAll("lives") List<Event> life) {
        Job job = JobFixtures.waiting();
        for (Event event : life) {
            Job next = event.happenTo(job);
            if (!(next.phase() instanceof Scheduled) && !(job.phase() instanceof Scheduled)) {
                assertThat(next.phase().progress().percent())
                        .isGreaterThanOrEqualTo(job.phase().progress().percent());
            }
            if (next.status() == JobStatus.SUCCESS) {
                assertThat(next.phase().progress().percent()).isEqualTo(100);
            }
            job = next;
        }
    }

    @Property
    void timesNeverRunBackwardsThoughTheClockDoes(@ForAll("lives") List<Event> life) {
        Job job = JobFixtures.waiting();
        for (Event event : life) {
            job = event.happenTo(job);
            Instant last = job.acceptedAt();
            assertThat(job.phase().dueAt()).isAfterOrEqualTo(last);
            for (Attempt attempt : job.failedAttempts()) {
                assertThat(attempt.startedAt()).isAfterOrEqualTo(last);
                assertThat(attempt.endedAt()).isAfterOrEqualTo(attempt.startedAt());
                last = attempt.endedAt();
            }
            if (job.phase() instanceof Started run) {
                assertThat(run.startedAt()).isAfterOrEqualTo(last);
            }
            if (job.phase() instanceof Completed end) {
                assertThat(end.endedAt()).isAfterOrEqualTo(last);
                assertThat(end.endedAt()).isAfterOrEqualTo(end.startedAt().orElse(job.acceptedAt()));
                assertThat(job.expiresAt()).contains(end.endedAt().plus(job.retention()));
            }
        }
    }

    @Property
    void attemptsAreCountedAndAJobThatNeverRanHasNoStart(@ForAll("lives") List<Event> life) {
        Job job = JobFixtures.waiting();
        int begun = 0;
        for (Event event : life) {
            Job next = event.happenTo(job);
            if (next.state() == JobState.STARTED && job.state() == JobState.SCHEDULED) {
                begun++;
                assertThat(next.attempt()).isEqualTo(begun);
            }
            job = next;
            switch (job.state()) {
                case SCHEDULED -> assertThat(job.attempt()).isEqualTo(begun + 1);
                case STARTED, COMPLETED -> assertThat(job.attempt()).isEqualTo(begun);
            }
            assertThat(job.startedAt().isPresent()).isEqualTo(job.state() != JobState.SCHEDULED && begun > 0);
        }
    }

    @Property
    void itsHistoryIsInOrderAndTellsEachAttemptOnce(@ForAll("lives") List<Event> life) {
        Job job = JobFixtures.waiting();
        for (Event event : life) {
            job = event.happenTo(job);
            List<Happening> history = Happening.to(job);
            assertThat(history).extracting(Happening::at).isSorted();
            assertThat(history.get(0)).isInstanceOf(Happening.Accepted.class);
            int begun = job.state() == JobState.SCHEDULED ? job.attempt() - 1 : job.attempt();
            assertThat(history).filteredOn(Happening.Began.class::isInstance).hasSize(begun);
            assertThat(history).filteredOn(Happening.Failed.class::isInstance).hasSameSizeAs(job.failedAttempts());
            assertThat(history).filteredOn(Happening.Ended.class::isInstance).hasSize(job.isCompleted() ? 1 : 0);
        }
    }
}
