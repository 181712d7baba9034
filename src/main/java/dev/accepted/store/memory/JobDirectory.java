package dev.accepted.store.memory;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobFilter;
import java.util.List;
import java.util.Set;

/**
 * Where to look for jobs of some kind: the id of each stands four times, in sorted sets by status.
 *
 * <pre>
 *   everybody           status -&gt; ids
 *   owners   owner  -&gt;  status -&gt; ids
 *   types    type   -&gt;  status -&gt; ids
 *   queues   queue  -&gt;  status -&gt; ids
 * </pre>
 *
 * <p>So statuses, with owners or types or queues, lead straight to the jobs that are asked for, and to no other; two or three
 * of those lead to the smallest group. Whoever changes a job changes this within the job's lock. Safe for use by many threads.
 */
final class JobDirectory {

    private final IdsByStatus everybody = new IdsByStatus();
    private final IdGroups<String> owners = new IdGroups<>();
    private final IdGroups<TypeName> types = new IdGroups<>();
    private final IdGroups<QueueName> queues = new IdGroups<>();

    void add(Job job) {
        Request request = job.request();
        JobStatus status = job.status();
        everybody.add(status, job.id());
        owners.add(request.owner().name(), status, job.id());
        types.add(request.type(), status, job.id());
        queues.add(request.place().queue(), status, job.id());
    }

    void move(Job before, Job after) {
        JobStatus from = before.status();
        JobStatus to = after.status();
        if (from != to) {
            Request request = before.request();
            JobId id = before.id();
            everybody.move(from, to, id);
            owners.move(request.owner().name(), from, to, id);
            types.move(request.type(), from, to, id);
            queues.move(request.place().queue(), from, to, id);
        }
    }

    void remove(Job job) {
        Request request = job.request();
        JobStatus status = job.status();
        everybody.remove(status, job.id());
        owners.remove(request.owner().name(), status, job.id());
        types.remove(request.type(), status, job.id());
        queues.remove(request.place().queue(), status, job.id());
    }

    /** The fewest ids that lead to all jobs which pass. */
    Candidates candidates(JobFilter filter) {
        Set<JobStatus> statuses = filter.statuses();
        int kinds = (filter.owners().isEmpty() ? 0 : 1)
                + (filter.types().isEmpty() ? 0 : 1)
                + (filter.queues().isEmpty() ? 0 : 1);
        boolean exact = kinds < 2
                && filter.submittedAfter() == null
                && filter.submittedBefore() == null
                && filter.text() == null;
        Candidates fewest = new Candidates(List.of(everybody), statuses, exact);
        if (!filter.owners().isEmpty()) {
            fewest = new Candidates(owners.of(filter.owners()), statuses, exact);
        }
        if (!filter.types().isEmpty()) {
            fewest = fewest.orFewer(new Candidates(types.of(filter.types()), statuses, exact));
        }
        if (!filter.queues().isEmpty()) {
            fewest = fewest.orFewer(new Candidates(queues.of(filter.queues()), statuses, exact));
        }
        return fewest;
    }

    /** How many owners have jobs. */
    int ownerCount() {
        return owners.size();
    }
}
