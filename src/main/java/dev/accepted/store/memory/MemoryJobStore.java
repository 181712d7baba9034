package dev.accepted.store.memory;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Phase.Completed;
import dev.accepted.store.CallerLedger;
import dev.accepted.store.CallerLimits;
import dev.accepted.store.JobLogs;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import dev.accepted.store.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs in the heap, until the application goes down.
 *
 * <pre>
 *   jobs       id -&gt; job            the truth; find is one look, without a lock
 *   directory  ids, sorted          pages of jobs of some kind
 *   ended      retention -&gt; jobs    by when they ended, so that the next to expire, and the oldest of all, come first
 *   keys       key -&gt; id            which job has it, gone or not
 *   callers    name -&gt; usage        what is left of a caller's limits
 *   gone       ids and owners         of the last that went
 * </pre>
 *
 * <p>Each change of a job is one {@code compute} on the map of jobs, which locks the job's bin for the time of the change;
 * the sorted sets follow within that lock. So a change is called once, changes of one job happen one after another, and the
 * sets never know a job that is gone, nor miss one that is there. Locks are taken in that direction only: nothing that
 * holds a set's lock asks for a job's, and who holds a job's does not ask for a key's. A job is remembered as gone before it
 * is gone, so nobody finds neither. Contents and logs of removed jobs are deleted after all locks are free.
 */
public final class MemoryJobStore implements JobStore {

    private static final Comparator<Job> BY_END =
            Comparator.comparing(MemoryJobStore::endOf).thenComparing(Job::id);

    private static final int MOST_REMEMBERED = 1_000_000;

    private final ConcurrentHashMap<JobId, Job> jobs = new ConcurrentHashMap<>();
    private final JobDirectory directory = new JobDirectory();
    private final SortedGroups<Duration, Job> ended = new SortedGroups<>(BY_END);
    private final AtomicLong endedCount = new AtomicLong();
    private final AtomicLong evicted = new AtomicLong();
    private final Object evicting = new Object();

    private final OnceTable keys;
    private final CallerLedger callers;
    private final Tombstones gone = new Tombstones(REMEMBERED, MOST_REMEMBERED);
    private final JobId firstOfThisStart;
    private final long maxEnded;
    private final JobLogs logs;

    /**
     * An empty store.
     *
     * @param startedAt when the application started; older ids are of an earlier life
     * @param maxEnded how many ended jobs are kept at the most; above zero
     * @param maxKeys how many keys are held at the most
     * @param logs whose log of a job goes when the job goes
     * @throws IllegalArgumentException if no ended job could be kept
     */
    public MemoryJobStore(Instant startedAt, long maxEnded, long maxKeys, JobLogs logs) {
        this(startedAt, maxEnded, maxKeys, logs, CallerLimits.NONE);
    }

    /** The same, with limits for callers. */
    public MemoryJobStore(Instant startedAt, long maxEnded, long maxKeys, JobLogs logs, CallerLimits limits) {
        if (maxEnded < 1) {
            throw new IllegalArgumentException(
                    "The store must keep at least 1 ended job, or no client learns how its job ended, but max-ended is "
                            + maxEnded);
        }
        this.firstOfThisStart = JobId.firstAt(startedAt);
        this.maxEnded = maxEnded;
        this.keys = new OnceTable(startedAt, maxKeys);
        this.callers = new CallerLedger(limits);
        this.logs = logs;
    }

    @Override
    public void create(Job job) {
        insert(job);
        job.endedAt().ifPresent(this::evictBeyondMost);
    }

    @Override
    public Holder create(Job job, Once once) {
        Holder holder = keys.claim(once, job.id(), () -> insert(job));
        job.endedAt().ifPresent(this::evictBeyondMost);
        return holder;
    }

    @Override
    public Optional<Holder> holder(OnceKey key) {
        return keys.find(key);
    }

    private void insert(Job job) {
        callers.take(job);
        boolean kept = false;
        try {
            put(job);
            kept = true;
        } finally {
            if (!kept) {
                callers.giveBack(job);
            }
        }
    }

    private void put(Job job) {
        jobs.compute(job.id(), (id, present) -> {
            if (present != null) {
                throw new IllegalStateException("There is a job " + id + " already");
            }
            directory.add(job);
            if (job.isCompleted()) {
                enterEnded(job);
                callers.end(job, endOf(job));
            }
            return job;
        });
    }

    @Override
    public Optional<Job> find(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public Optional<Change> update(JobId id, UnaryOperator<Job> change) {
        Update update = new Update(change);
        jobs.computeIfPresent(id, update);
        if (update.done != null && update.done.ended()) {
            evictBeyondMost(endOf(update.done.after()));
        }
        return Optional.ofNullable(update.done);
    }

    /** One change of one job, called within its lock. */
    private final class Update implements BiFunction<JobId, Job, Job> {

        private final UnaryOperator<Job> change;
        private @Nullable Change done;

        Update(UnaryOperator<Job> change) {
            this.change = change;
        }

        @Override
        public Job apply(JobId id, Job before) {
            Job after = change.apply(before);
            if (after != before) {
                // What the sorted sets rely on, and law besides.
                if (!before.mayBecome(after)) {
                    throw new IllegalStateException("Job " + id + ", " + before.status() + ", cannot become "
                            + after.id() + ", " + after.status());
                }
                directory.move(before, after);
                if (before.isCompleted()) {
                    ended.add(after.retention(), after);
                } else if (after.isCompleted()) {
                    enterEnded(after);
                    callers.end(after, endOf(after));
                }
            }
            done = new Change(before, after);
            return after;
        }
    }

    private void enterEnded(Job job) {
        ended.add(job.retention(), job);
        endedCount.incrementAndGet();
    }

    @Override
    public boolean remove(JobId id, Instant now) {
        Optional<Job> removed = takeOut(id, now);
        removed.ifPresent(this::discard);
        return removed.isPresent();
    }

    /** Takes an ended job out of all places; empty if there is none of that id. */
    private Optional<Job> takeOut(JobId id, Instant now) {
        Removal removal = new Removal(now);
        jobs.computeIfPresent(id, removal);
        return Optional.ofNullable(removal.removed);
    }

    /** The removal of one job, if it has ended, called within its lock. */
    private final class Removal implements BiFunction<JobId, Job, @Nullable Job> {

        private final Instant now;
        private @Nullable Job removed;

        Removal(Instant now) {
            this.now = now;
        }

        @Override
        public @Nullable Job apply(JobId id, Job job) {
            if (!job.isCompleted()) {
                return job;
            }
            // The count comes first here and last in enterEnded, so it never says more than there is to evict.
            endedCount.decrementAndGet();
            ended.remove(job.retention(), job);
            directory.remove(job);
            gone.add(id, job.request().owner().name(), now);
            removed = job;
            return null;
        }
    }

    private void discard(Job removed) {
        removed.request().input().content().discard();
        removed.outcome()
                .flatMap(outcome -> outcome.result())
                .ifPresent(result -> result.content().discard());
        logs.remove(removed.id());
    }

    @Override
    public int removeExpired(Instant now, int most) {
        int removed = 0;
        for (SortedChunks<Job> ofOneRetention : ended.all()) {
            Optional<Job> oldest = ofOneRetention.first();
            while (removed < most
                    && oldest.isPresent()
                    && !expiresAt(oldest.get()).isAfter(now)) {
                if (remove(oldest.get().id(), now)) {
                    removed++;
                }
                oldest = ofOneRetention.first();
            }
        }
        keys.sweep(now, jobs::containsKey);
        gone.removeOld(now);
        return removed;
    }

    private void evictBeyondMost(Instant now) {
        while (endedCount.get() > maxEnded) {
            evictOldest(now).ifPresent(oldest -> {
                evicted.incrementAndGet();
                discard(oldest);
            });
        }
    }

    /** One at a time, for two threads that both see one too many must not take out two. */
    private Optional<Job> evictOldest(Instant now) {
        synchronized (evicting) {
            return endedCount.get() > maxEnded
                    ? ended.firsts().stream().min(BY_END).flatMap(oldest -> takeOut(oldest.id(), now))
                    : Optional.empty();
        }
    }

    @Override
    public long evictedEarly() {
        return evicted.get();
    }

    @Override
    public JobPage page(JobQuery query) {
        return new JobSearch(jobs, directory.candidates(query.filter()), query).page();
    }

    @Override
    public List<Quota> quotas(Caller caller, Instant now) {
        return callers.quotas(caller, now);
    }

    @Override
    public Count count() {
        long endedNow = endedCount.get();
        return new Count(Math.max(endedNow, jobs.mappingCount()), endedNow);
    }

    @Override
    public Absence absence(JobId id) {
        return gone.owner(id)
                .<Absence>map(Absence.Gone::new)
                .orElse(id.compareTo(firstOfThisStart) < 0 ? Absence.LOST_AT_RESTART : Absence.NEVER_SEEN);
    }

    @Override
    public long keyCount() {
        return keys.size();
    }

    /** How many owners have jobs. */
    int ownerCount() {
        return directory.ownerCount();
    }

    private static Instant expiresAt(Job ended) {
        return ended.expiresAt().orElseThrow();
    }

    private static Instant endOf(Job job) {
        return ((Completed) job.phase()).endedAt();
    }
}
