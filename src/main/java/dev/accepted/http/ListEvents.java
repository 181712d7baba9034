package dev.accepted.http;

import dev.accepted.http.ListFeed.Step;
import dev.accepted.job.Job;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the jobs that a caller may see: for each that was accepted or has changed, a {@code status} event with its
 * newest state. An event's id is a place in the order of all changes since the server started.
 *
 * <p>What is promised: whoever reads the list after a {@code reset} event, and then takes every {@code status} event for the
 * truth about its job, knows the list as it is, a moment later. A {@code reset} comes first, and again whenever changes were
 * missed: by a reader that was away, or too slow, for the {@value ListFeed#KEPT} changes that are kept, or since the server was
 * started anew. One that comes back in time, with {@code Last-Event-ID}, goes on where it was. Several changes of one job may
 * come as one. Jobs that are removed are not told of.
 */
final class ListEvents implements Events {

    private final ListFeed feed;
    private final View view;
    private final Runnable bell;
    private long told;

    /**
     * What a reader sees.
     *
     * @param jobs which jobs
     * @param json a job as it sees it
     * @param list the absolute path of the list
     */
    record View(Predicate<Job> jobs, Function<Job, byte[]> json, String list) {}

    private ListEvents(ListFeed feed, View view, Runnable bell, long told) {
        this.feed = feed;
        this.view = view;
        this.bell = bell;
        this.told = told;
    }

    /**
     * From now on.
     *
     * @param lastEventId where the reader was; null if nowhere
     * @param bell rung when there may be something new; quick
     */
    static ListEvents of(ListFeed feed, View view, @Nullable String lastEventId, Runnable bell) {
        ListEvents events = new ListEvents(feed, view, bell, feed.number(lastEventId));
        feed.add(bell);
        return events;
    }

    @Override
    public byte @Nullable [] next() {
        Step step = feed.next(told, view.jobs());
        told = step.number();
        if (step instanceof Step.News news) {
            return Events.event("status", feed.id(told), view.json().apply(news.job()));
        }
        return step instanceof Step.Lost ? Events.event("reset", feed.id(told), list()) : null;
    }

    private byte[] list() {
        return ("{\"jobs\":{\"@uri\":\"" + view.list() + "\"}}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public void close() {
        feed.remove(bell);
    }
}
