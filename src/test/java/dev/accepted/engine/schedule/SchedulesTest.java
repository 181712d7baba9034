package dev.accepted.engine.schedule;

import static dev.accepted.engine.Rig.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.engine.Changes;
import dev.accepted.engine.JobEngine;
import dev.accepted.engine.ManualTime;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.Rig;
import dev.accepted.engine.Workshop;
import dev.accepted.engine.local.LocalDispatch;
import dev.accepted.engine.schedule.Standing.Tally;
import dev.accepted.engine.schedule.Turn.Missed;
import dev.accepted.engine.schedule.Turn.Refused;
import dev.accepted.engine.schedule.Turn.Skipped;
import dev.accepted.engine.schedule.Turn.Submitted;
import dev.accepted.handler.Moments;
import dev.accepted.handler.Window;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.RefusedException;
import dev.accepted.job.ScheduleName;
import dev.accepted.store.JobQuery;
import dev.accepted.store.NoLogs;
import dev.accepted.store.Storage;
import dev.accepted.store.memory.FileSpool;
import dev.accepted.store.memory.MemoryJobStore;
import dev.accepted.store.memory.SpoolFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules over a real engine whose jobs never begin, with a clock that the tests move; it starts at noon on 1 March 2026. */
class SchedulesTest {

    private static final Caller ROBOT = new Caller("schedule:robot", Set.of(Caller.USER));
    private static final int CAPACITY = 5;

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime(Rig.START);
    private MemoryJobStore jobs;
    private JobEngine engine;
    private Schedules schedules;

    @BeforeEach
    void build() throws IOException {
        SpoolFolder spool = SpoolFolder.open(folder.resolve("spool"), 1_000_000, new SecureRandom());
        jobs = new MemoryJobStore(Rig.START, 1_000_000, 1_000_000, new NoLogs());
        Workshop workshop = new Workshop(
                Rig.types(List.of(
                        type("report", job -> {}),
                        Rig.withWindow(type("nightly", job -> {}), Window.parse("0 2 * * *", ZoneOffset.UTC)))),
                new Storage(jobs, new NoLogs(), new FileSpool(spool)),
                time,
                new Changes(Runnable::run),
                () -> 0.5,
                Runnable::run);
        LocalDispatch dispatch =
                new LocalDispatch(Map.of(Rig.DEFAULT, new QueueLimits(CAPACITY, CAPACITY)), workshop, task -> {});
        engine = new JobEngine(Rig.ids(time), workshop, dispatch);
    }

    @AfterEach
    void stop() {
        schedules.stop();
    }

    private Recurring start(Schedule... all) {
        schedules = new Schedules(List.of(all), engine, jobs, time);
        schedules.start();
        return schedules.find(all[0].name()).orElseThrow();
    }

    private static Schedule schedule(String cron, boolean skips, boolean catchesUp) {
        return schedule("robot", cron, ZoneOffset.UTC, skips, catchesUp);
    }

    private static Schedule schedule(String name, String cron, ZoneId zone, boolean skips, boolean catchesUp) {
        return new Schedule(
                new ScheduleName(name),
                Moments.parse(cron, zone),
                Rig.submission("report").named("Report"),
                ROBOT,
                skips,
                catchesUp);
    }

    private List<Job> submitted() {
        List<Job> all = new ArrayList<>(jobs.page(JobQuery.newest(500)).jobs());
        all.sort((a, b) -> a.id().compareTo(b.id()));
        return all;
    }

    private List<String> times() {
        return submitted().stream().map(job -> job.acceptedAt().toString()).toList();
    }

    private void end(Job job) {
        engine.cancel(job.id(), "test");
    }

    @Test
    void atEachMomentAnOrdinaryJobIsSubmitted() {
        Recurring robot = start(schedule("0 6 * * *", false, true));
        assertThat(robot.standing().next()).isEqualTo(Instant.parse("2026-03-02T06:00:00Z"));
        time.advance(Duration.ofHours(42));
        assertThat(times()).containsExactly("2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z");
        Job job = submitted().get(1);
        assertThat(job.request().owner()).isEqualTo(ROBOT);
        assertThat(job.request().name()).isEqualTo("Report");
        assertThat(robot.standing().last()).isEqualTo(new Submitted(job.acceptedAt(), job.id(), null));
        assertThat(robot.standing().next()).isEqualTo(Instant.parse("2026-03-04T06:00:00Z"));
        assertThat(robot.standing().tally()).isEqualTo(new Tally(2, 0, 0, 0));
    }

    @Test
    void atTheHourThatIsLeftOutAndTheOneThatThereIsTwiceItIsSubmittedOnce() {
        start(schedule("robot", "30 2 * * *", ZoneId.of("Europe/Berlin"), false, true));
        time.set(Instant.parse("2026-03-28T20:00:00Z"));
        time.advance(Duration.ofHours(24));
        assertThat(times()).endsWith("2026-03-29T01:00:00Z");
        time.set(Instant.parse("2026-10-24T20:00:00Z"));
        time.advance(Duration.ofHours(24));
        assertThat(times()).endsWith("2026-10-25T00:30:00Z");
        assertThat(times()).filteredOn(at -> at.startsWith("2026-10-25")).hasSize(1);
    }

    @Test
    void manySchedulesShareOneAlarmAndEachComesInItsTime() {
        Recurring first = start(
                schedule("first", "*/10 * * * *", ZoneOffset.UTC, true, true),
                schedule("second", "*/10 * * * *", ZoneOffset.UTC, true, true),
                schedule("third", "5 * * * *", ZoneOffset.UTC, true, true));
        time.advance(Duration.ofMinutes(10));
        assertThat(times()).containsExactly("2026-03-01T12:05:00Z", "2026-03-01T12:10:00Z", "2026-03-01T12:10:00Z");
        assertThat(first.standing().last()).isNotNull();
    }

    @Test
    void aMomentIsLeftOutWhileTheLastJobHasNotEnded() {
        Recurring robot = start(schedule("0 * * * *", true, true));
        time.advance(Duration.ofHours(3));
        assertThat(times()).containsExactly("2026-03-01T13:00:00Z");
        Job active = submitted().get(0);
        assertThat(robot.standing().trouble())
                .isEqualTo(new Skipped(Instant.parse("2026-03-01T15:00:00Z"), active.id()));
        assertThat(robot.standing().tally()).isEqualTo(new Tally(1, 2, 0, 0));
        end(active);
        time.advance(Duration.ofHours(1));
        assertThat(times()).containsExactly("2026-03-01T13:00:00Z", "2026-03-01T16:00:00Z");
    }

    @Test
    void otherwiseJobsOverlap() {
        start(schedule("0 * * * *", false, true));
        time.advance(Duration.ofHours(3));
        assertThat(submitted()).hasSize(3).noneMatch(Job::isCompleted);
    }

    @Test
    void whatWasMissedIsMadeUpForOnceHoweverMuchItWas() {
        Recurring robot = start(schedule("0 * * * *", false, true));
        time.set(Instant.parse("2026-03-03T09:30:00Z"));
        time.advance(Duration.ofMinutes(31));
        assertThat(times()).containsExactly("2026-03-03T09:30:00Z", "2026-03-03T10:00:00Z");
        assertThat(robot.standing().tally()).isEqualTo(new Tally(2, 0, 0, 0));
    }

    @Test
    void orIsLeftOutAndSaid() {
        Recurring robot = start(schedule("0 * * * *", false, false));
        time.set(Instant.parse("2026-03-03T09:30:00Z"));
        time.advance(Duration.ofMinutes(29));
        assertThat(submitted()).isEmpty();
        assertThat(robot.standing().trouble())
                .isEqualTo(new Missed(Instant.parse("2026-03-03T09:30:00Z"), Instant.parse("2026-03-01T13:00:00Z")));
        time.advance(Duration.ofMinutes(2));
        assertThat(times()).containsExactly("2026-03-03T10:00:00Z");
        assertThat(robot.standing().tally()).isEqualTo(new Tally(1, 0, 0, 1));
    }

    @Test
    void aTimerThatIsALittleLateMissesNothing() {
        start(schedule("0 * * * *", false, false));
        time.set(Instant.parse("2026-03-01T13:01:59Z"));
        time.advance(Duration.ZERO);
        assertThat(times()).containsExactly("2026-03-01T13:01:59Z");
    }

    @Test
    void aClockThatIsSetBackRepeatsNothing() {
        Recurring robot = start(schedule("0 * * * *", false, true));
        time.advance(Duration.ofMinutes(61));
        time.set(Instant.parse("2026-03-01T12:30:00Z"));
        time.advance(Duration.ofMinutes(89));
        assertThat(times()).containsExactly("2026-03-01T13:00:00Z");
        time.advance(Duration.ofMinutes(2));
        assertThat(submitted()).hasSize(2);
        assertThat(robot.standing().next()).isEqualTo(Instant.parse("2026-03-01T15:00:00Z"));
    }

    @Test
    void aRefusalIsSaidAndTheNextMomentIsTriedAgain() {
        Recurring robot = start(schedule("0 * * * *", false, true));
        time.advance(Duration.ofHours(3 * CAPACITY));
        int taken = submitted().size();
        assertThat(robot.standing().trouble()).isInstanceOf(Refused.class);
        assertThat(((Refused) robot.standing().lastTrouble().orElseThrow())
                        .why()
                        .detail())
                .contains("queue");
        assertThat(robot.standing().tally()).isEqualTo(new Tally(taken, 0, 3 * CAPACITY - taken, 0));
        end(submitted().get(taken - 1));
        time.advance(Duration.ofHours(1));
        assertThat(submitted()).hasSize(taken + 1);
    }

    @Test
    void oneThatIsPausedLetsItsMomentsPassAndMakesUpForNone() {
        Recurring robot = start(schedule("0 * * * *", false, true));
        schedules.pause(robot, Rig.ADMIN);
        schedules.pause(robot, Rig.ADMIN);
        time.advance(Duration.ofHours(3));
        assertThat(submitted()).isEmpty();
        schedules.resume(robot, Rig.ADMIN);
        time.advance(Duration.ofMinutes(59));
        assertThat(submitted()).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(times()).containsExactly("2026-03-01T16:00:00Z");
        assertThat(robot.standing().tally()).isEqualTo(new Tally(1, 0, 0, 0));
    }

    @Test
    void resumingOneThatIsNotPausedChangesNothing() {
        Recurring robot = start(schedule("0 * * * *", false, true));
        time.set(Instant.parse("2026-03-01T13:00:30Z"));
        schedules.resume(robot, Rig.ADMIN);
        time.advance(Duration.ZERO);
        assertThat(submitted()).hasSize(1);
    }

    @Test
    void whoWantsItNowGetsItAlsoWhileItIsPausedAndItsMomentsStay() {
        Recurring robot = start(schedule("0 * * * *", true, true));
        schedules.pause(robot, Rig.ADMIN);
        Turn turn = schedules.runNow(robot, Rig.ADMIN);
        assertThat(turn)
                .isEqualTo(new Submitted(Rig.START, submitted().get(0).id(), "Admin"))
                .isEqualTo(robot.standing().last());
        assertThat(schedules.runNow(robot, Rig.ADMIN))
                .isEqualTo(new Skipped(Rig.START, submitted().get(0).id()));
        assertThat(robot.standing().paused()).isTrue();
        assertThat(robot.standing().next()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
        schedules.resume(robot, Rig.ADMIN);
        time.advance(Duration.ofHours(1));
        assertThat(robot.standing().trouble()).as("it waits for that job, too").isInstanceOf(Skipped.class);
    }

    @Test
    void whoWantsItNowIsToldOfARefusal() {
        Recurring robot = start(schedule("0 6 1 1 *", false, true));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 3 * CAPACITY; i++) {
                        schedules.runNow(robot, Rig.ADMIN);
                    }
                })
                .isInstanceOf(RefusedException.class);
        assertThat(robot.standing().trouble()).isNull();
    }

    @Test
    void theWindowOfATypeHoldsForItsSchedulesToo() {
        Recurring robot = start(new Schedule(
                new ScheduleName("robot"),
                Moments.parse("0 20 * * *", ZoneOffset.UTC),
                Rig.submission("nightly"),
                ROBOT,
                true,
                true));
        time.advance(Duration.ofHours(8));
        assertThat(robot.lastJob().orElseThrow().phase().dueAt()).isEqualTo(Instant.parse("2026-03-02T02:00:00Z"));
    }

    @Test
    void ofManyWhoWantItAtOnceAndTheClockOneGetsIt() throws Exception {
        Recurring robot = start(schedule("0 * * * *", true, true));
        time.set(Instant.parse("2026-03-01T13:00:00Z"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Turn>> wishes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                wishes.add(() -> schedules.runNow(robot, Rig.ADMIN));
            }
            Future<?> clock = threads.submit(() -> time.advance(Duration.ZERO));
            for (Future<Turn> wish : threads.invokeAll(wishes)) {
                wish.get();
            }
            clock.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(submitted()).hasSize(1);
        assertThat(robot.standing().tally().submitted()).isEqualTo(1);
    }

    @Test
    void whatHasStoppedSubmitsNothing() {
        Recurring robot = start(schedule("0 * * * *", false, true));
        schedules.stop();
        schedules.resume(robot, Rig.ADMIN);
        time.advance(Duration.ofDays(1));
        assertThat(submitted()).isEmpty();
    }
}
