package dev.accepted.job;

import static dev.accepted.job.JobFixtures.FAULT;
import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.document;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every phase. */
class JobEventsTest {

    /**
     * One row an event, one column a phase: the status that the event leads to, or {@code same} where the job must stay the
     * same object. An event marked {@code stale} names an attempt that is not the running one. Where an attempt runs, or
     * comes next, it is the second, but for the first column.
     */
    private static final String TABLE = """
            event          waiting    retrying   running      cancelling overrunning succeeded failed  cancelled timedOut retried discarding
            start          INPROGRESS INPROGRESS same         same       same        same      same    same      same     same same
            progress       same       same       INPROGRESS   CANCELLING INPROGRESS  same      same    same      same     same CANCELLING
            progress-stale same       same       same         same       same        same      same    same      same     same same
            cancel         CANCELLED  CANCELLED  CANCELLING   same       same        same      same    same      same     same same
            overrun        same       same       INPROGRESS   same       same        same      same    same      same     same same
            overrun-stale  same       same       same         same       same        same      same    same      same     same same
            succeed        same       same       SUCCESS      SUCCESS    TIMEOUT     same      same    same      same     same SUCCESS
            succeed-stale  same       same       same         same       same        same      same    same      same     same same
            fail           same       same       FAILURE      CANCELLED  TIMEOUT     same      same    same      same     same CANCELLED
            fail-stale     same       same       same         same       same        same      same    same      same     same same
            tryAgain       same       same       UNDETERMINED CANCELLED  TIMEOUT     same      same    same      same     same CANCELLED
            tryAgain-stale same       same       same         same       same        same      same    same      same     same same
            giveUp         same       same       same         CANCELLED  TIMEOUT     same      same    same      same     same CANCELLED
            giveUp-stale   same       same       same         same       same        same      same    same      same     same same
            retriedAs      same       same       same         same       same        same      FAILURE CANCELLED TIMEOUT  same same
            discard        CANCELLED  CANCELLED  CANCELLING   CANCELLING CANCELLING  same      same    same      same     same same
            """;

    /** The only pairs there are. */
    private static final Map<JobStatus, JobState> PAIRS = Map.of(
            JobStatus.UNDETERMINED, JobState.SCHEDULED,
            JobStatus.INPROGRESS, JobState.STARTED,
            JobStatus.CANCELLING, JobState.STARTED,
            JobStatus.SUCCESS, JobState.COMPLETED,
            JobStatus.FAILURE, JobState.COMPLETED,
            JobStatus.CANCELLED, JobState.COMPLETED,
            JobStatus.TIMEOUT, JobState.COMPLETED);

    private static final Instant LATER = NOON.plusSeconds(30);

    private static Job phase(String name) {
        Job running = JobFixtures.runningAgain();
        return switch (name) {
            case "waiting" -> JobFixtures.waiting();
            case "retrying" -> JobFixtures.retrying();
            case "running" -> running;
            case "cancelling" -> running.cancel(NOON.plusSeconds(12), "user");
            case "discarding" -> running.discard(NOON.plusSeconds(12), "user");
            case "overrunning" -> running.overrun(2, NOON.plusSeconds(12));
            case "succeeded" -> running.succeed(2, NOON.plusSeconds(12), document("{}"));
            case "failed" -> running.fail(2, NOON.plusSeconds(12), FAULT);
            case "cancelled" -> JobFixtures.waiting().cancel(NOON.plusSeconds(12), "user");
            case "retried" -> running.fail(2, NOON.plusSeconds(12), FAULT).retriedAs(JobFixtures.id(9));
            case "timedOut" -> running.overrun(2, NOON.plusSeconds(12)).giveUp(2, NOON.plusSeconds(13));
            default -> throw new AssertionError("no such phase: " + name);
        };
    }

    private static UnaryOperator<Job> event(String name, int attempt) {
        return switch (name) {
            case "start" -> job -> job.start(LATER);
            case "progress" -> job -> job.progress(attempt, new Progress(30, "a third"));
            case "cancel" -> job -> job.cancel(LATER, "user");
            case "discard" -> job -> job.discard(LATER, "user");
            case "overrun" -> job -> job.overrun(attempt, LATER);
            case "succeed" -> job -> job.succeed(attempt, LATER, document("{}"));
            case "fail" -> job -> job.fail(attempt, LATER, FAULT);
            case "tryAgain" -> job -> job.tryAgain(attempt, LATER, FAULT, LATER.plusSeconds(10));
            case "giveUp" -> job -> job.giveUp(attempt, LATER);
            case "retriedAs" -> job -> job.retriedAs(JobFixtures.id(2));
            default -> throw new AssertionError("no such event: " + name);
        };
    }

    static Stream<Arguments> cells() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +")).toList();
        String[] phases = rows.get(0);
        List<Arguments> cells = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            assertThat(row).as(row[0]).hasSameSizeAs(phases);
            for (int column = 1; column < phases.length; column++) {
                cells.add(Arguments.of(row[0], phases[column], row[column]));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} when {1}: {2}")
    @MethodSource("cells")
    void everyEventInEveryPhaseLeadsWhereTheTableSays(String event, String phase, String expected) {
        Job before = phase(phase);
        boolean stale = event.endsWith("-stale");
        String name = stale ? event.substring(0, event.indexOf('-')) : event;
        List<Integer> attempts =
                stale ? List.of(before.attempt() - 1, before.attempt() + 1) : List.of(before.attempt());

        for (int attempt : attempts) {
            Job after = event(name, attempt).apply(before);

            if (expected.equals("same")) {
                assertThat(after).isSameAs(before);
            } else {
                JobStatus status = JobStatus.valueOf(expected);
                assertThat(after.status()).isEqualTo(status);
                assertThat(after.state()).isEqualTo(PAIRS.get(status));
                assertThat(after.version()).isEqualTo(before.version() + 1);
                assertThat(after.id()).isSameAs(before.id());
                assertThat(after.request()).isSameAs(before.request());
            }
        }
    }

    @Test
    void theTableKnowsEveryEventThereIs() {
        List<String> events = Arrays.stream(Job.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == Job.class)
                .map(Method::getName)
                .toList();

        assertThat(new TreeSet<>(events))
                .isEqualTo(new TreeSet<>(TABLE.lines()
                        .skip(1)
                        .map(line -> line.split("[ -]", 2)[0])
                        .toList()));
    }

    @Test
    void everyStatusBelongsToTheOneStateOfTheContract() {
        Map<JobStatus, JobState> pairs = new LinkedHashMap<>();
        for (JobStatus status : JobStatus.values()) {
            pairs.put(status, status.state());
        }

        assertThat(pairs).isEqualTo(PAIRS);
    }

    @Test
    void onlyEndsOtherThanSuccessMayBeTriedAnew() {
        assertThat(JobStatus.values())
                .filteredOn(JobStatus::isUnsuccessfulEnd)
                .containsExactly(JobStatus.FAILURE, JobStatus.CANCELLED, JobStatus.TIMEOUT);
    }
}
