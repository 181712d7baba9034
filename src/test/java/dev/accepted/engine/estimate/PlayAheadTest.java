package dev.accepted.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.Lineup;
import dev.accepted.engine.Lineup.Line;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.Rig;
import dev.accepted.engine.Waiting;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayAheadTest {

    private static final Instant NOW = Rig.START;
    private static final QueueName OTHER = new QueueName("other");

    private final JobTypes types = Rig.types(List.of(
            Rig.type("ten", job -> {}),
            Rig.type("thirty", job -> {}),
            Rig.withMaxConcurrent(Rig.type("single", job -> {}), 1),
            Rig.type("new", job -> {})));
    private final LearnDurations durations = new LearnDurations(types);

    PlayAheadTest() {
        ran("ten", 10);
        ran("thirty", 30);
        ran("single", 10);
    }

    @Test
    void positionsCountThoseWhoAreDue() {
        Foresight foresight =
                play(line(1, waiting(1, "ten"), waiting(2, "new"), waiting(3, "ten"), later(4, "ten", 60)));
        assertThat(foresight.position(new JobId(1))).isEqualTo(1);
        assertThat(foresight.position(new JobId(2))).isEqualTo(2);
        assertThat(foresight.position(new JobId(3))).isEqualTo(3);
        assertThat(foresight.position(new JobId(4))).isNull();
        assertThat(foresight.position(new JobId(5))).isNull();
    }

    @Test
    void eachStartsWhenAPlaceIsFree() {
        Foresight foresight = play(line(
                2, waiting(1, "ten"), waiting(2, "thirty"), waiting(3, "ten"), waiting(4, "ten"), waiting(5, "ten")));
        assertStart(foresight, waiting(1, "ten"), 0);
        assertStart(foresight, waiting(2, "thirty"), 0);
        assertStart(foresight, waiting(3, "ten"), 10);
        assertStart(foresight, waiting(4, "ten"), 20);
        assertStart(foresight, waiting(5, "ten"), 30);
    }

    @Test
    void whoRunsIsWaitedFor() {
        Foresight foresight = new PlayAhead(types, durations)
                .play(
                        lineup(line(2, waiting(1, "ten"), waiting(2, "ten"))),
                        List.of(started(8, "thirty", 12), started(9, "ten", 5)),
                        NOW);
        assertStart(foresight, waiting(1, "ten"), 5);
        assertStart(foresight, waiting(2, "ten"), 15);
    }

    @Test
    void oneThatIsToStopGivesItsPlaceBack() {
        Job stopped = started(8, "thirty", 1).cancel(NOW, "user");
        Foresight foresight =
                new PlayAhead(types, durations).play(lineup(line(1, waiting(1, "ten"))), List.of(stopped), NOW);
        assertStart(foresight, waiting(1, "ten"), 0);
    }

    @Test
    void aTypeAtItsLimitIsOvertaken() {
        Foresight foresight = play(line(8, waiting(1, "single"), waiting(2, "single"), waiting(3, "ten")));
        assertStart(foresight, waiting(1, "single"), 0);
        assertStart(foresight, waiting(2, "single"), 10);
        assertStart(foresight, waiting(3, "ten"), 0);
    }

    @Test
    void theLimitOfATypeCountsAcrossQueues() {
        Line other = new Line(OTHER, new QueueLimits(1, 100), List.of(waiting(2, "single")), List.of(), true, null);
        Foresight foresight = play(line(1, waiting(1, "single")), other);
        assertThat(foresight.start(waiting(1, "single"), Rig.DEFAULT, NOW)).contains(NOW);
        assertThat(foresight.start(waiting(2, "single"), OTHER, NOW)).contains(NOW.plusSeconds(10));
    }

    @Test
    void whoComesDueTakesHisTurn() {
        Waiting soon = new Waiting(new JobId(3), new TypeName("ten"), 9, NOW.plusSeconds(5));
        Foresight foresight = play(new Line(
                Rig.DEFAULT,
                new QueueLimits(1, 100),
                List.of(waiting(1, "ten"), waiting(2, "ten")),
                List.of(soon),
                true,
                null));
        assertStart(foresight, soon, 10);
        assertStart(foresight, waiting(2, "ten"), 20);
    }

    @Test
    void aWaveForOneMomentIsSpreadOverItsPlaces() {
        Foresight foresight = play(line(2, later(1, "ten", 60), later(2, "ten", 60), later(3, "ten", 60)));
        assertStart(foresight, later(2, "ten", 60), 60);
        assertStart(foresight, later(3, "ten", 60), 70);
    }

    @Test
    void nobodyIsPromisedThePlaceOfARunOfWhichNothingIsKnown() {
        Foresight foresight = play(line(1, waiting(1, "new"), waiting(2, "ten")));
        assertStart(foresight, waiting(1, "new"), 0);
        assertThat(foresight.start(waiting(2, "ten"), Rig.DEFAULT, NOW)).isEmpty();
        assertThat(foresight.start(waiting(7, "ten"), Rig.DEFAULT, NOW)).isEmpty();
    }

    @Test
    void aNewcomerTakesThePlaceOfTheFirstThatHasToLetItPass() {
        Foresight foresight = play(line(1, waiting(1, "ten"), waiting(2, "ten"), waiting(5, "ten")));
        assertStart(foresight, waiting(3, "ten"), 20);
        assertStart(foresight, new Waiting(new JobId(9), new TypeName("ten"), 9, NOW), 0);
        assertStart(foresight, waiting(9, "ten"), 30);
        assertStart(play(line(1)), waiting(9, "ten"), 0);
        assertStart(play(line(1)), later(9, "ten", 60), 60);
    }

    @Test
    void behindTheFirstNothingIsTold() {
        Line full = new Line(Rig.DEFAULT, new QueueLimits(1, 100), List.of(waiting(1, "ten")), List.of(), false, null);
        assertThat(play(full).start(waiting(9, "ten"), Rig.DEFAULT, NOW)).isEmpty();
        assertThat(play(full).start(waiting(9, "ten"), OTHER, NOW)).isEmpty();
        assertThat(Foresight.NONE.start(waiting(9, "ten"), Rig.DEFAULT, NOW)).isEmpty();
    }

    private Foresight play(Line... lines) {
        return new PlayAhead(types, durations).play(lineup(lines), List.of(), NOW);
    }

    private static Lineup lineup(Line... lines) {
        return new Lineup(List.of(), List.of(lines));
    }

    private static Line line(int concurrency, Waiting... all) {
        return new Line(
                Rig.DEFAULT,
                new QueueLimits(concurrency, 100),
                List.of(all).stream().filter(job -> !job.dueAt().isAfter(NOW)).toList(),
                List.of(all).stream().filter(job -> job.dueAt().isAfter(NOW)).toList(),
                true,
                null);
    }

    private static Waiting waiting(long id, String type) {
        return later(id, type, 0);
    }

    private static Waiting later(long id, String type, int seconds) {
        return new Waiting(new JobId(id), new TypeName(type), 5, NOW.plusSeconds(seconds));
    }

    private static void assertStart(Foresight foresight, Waiting job, int seconds) {
        assertThat(foresight.start(job, Rig.DEFAULT, NOW)).contains(NOW.plusSeconds(seconds));
    }

    /** Runs since so many seconds. */
    private static Job started(long id, String type, int seconds) {
        Request request = new Request(
                new TypeName(type),
                "",
                "",
                Rig.USER,
                Document.EMPTY_OBJECT,
                new Place(Rig.DEFAULT, 5),
                new Terms(Duration.ofHours(1), Duration.ofDays(1)));
        Instant then = NOW.minusSeconds(seconds);
        return Job.accepted(new JobId(id), request, then).start(then);
    }

    private void ran(String type, int seconds) {
        for (int i = 0; i < 100; i++) {
            Job started = started(1, type, seconds);
            durations.accept(new Change(started, started.succeed(1, NOW, null)));
        }
    }
}
