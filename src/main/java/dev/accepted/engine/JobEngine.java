package dev.accepted.engine;

import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Phase;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Request;
import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.Submission;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Change;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.Quota;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What clients can have done to jobs: accept, cancel, retry, delete one. Reading goes to the store. Safe for use by many threads. */
public final class JobEngine {

    private final Supplier<JobId> ids;
    private final Workshop workshop;
    private final Dispatch dispatch;

    /**
     * An engine.
     *
     * @param ids makes ids that never repeat
     * @param workshop types, store, clock
     * @param dispatch who hands jobs to threads
     */
    public JobEngine(Supplier<JobId> ids, Workshop workshop, Dispatch dispatch) {
        this.ids = ids;
        this.workshop = workshop;
        this.dispatch = dispatch;
    }

    /**
     * Accepts a job, or refuses it whole. When this returns, the job is kept and will be run; nothing waits for that.
     *
     * @throws RefusedException if it is refused; its input is discarded then
     */
    public Job accept(Submission submission, Caller caller) {
        boolean accepted = false;
        try {
            Job job = checked(submission, caller);
            dispatch.accept(job);
            accepted = true;
            return job;
        } finally {
            if (!accepted) {
                submission.input().content().discard();
            }
        }
    }

    /**
     * Accepts a job, unless what it is for has led to a job before; or refuses it whole.
     *
     * @return who has the key now: a new job, or the one that had it before; the input is discarded then
     * @throws RefusedException if it is refused; its input is discarded then, and the key is not taken
     */
    public Accepted accept(Submission submission, Caller caller, Once once) {
        boolean accepted = false;
        try {
            Job job = checked(submission, caller);
            Holder holder = dispatch.accept(job, once);
            accepted = holder.is(job);
            return new Accepted(holder, accepted);
        } finally {
            if (!accepted) {
                submission.input().content().discard();
            }
        }
    }

    /**
     * Refuses a caller that is at one of its limits, so that nothing need be read of what it sends; the limits are held when a job
     * is accepted.
     */
    public void admit(Caller caller) {
        for (Quota quota : quotas(caller)) {
            if (quota.left() == 0) {
                throw new RefusedException(quota.refusal());
            }
        }
    }

    /** What is left of a caller's limits; empty if it has none. */
    public List<Quota> quotas(Caller caller) {
        return jobs().quotas(caller, workshop.time().instant());
    }

    /**
     * What a submission under a key has come to.
     *
     * @param holder who has the key
     * @param isNew whether the job was accepted just now
     */
    public record Accepted(Holder holder, boolean isNew) {}

    private Job checked(Submission submission, Caller caller) {
        JobType type = types().find(submission.type())
                .orElseThrow(() -> new RefusedException(new Refusal.UnknownType(submission.type())));
        new CheckSubmission(type, submission, caller).refusal().ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        JobId id = ids.get();
        Instant wish = submission.startAt();
        Instant notBefore = wish != null && wish.isAfter(id.madeAt()) ? wish : id.madeAt();
        return Job.accepted(
                id, request(type, submission, caller), type.placement().dueAt(notBefore));
    }

    private static Request request(JobType type, Submission submission, Caller caller) {
        return new Request(
                type.name(),
                Objects.requireNonNullElse(submission.name(), type.jobName()),
                Objects.requireNonNullElse(submission.summary(), type.summary()),
                caller,
                submission.input(),
                submission.queue() == null && submission.priority() == null
                        ? type.placement().standard()
                        : new Place(
                                Objects.requireNonNullElse(
                                        submission.queue(),
                                        type.placement().queues().get(0)),
                                Objects.requireNonNullElse(
                                        submission.priority(), type.placement().priority())),
                submission.timeout() == null
                        ? type.limits().terms()
                        : new Terms(submission.timeout(), type.limits().retention()),
                null,
                submission.callback());
    }

    /**
     * Ends a waiting job, asks a running one to end, and leaves an ended one as it is.
     *
     * @param by who wants it, for the record
     * @return the job as it is now; empty if there is none
     */
    public Optional<Job> cancel(JobId id, String by) {
        Optional<Change> change =
                jobs().update(id, job -> job.cancel(workshop.time().instant(), by));
        change.filter(Change::happened).ifPresent(this::follow);
        return change.map(Change::after);
    }

    /**
     * Has a job gone: removes an ended one, and ends any other first, as {@link #cancel} does; it is removed when it has ended.
     *
     * @param by who wants it, for the record
     * @return the job as it was met, and as it was left; empty if there is none, or somebody else has removed it meanwhile
     */
    public Optional<Change> delete(JobId id, String by) {
        Optional<Change> change =
                jobs().update(id, job -> job.discard(workshop.time().instant(), by));
        change.filter(Change::happened).ifPresent(this::follow);
        return change.filter(met ->
                !met.after().isCompleted() || jobs().remove(id, workshop.time().instant()) || met.happened());
    }

    /**
     * Accepts what a job was to do once more, as a new job of the same owner; asked again, answers the same new job.
     *
     * @param by who wants it, for the record
     * @return the new job's id, which may be gone again; empty if there is no such job, or it has not ended without success
     * @throws RefusedException if it is refused; nothing has happened then
     */
    public Optional<JobId> retry(JobId id, String by) {
        Optional<Job> ended = jobs().find(id).filter(job -> job.status().isUnsuccessfulEnd());
        return ended.flatMap(Job::retriedAs)
                .or(() -> ended.flatMap(job -> new RetryJob(workshop, dispatch, ids).run(job, by)));
    }

    private void follow(Change cancelled) {
        workshop.changes().publish(cancelled);
        if (cancelled.before().phase() instanceof Phase.Scheduled) {
            dispatch.withdraw(cancelled.before());
        } else if (cancelled.before().phase() instanceof Phase.Started run && run.stop() == null) {
            dispatch.interrupt(cancelled.after().id());
        }
    }

    private JobStore jobs() {
        return workshop.storage().jobs();
    }

    private JobTypes types() {
        return workshop.types();
    }
}
