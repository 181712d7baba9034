package dev.accepted.engine.schedule;

import dev.accepted.engine.schedule.Turn.Missed;
import dev.accepted.engine.schedule.Turn.Refused;
import dev.accepted.engine.schedule.Turn.Skipped;
import dev.accepted.engine.schedule.Turn.Submitted;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a schedule stands since the start of the application. Immutable; each event makes another one.
 *
 * @param paused whether its moments pass it by
 * @param next its next moment
 * @param last the last job that it submitted; null if it has submitted none
 * @param trouble the last time when it was its turn and it submitted nothing; null if there was none
 * @param tally how often each has happened
 */
public record Standing(
        boolean paused,
        Instant next,
        @Nullable Submitted last,
        @Nullable Turn trouble,
        Tally tally) {

    /**
     * How often each has happened.
     *
     * @param submitted a job was accepted, because it was time or because somebody wanted it
     * @param skipped the last job had not ended
     * @param refused the engine took no job
     * @param missed nobody was there
     */
    public record Tally(long submitted, long skipped, long refused, long missed) {

        /** Nothing has happened. */
        static final Tally NONE = new Tally(0, 0, 0, 0);
    }

    /** At the start. */
    static Standing at(Instant next) {
        return new Standing(false, next, null, null, Tally.NONE);
    }

    /** The last job that it submitted, if it has submitted any. */
    public Optional<Submitted> lastJob() {
        return Optional.ofNullable(last);
    }

    /** The last time when it was its turn and it submitted nothing, if there was one. */
    public Optional<Turn> lastTrouble() {
        return Optional.ofNullable(trouble);
    }

    Standing after(Turn turn) {
        return turn instanceof Submitted submitted
                ? new Standing(paused, next, submitted, trouble, counting(turn))
                : new Standing(paused, next, last, turn, counting(turn));
    }

    private Tally counting(Turn turn) {
        return new Tally(
                tally.submitted + (turn instanceof Submitted ? 1 : 0),
                tally.skipped + (turn instanceof Skipped ? 1 : 0),
                tally.refused + (turn instanceof Refused ? 1 : 0),
                tally.missed + (turn instanceof Missed ? 1 : 0));
    }

    Standing with(boolean isPaused, Instant following) {
        return new Standing(isPaused, following, last, trouble, tally);
    }
}
