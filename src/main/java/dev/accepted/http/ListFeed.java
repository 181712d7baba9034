package dev.accepted.http;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of all jobs, numbered as they were told, for those who follow the list. Readers go through them at their own
 * pace: each keeps the number that it has come to, and nothing is kept for it here. One that falls behind what is kept is told
 * that it has missed something.
 *
 * <p>Readers are woken at most ten times a second, however much happens. Safe for use by many threads.
 */
final class ListFeed implements Consumer<Change> {

    /** How many changes are kept. */
    static final int KEPT = 1024;

    /** The number of no change. */
    static final long UNKNOWN = -1;

    private static final Duration GATHERED = Duration.ofMillis(100);

    private final Timing timing;
    private final String start;
    private final @Nullable Entry[] entries = new Entry[KEPT];
    private final Map<JobId, Entry> newest = new HashMap<>();
    private final Set<Runnable> bells = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ringing = new AtomicBoolean();
    private long last;

    /**
     * Nothing has happened yet.
     *
     * @param start a word of this start of the server, which other starts do not have
     */
    ListFeed(Timing timing, String start) {
        this.timing = timing;
        this.start = start;
    }

    private record Entry(long number, Job job) {}

    /** What a reader finds that has come to a number. */
    sealed interface Step {

        /** The number that it comes to now. */
        long number();

        /** A change that it may see. */
        record News(long number, Job job) implements Step {}

        /** Nothing more. */
        record Nothing(long number) implements Step {}

        /** Some changes that it has not seen are not kept any more, or nobody knows which it has seen. */
        record Lost(long number) implements Step {}
    }

    @Override
    public void accept(Change change) {
        if (isNews(change.after()) && !bells.isEmpty() && ringing.compareAndSet(false, true)) {
            timing.in(GATHERED, this::ring);
        }
    }

    private void ring() {
        ringing.set(false);
        bells.forEach(Runnable::run);
    }

    /** News of one job may come in another order than they happened in; what is older than what is known is none. */
    private synchronized boolean isNews(Job job) {
        Entry known = newest.get(job.id());
        if (known != null && known.job().version() >= job.version()) {
            return false;
        }
        Entry entry = new Entry(++last, job);
        int place = (int) (last % KEPT);
        Entry oldest = entries[place];
        if (oldest != null && newest.get(oldest.job().id()) == oldest) {
            newest.remove(oldest.job().id());
        }
        entries[place] = entry;
        newest.put(job.id(), entry);
        return true;
    }

    /** What a number is called outside: of no meaning to other starts. */
    String id(long number) {
        return start + '-' + number;
    }

    /** The number that is called so; {@link #UNKNOWN} if none is. */
    long number(@Nullable String id) {
        if (id != null && id.startsWith(start + '-')) {
            try {
                return Math.max(UNKNOWN, Long.parseLong(id.substring(start.length() + 1)));
            } catch (NumberFormatException noneOfOurs) {
                return UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    /** The next change after this one that a reader may see; changes of jobs that have changed again since are passed over. */
    synchronized Step next(long number, Predicate<Job> visible) {
        if (number == UNKNOWN || number > last || number < last - KEPT) {
            return new Step.Lost(last);
        }
        for (long next = number + 1; next <= last; next++) {
            Entry entry = entry(next);
            if (newest.get(entry.job().id()) == entry && visible.test(entry.job())) {
                return new Step.News(next, entry.job());
            }
        }
        return new Step.Nothing(last);
    }

    private Entry entry(long number) {
        return Objects.requireNonNull(entries[(int) (number % KEPT)]);
    }

    /** From now on this is rung when there is something new; quick. */
    void add(Runnable bell) {
        bells.add(bell);
    }

    /** From now on it is not rung any more. */
    void remove(Runnable bell) {
        bells.remove(bell);
    }
}
