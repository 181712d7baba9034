package dev.accepted.http;

import dev.accepted.engine.Changes;
import dev.accepted.engine.Timekeeper;
import dev.accepted.store.JobStore;
import java.util.concurrent.Executor;

/** Where requests wait for news of jobs: those that want one answer later, and those that want many. */
public final class Waiting {

    private final News news;
    private final Timing timing;
    private final Waits waits;
    private final Places streamPlaces;

    /**
     * How many may wait at once.
     *
     * @param waits in all, for one answer each
     * @param waitsPerCaller of one caller
     * @param streams in all
     * @param streamsPerCaller of one caller
     */
    public record Limits(int waits, int waitsPerCaller, int streams, int streamsPerCaller) {}

    /**
     * Nobody waits.
     *
     * @param changes tells what happens to jobs
     * @param jobs what is looked at
     * @param time when a wait is over
     * @param hands does what is to be done when a wait is over; nothing that it does blocks
     */
    public Waiting(Changes changes, JobStore jobs, Timekeeper time, Executor hands, Limits limits) {
        this.timing = new Timing(time, hands);
        this.news = new News(
                new Watchers(),
                new ListFeed(timing, Long.toString(time.instant().toEpochMilli(), Character.MAX_RADIX)));
        this.waits = new Waits(news.watchers(), jobs, timing, new Places(limits.waits(), limits.waitsPerCaller()));
        this.streamPlaces = new Places(limits.streams(), limits.streamsPerCaller());
        changes.listen(news.watchers());
        changes.listen(news.feed());
    }

    /** Those who wait for one answer. */
    Waits waits() {
        return waits;
    }

    /** Streams of what happens to these jobs. */
    EventStreams streams(Desk desk, JobStore jobs) {
        return new EventStreams(desk, jobs, news, timing, streamPlaces);
    }

    /** How many wait for one answer. */
    public int waitCount() {
        return waits.count();
    }

    /** How many follow a stream. */
    public int streamCount() {
        return streamPlaces.taken();
    }
}
