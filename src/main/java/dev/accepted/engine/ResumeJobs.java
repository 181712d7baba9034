package dev.accepted.engine;

import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Phase.Started;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore.Change;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes up, before the doors open, what an earlier life has left unfinished.
 *
 * <pre>
 *   waits                                waits again, in its order
 *   runs, was asked to stop              ends as it was asked
 *   runs, and its type is retried        waits for its next attempt, at once
 *   runs, and its type is not            FAILURE, node-lost
 * </pre>
 *
 * <p>A job that has taken {@value #MOST_LOST} servers down with it, or seems to have, is not tried again.
 */
public final class ResumeJobs {

    /** How often a job is tried again because its server went down. */
    static final int MOST_LOST = 3;

    private static final int AT_ONCE = 500;
    private static final Logger LOG = System.getLogger(ResumeJobs.class.getName());

    private final Workshop workshop;
    private final Consumer<Job> line;

    /**
     * Of a store that nobody works on.
     *
     * @param line takes each job that waits
     */
    public ResumeJobs(Workshop workshop, Consumer<Job> line) {
        this.workshop = workshop;
        this.line = line;
    }

    /** Does it. */
    public void run() {
        int lost = each(EnumSet.of(JobStatus.INPROGRESS, JobStatus.CANCELLING), this::settle);
        int waiting = each(EnumSet.of(JobStatus.UNDETERMINED), line);
        if (lost + waiting > 0) {
            LOG.log(
                    Level.INFO,
                    "Taken over from the last start: {0} jobs wait, of which some ran; {1} ran when it ended",
                    waiting,
                    lost);
        }
    }

    private int each(Set<JobStatus> statuses, Consumer<Job> what) {
        int count = 0;
        Optional<JobQuery> next = Optional.of(JobQuery.newest(AT_ONCE).where(JobFilter.ALL.in(statuses)));
        while (next.isPresent()) {
            JobPage page = workshop.storage().jobs().page(next.get());
            page.jobs().forEach(what);
            count += page.jobs().size();
            next = page.next(next.get());
        }
        return count;
    }

    private void settle(Job ran) {
        Optional<Change> change = workshop.storage().jobs().update(ran.id(), this::settled);
        change.ifPresent(workshop.changes()::publish);
        change.ifPresent(settled -> LOG.log(
                Level.WARNING,
                "{0}: its server went down while it ran; it is {1} now",
                ran.id(),
                settled.after().status()));
    }

    private Job settled(Job job) {
        Instant now = workshop.time().instant();
        if (job.phase() instanceof Started run && run.stopAsked().isPresent()) {
            return job.giveUp(job.attempt(), now);
        }
        Fault fault = new Fault(
                Fault.NODE_LOST, "The server went down while the job ran; how far its work has come is not known.");
        return workshop.again().test(job.request().type()) && timesLost(job) < MOST_LOST
                ? job.tryAgain(job.attempt(), now, fault, now)
                : job.fail(job.attempt(), now, fault);
    }

    private static long timesLost(Job job) {
        return job.failedAttempts().stream()
                .filter(attempt -> attempt.fault().code().equals(Fault.NODE_LOST))
                .count();
    }
}
