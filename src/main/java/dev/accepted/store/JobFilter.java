package dev.accepted.store;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import dev.accepted.job.TypeName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs: those that pass every part. Immutable.
 *
 * @param statuses passes a job that has one of these now; if there are none, nothing passes
 * @param types passes a job of one of these; all, if there are none
 * @param queues passes a job in one of these; all, if there are none
 * @param owners passes a job of one of these, by their names; all, if there are none
 * @param submittedAfter passes a job that was accepted at this moment or later, to the millisecond; null for all
 * @param submittedBefore passes a job that was accepted before this moment, to the millisecond; null for all
 * @param text passes a job that has this in its name or its summary, in large or small letters; null for all
 */
public record JobFilter(
        Set<JobStatus> statuses,
        Set<TypeName> types,
        Set<QueueName> queues,
        Set<String> owners,
        @Nullable Instant submittedAfter,
        @Nullable Instant submittedBefore,
        @Nullable String text) {

    /** Every job. */
    public static final JobFilter ALL =
            new JobFilter(EnumSet.allOf(JobStatus.class), Set.of(), Set.of(), Set.of(), null, null, null);

    /** Takes copies. */
    public JobFilter {
        statuses = Set.copyOf(statuses);
        types = Set.copyOf(types);
        queues = Set.copyOf(queues);
        owners = Set.copyOf(owners);
    }

    /** Of these, those that have one of these statuses. */
    public JobFilter in(Set<JobStatus> wanted) {
        EnumSet<JobStatus> both = EnumSet.noneOf(JobStatus.class);
        both.addAll(statuses);
        both.retainAll(wanted);
        return new JobFilter(both, types, queues, owners, submittedAfter, submittedBefore, text);
    }

    /** The same, whatever their status. */
    public JobFilter inAnyStatus() {
        return new JobFilter(ALL.statuses, types, queues, owners, submittedAfter, submittedBefore, text);
    }

    /** Whether no more than one owner, type or queue is asked for beside the status, so that nothing has to be searched for. */
    public boolean isDirect() {
        return submittedAfter == null
                && submittedBefore == null
                && text == null
                && types.size() + queues.size() + owners.size() <= 1;
    }

    /** Of these, those that are of one of these types. */
    public JobFilter ofTypes(Set<TypeName> wanted) {
        return new JobFilter(statuses, wanted, queues, owners, submittedAfter, submittedBefore, text);
    }

    /** Of these, those that are in one of these queues. */
    public JobFilter inQueues(Set<QueueName> wanted) {
        return new JobFilter(statuses, types, wanted, owners, submittedAfter, submittedBefore, text);
    }

    /** Of these, those of one of these owners. */
    public JobFilter ofOwners(Set<String> wanted) {
        return new JobFilter(statuses, types, queues, wanted, submittedAfter, submittedBefore, text);
    }

    /** Of these, only this owner's, whoever else is asked for. */
    public JobFilter only(String owner) {
        return owners.isEmpty() || owners.contains(owner) ? ofOwners(Set.of(owner)) : in(Set.of());
    }

    /** Of these, those that were accepted at this moment or later. */
    public JobFilter from(Instant moment) {
        return new JobFilter(statuses, types, queues, owners, moment, submittedBefore, text);
    }

    /** Of these, those that were accepted before this moment. */
    public JobFilter before(Instant moment) {
        return new JobFilter(statuses, types, queues, owners, submittedAfter, moment, text);
    }

    /** Of these, those with this text in name or summary. */
    public JobFilter containing(String wanted) {
        return new JobFilter(statuses, types, queues, owners, submittedAfter, submittedBefore, wanted);
    }

    /** Whether a job passes. */
    public boolean passes(Job job) {
        Request request = job.request();
        return statuses.contains(job.status())
                && (types.isEmpty() || types.contains(request.type()))
                && (queues.isEmpty() || queues.contains(request.place().queue()))
                && (owners.isEmpty() || owners.contains(request.owner().name()))
                && (submittedAfter == null || job.id().compareTo(JobId.firstAt(submittedAfter)) >= 0)
                && (submittedBefore == null || job.id().compareTo(JobId.firstAt(submittedBefore)) < 0)
                && (text == null || contains(request.name(), text) || contains(request.summary(), text));
    }

    /** The smallest id that passes, if there is such a bound: ids carry the time of acceptance. */
    public Optional<JobId> firstId() {
        return Optional.ofNullable(submittedAfter).map(JobId::firstAt);
    }

    /** The smallest id that is too great to pass, if there is such a bound. */
    public Optional<JobId> endId() {
        return Optional.ofNullable(submittedBefore).map(JobId::firstAt);
    }

    /** Without making a copy in small letters of each name that is looked at. */
    private static boolean contains(String text, String wanted) {
        for (int at = text.length() - wanted.length(); at >= 0; at--) {
            if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
                return true;
            }
        }
        return false;
    }
}
