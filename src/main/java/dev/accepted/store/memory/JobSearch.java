package dev.accepted.store.memory;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The making of one page: walks through the {@link Candidates} from the key on, and takes the jobs that pass, until the page
 * is full, no candidate is left, or {@value #MOST_LOOKED_AT} have been looked at. Holds no lock while it looks at jobs: a job
 * that is gone by then is passed over, and one that has changed is judged as it is now.
 */
final class JobSearch {

    /** How many jobs are looked at for a page. */
    static final int MOST_LOOKED_AT = 10_000;

    /** How many are looked at to learn whether there is a page on the other side; if that is not enough, it is said that there is. */
    private static final int GLANCE = 200;

    private static final int AT_ONCE = 512;

    /** Greater than any that is made before the year 2159. */
    private static final JobId BEYOND_ALL = new JobId(Long.MAX_VALUE);

    private final Map<JobId, Job> jobs;
    private final Candidates candidates;
    private final JobQuery query;
    private final JobId first;
    private final JobId end;

    JobSearch(Map<JobId, Job> jobs, Candidates candidates, JobQuery query) {
        this.jobs = jobs;
        this.candidates = candidates;
        this.query = query;
        this.first = query.filter().firstId().orElse(new JobId(1));
        this.end = query.filter().endId().orElse(BEYOND_ALL);
    }

    JobPage page() {
        Long total = candidates.exact() ? candidates.size() : null;
        JobId newerThan = query.newerThan();
        if (newerThan == null) {
            JobId from = Objects.requireNonNullElse(query.olderThan(), BEYOND_ALL);
            Walk walk = new Walk(true, from, query.limit() + 1).lookAt(MOST_LOOKED_AT);
            List<Job> page = walk.found(query.limit());
            return new JobPage(
                    page, walk.goesOnAfter(page), query.olderThan() == null ? null : newer(page, from), total);
        }
        Walk walk = new Walk(false, newerThan, query.limit() + 1).lookAt(MOST_LOOKED_AT);
        List<Job> page = walk.found(query.limit());
        JobId newer = walk.goesOnAfter(page);
        Collections.reverse(page);
        return new JobPage(page, older(page, newerThan), newer, total);
    }

    /** The way back; of an empty page it begins with the job that it was asked from. */
    private @Nullable JobId newer(List<Job> page, JobId asked) {
        JobId edge = page.isEmpty()
                ? new JobId(Math.max(1, asked.value() - 1))
                : page.get(0).id();
        return new Walk(false, edge, 1).lookAt(GLANCE).foundNone() ? null : edge;
    }

    private @Nullable JobId older(List<Job> page, JobId asked) {
        JobId edge = page.isEmpty()
                ? new JobId(Math.max(asked.value(), asked.value() + 1))
                : page.get(page.size() - 1).id();
        return new Walk(true, edge, 1).lookAt(GLANCE).foundNone() ? null : edge;
    }

    /** A walk from a job, which does not count, in one direction. */
    private final class Walk {

        private final boolean down;
        private final int wanted;
        private final List<Job> found = new ArrayList<>();
        private JobId at;
        private int lookedAt;
        private boolean over;

        Walk(boolean down, JobId from, int wanted) {
            this.down = down;
            this.wanted = wanted;
            if (down) {
                at = end.compareTo(from) < 0 ? end : from;
            } else {
                at = first.compareTo(from) > 0 ? new JobId(first.value() - 1) : from;
            }
        }

        Walk lookAt(int most) {
            int atOnce = wanted;
            while (!over && found.size() < wanted && lookedAt < most) {
                int next = Math.min(atOnce, most - lookedAt);
                List<JobId> ids = down ? candidates.below(at, next) : candidates.above(at, next);
                ids.forEach(this::look);
                over |= ids.size() < next;
                atOnce = AT_ONCE;
            }
            return this;
        }

        private void look(JobId id) {
            over |= down ? id.compareTo(first) < 0 : id.compareTo(end) >= 0;
            if (over || found.size() == wanted) {
                return;
            }
            lookedAt++;
            at = id;
            Job job = jobs.get(id);
            if (job != null && query.filter().passes(job)) {
                found.add(job);
            }
        }

        boolean foundNone() {
            return over && found.isEmpty();
        }

        List<Job> found(int most) {
            return new ArrayList<>(found.size() > most ? found.subList(0, most) : found);
        }

        /** The key of what follows this page; null if nothing does. */
        @Nullable
        JobId goesOnAfter(List<Job> page) {
            if (found.size() > page.size()) {
                return page.get(page.size() - 1).id();
            }
            return over ? null : at;
        }
    }
}
