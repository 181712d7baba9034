package dev.accepted.store;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps jobs. The only way to change one is {@link #update}, atomic, with a pure function: get-then-put is the classic bug
 * of such stores, so there is no put. Unfinished jobs are never dropped. Safe for use by many threads.
 */
public interface JobStore {

    /** How long it is remembered of a removed job that it was there; of all but the newest million, less long. */
    Duration REMEMBERED = Duration.ofDays(30);

    /**
     * Keeps a new job. When this returns, {@link #find} knows it.
     *
     * @throws dev.accepted.job.RefusedException if its owner is at one of its {@linkplain #quotas limits}; nothing is kept then,
     *     and it costs nothing
     * @throws IllegalStateException if there is a job of this id; ids never repeat, so that is a defect
     */
    void create(Job job);

    /**
     * Keeps a new job, unless what it is for has led to a job before: one step, so that of many at once exactly one job is
     * kept. A key is held as long as its job is kept, and a day from the job's acceptance at the least, so the job that has it
     * may be gone.
     *
     * @return who has the key now: this job, or the one that had it before
     * @throws dev.accepted.job.RefusedException if there is no room for another key, or the job is to be kept and its owner is at
     *     a limit; nothing is kept then
     * @throws IllegalStateException if there is a job of this id
     */
    Holder create(Job job, Once once);

    /** Who has this key, if anybody. */
    Optional<Holder> holder(OnceKey key);

    /** The job as it is now. Takes no lock. */
    Optional<Job> find(JobId id);

    /**
     * Changes a job by one event of its state machine.
     *
     * @param change a pure function that asks nothing of the store; may be called more than once, and returns its argument
     *     to change nothing
     * @return what the change found and what it left; empty if there is no such job
     * @throws IllegalStateException if it would make something of it that it may not {@linkplain Job#mayBecome become}
     */
    Optional<Change> update(JobId id, UnaryOperator<Job> change);

    /**
     * One page of jobs, newest first. Takes time proportional to the page where the store knows the way to the jobs that pass;
     * where it has to search, it looks at a bounded number of jobs, and the page may be short.
     */
    JobPage page(JobQuery query);

    /**
     * Removes a job that has ended, with its input, result and log, and remembers that it was there.
     *
     * @return false if there is no such job, or it has not ended
     */
    boolean remove(JobId id, Instant now);

    /**
     * Removes jobs that are past their retention, and now and then keys that are past their time. Forgets which jobs were
     * there once, where that is longer ago than {@link #REMEMBERED}.
     *
     * @param most how many jobs at the most
     * @return how many jobs were removed
     */
    int removeExpired(Instant now, int most);

    /**
     * What is left of a caller's limits; empty if it has none. A job that has ended, as {@link #find} sees it, counts as active no
     * more.
     */
    List<Quota> quotas(Caller caller, Instant now);

    /** How many jobs are kept, in all phases, and how many of them have ended. Known without counting. */
    Count count();

    /** How many {@linkplain Once keys} are held. */
    long keyCount();

    /** How many ended jobs were removed before their retention was over, because there were too many, since this start. */
    long evictedEarly();

    /**
     * What is known of an id under which {@link #find} finds nothing. A job that was found once, and is not found now, is
     * {@link Absence.Gone} from the very moment on.
     */
    Absence absence(JobId id);

    /**
     * What happened to a job.
     *
     * @param before as the change found it
     * @param after as the change left it; the same object if nothing happened
     */
    record Change(Job before, Job after) {

        /** Whether the job is another one now. */
        public boolean happened() {
            return before != after;
        }

        /** Whether this was the change that ended it. */
        public boolean ended() {
            return after.isCompleted() && !before.isCompleted();
        }
    }

    /**
     * A job that has a key.
     *
     * @param id the job; it may be gone
     * @param once what it was accepted for
     */
    record Holder(JobId id, Once once) {

        /** Whether it is this job. */
        public boolean is(Job job) {
            return id.equals(job.id());
        }
    }

    /**
     * Numbers of jobs.
     *
     * @param all in all phases
     * @param ended those that have ended
     */
    record Count(long all, long ended) {}

    /** Why a store does not have a job. */
    sealed interface Absence {

        /** No job of that id is known ever to have been. */
        Absence NEVER_SEEN = new NeverSeen();

        /** The id is older than this start, and what was kept then is lost. */
        Absence LOST_AT_RESTART = new LostAtRestart();

        /** See {@link #NEVER_SEEN}. */
        record NeverSeen() implements Absence {}

        /** See {@link #LOST_AT_RESTART}. */
        record LostAtRestart() implements Absence {}

        /**
         * It was removed.
         *
         * @param owner the name of its owner
         */
        record Gone(String owner) implements Absence {}
    }
}
