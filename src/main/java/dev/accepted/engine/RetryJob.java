package dev.accepted.engine;

import dev.accepted.handler.JobType;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Request;
import dev.accepted.job.Request.Retry;
import dev.accepted.job.Submission;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Change;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From a job that ended without success to a new one that does the same.
 *
 * <pre>
 *   share the input            nothing to share: the old job is just being removed
 *   check, as a submission     the type may be gone, or take less than it did
 *   dispatch under the old     of many who retry at once, one creates; the others get its job
 *     job's key
 *   link the old to the new    whoever comes first; after a crash before that, whoever retries next
 * </pre>
 */
final class RetryJob {

    private final Workshop workshop;
    private final Dispatch dispatch;
    private final Supplier<JobId> ids;

    RetryJob(Workshop workshop, Dispatch dispatch, Supplier<JobId> ids) {
        this.workshop = workshop;
        this.dispatch = dispatch;
        this.ids = ids;
    }

    /**
     * The job that does it once more; empty if the old one is gone.
     *
     * @throws RefusedException if it is refused; nothing has happened then
     */
    Optional<JobId> run(Job old, String by) {
        return old.request().input().share().map(input -> {
            boolean accepted = false;
            try {
                Job job = checked(old.request().again(new Retry(old.id(), by), input));
                Holder holder = dispatch.accept(job, Once.retryOf(old.id()));
                accepted = holder.is(job);
                link(old.id(), holder.id());
                return holder.id();
            } finally {
                if (!accepted) {
                    input.content().discard();
                }
            }
        });
    }

    private Job checked(Request request) {
        JobType type = workshop.types()
                .find(request.type())
                .orElseThrow(() -> new RefusedException(new Refusal.UnknownType(request.type())));
        new CheckSubmission(type, asSubmitted(request), request.owner())
                .refusal()
                .ifPresent(refusal -> {
                    throw new RefusedException(refusal);
                });
        JobId id = ids.get();
        return Job.accepted(id, request, type.placement().dueAt(id.madeAt()));
    }

    private static Submission asSubmitted(Request request) {
        Document input = request.input();
        return Submission.of(request.type(), input)
                .withPriority(request.place().priority())
                .inQueue(request.place().queue())
                .withTimeout(request.terms().timeout());
    }

    private void link(JobId old, JobId newer) {
        JobStore jobs = workshop.storage().jobs();
        jobs.update(old, job -> job.retriedAs(newer)).filter(Change::happened).ifPresent(workshop.changes()::publish);
    }
}
