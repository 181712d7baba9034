package dev.accepted.dialect.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import dev.accepted.job.Refusal.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every representation in every form, held against files. */
class SeedGoldenTest {

    private static final Map<String, Dialect> FORMS = Map.of(
            "json", new SeedJson(Views.PROBLEMS),
            "xml", new SeedXml(Views.PROBLEMS),
            "txt", new SeedText(Views.PROBLEMS));

    private static final Map<String, Job> JOBS = new TreeMap<>(Map.of(
            "scheduled", Jobs.scheduled(),
            "started", Jobs.seed(),
            "cancelling", Jobs.cancelling(40),
            "succeeded", Jobs.succeeded("done"),
            "failed", Jobs.failed("The disk is full: \"/\" has no room."),
            "cancelled", Jobs.cancelled(),
            "cancelled-before-it-ran", Jobs.cancelledBeforeItRan(),
            "timed-out", Jobs.timedOut(),
            "retry", Jobs.retry().start(Jobs.ENDED_AT).fail(1, Jobs.ENDED_AT, Fault.failed("Again.")),
            "waiting-for-second-attempt", Jobs.waitingForSecondAttempt()));

    private static final Problem REFUSED = Problem.of(
                    ProblemCode.INVALID_SUBMISSION,
                    "The submission has 2 faults; see errors.",
                    List.of(
                            new Violation("/input/seconds", "must be at most 60, but is 61"),
                            new Violation("", "a type that <nobody> knows")))
            .with("instance", Views.HOME + "/jobs");

    private static final Map<String, Function<Dialect, byte[]>> OTHERS = new TreeMap<>(Map.ofEntries(
            Map.<String, Function<Dialect, byte[]>>entry("task", dialect -> dialect.task(Views.task())),
            Map.<String, Function<Dialect, byte[]>>entry(
                    "job-waiting-in-line", dialect -> dialect.job(Views.waitingInLine())),
            Map.<String, Function<Dialect, byte[]>>entry(
                    "job-waiting-in-a-paused-queue", dialect -> dialect.job(Views.waitingInAPausedQueue())),
            Map.<String, Function<Dialect, byte[]>>entry("queues", dialect -> dialect.queues(Views.queues())),
            Map.<String, Function<Dialect, byte[]>>entry("queue", dialect -> dialect.queue(Views.pausedQueue())),
            Map.<String, Function<Dialect, byte[]>>entry("history", dialect -> dialect.history(Views.history())),
            Map.<String, Function<Dialect, byte[]>>entry("jobs", dialect -> dialect.jobs(Views.jobs())),
            Map.<String, Function<Dialect, byte[]>>entry("home", dialect -> dialect.home(Views.home())),
            Map.<String, Function<Dialect, byte[]>>entry("job-types", dialect -> dialect.types(Views.types())),
            Map.<String, Function<Dialect, byte[]>>entry("job-type-json", dialect -> dialect.type(Views.json())),
            Map.<String, Function<Dialect, byte[]>>entry("job-type-raw", dialect -> dialect.type(Views.raw())),
            Map.<String, Function<Dialect, byte[]>>entry("problem", dialect -> dialect.problem(REFUSED)),
            Map.<String, Function<Dialect, byte[]>>entry(
                    "problem-meaning", dialect -> dialect.meaning(ProblemCode.QUEUE_FULL)),
            Map.<String, Function<Dialect, byte[]>>entry("callbacks", dialect -> dialect.callbacks(Views.callbacks())),
            Map.<String, Function<Dialect, byte[]>>entry("schedule", dialect -> dialect.schedule(Views.schedule())),
            Map.<String, Function<Dialect, byte[]>>entry("schedules", dialect -> dialect.schedules(Views.schedules())),
            Map.<String, Function<Dialect, byte[]>>entry("bulk", dialect -> dialect.bulk(Views.bulk()))));

    static Stream<Arguments> jobsInAllForms() {
        return JOBS.keySet().stream().flatMap(SeedGoldenTest::inAllForms);
    }

    static Stream<Arguments> othersInAllForms() {
        return OTHERS.keySet().stream().flatMap(SeedGoldenTest::inAllForms);
    }

    private static Stream<Arguments> inAllForms(String name) {
        return FORMS.keySet().stream().sorted().map(form -> Arguments.of(name, form));
    }

    private static Dialect dialect(String form) {
        return FORMS.getOrDefault(form, new SeedJson(""));
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("jobsInAllForms")
    void jobLooksLikeItsGoldenFile(String name, String form) {
        byte[] body = dialect(form).job(Views.of(JOBS.getOrDefault(name, Jobs.scheduled())));

        Golden.holds("job-" + name + "." + form, body);
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("othersInAllForms")
    void everythingElseLooksLikeItsGoldenFile(String name, String form) {
        byte[] body = OTHERS.getOrDefault(name, dialect -> new byte[0]).apply(dialect(form));

        Golden.holds(name + "." + form, body);
    }

    @Test
    void seedTaskIsByteForByteThatOfTheContract() {
        assertThat(new SeedJson(Views.PROBLEMS).task(Views.task()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"task\":{\"href\":\"/api/company/job-management/jobs/2130040\",\"id\":\"2130040\"}}");
    }

    @Test
    void seedJobBeginsByteForByteAsInTheContract() {
        assertThat(new SeedJson(Views.PROBLEMS).job(Views.of(Jobs.seed())))
                .asString(StandardCharsets.UTF_8)
                .startsWith("{\"job\":{\"@uri\":\"/api/company/job-management/jobs/2130040\",\"id\":\"2130040\","
                        + "\"name\":\"Update Resource\",\"job-state\":\"STARTED\",\"job-status\":\"INPROGRESS\","
                        + "\"percent-complete\":\"30\",\"scheduled-start-time\":\"01-01-2013 10:50:45 PM GMT\","
                        + "\"start-time\":\"01-01-2013 10:50:55 PM GMT\",\"end-time\":\"\",\"owner\":\"Admin\","
                        + "\"summary\":\"random text\",");
    }
}
