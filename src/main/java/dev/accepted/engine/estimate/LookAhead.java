package dev.accepted.engine.estimate;

import dev.accepted.engine.Dispatch;
import dev.accepted.engine.Lineup;
import dev.accepted.engine.Timekeeper;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Keeps a {@link Foresight} for those who ask, who take no lock and never meet the dispatch. It is replaced in the background,
 * once a second, from the first {@link #MOST} of each queue, while there is somebody who asks: clients that obey
 * {@code Retry-After} do so every two minutes at least. The first to ask after a quiet time gets nothing yet.
 */
public final class LookAhead implements Supplier<Foresight> {

    /** How many of a queue are counted; further behind there is no position. */
    static final int MOST = 1_000;

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration TOO_OLD = Duration.ofSeconds(3);
    private static final Duration WAKEFUL = Duration.ofSeconds(150);
    private static final Logger LOG = System.getLogger(LookAhead.class.getName());

    private final IntFunction<Lineup> lineups;
    private final Function<JobId, Optional<Job>> jobs;
    private final JobTypes types;
    private final LearnDurations durations;
    private final Timekeeper time;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile Instant askedAt = Instant.MIN;
    private volatile Foresight seen = Foresight.NONE;

    /**
     * Looks once somebody asks.
     *
     * @param lineups the front of the queues, so far: {@link Dispatch#lineup}
     * @param jobs the jobs that run
     */
    public LookAhead(
            IntFunction<Lineup> lineups,
            Function<JobId, Optional<Job>> jobs,
            JobTypes types,
            LearnDurations durations,
            Timekeeper time) {
        this.lineups = lineups;
        this.jobs = jobs;
        this.types = types;
        this.durations = durations;
        this.time = time;
    }

    /** What was seen last, if that is not too long ago. */
    @Override
    public Foresight get() {
        Instant now = time.instant();
        if (askedAt.isBefore(now.minus(PERIOD))) {
            askedAt = now;
        }
        if (!awake.get() && awake.compareAndSet(false, true)) {
            time.at(now, this::look);
        }
        Foresight last = seen;
        return last.seenAt().isBefore(now.minus(TOO_OLD)) ? Foresight.NONE : last;
    }

    private void look() {
        Instant now = time.instant();
        try {
            Lineup lineup = lineups.apply(MOST);
            List<Job> running = lineup.running().stream()
                    .map(jobs)
                    .flatMap(Optional::stream)
                    .toList();
            seen = new PlayAhead(types, durations).play(lineup, running, now);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The queues could not be looked at; until that works, positions are not told", e);
        } finally {
            if (askedAt.isBefore(now.minus(WAKEFUL))) {
                awake.set(false);
            } else {
                time.at(now.plus(PERIOD), this::look);
            }
        }
    }
}
