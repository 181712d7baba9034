package dev.accepted.store.jdbc;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The making of one page: walks along the index that leads to the fewest jobs, from the key on, and takes those that pass, until
 * the page is full, no job is left, or {@value #MOST_LOOKED_AT} have been looked at. Owners, types and queues have an index each,
 * by status; of two that are asked for, one leads and the other is looked at.
 */
final class JobWalk {

    /** How many jobs are looked at for a page. */
    static final int MOST_LOOKED_AT = 10_000;
    /** How many are looked at to learn whether there is a page on the other side; if that is not enough, it is said that there is. */
    private static final int GLANCE = 200;

    private static final int AT_ONCE = 512;
    /** Greater than any that is made before the year 2159. */
    private static final JobId BEYOND_ALL = new JobId(Long.MAX_VALUE);

    private final Handle db;
    private final JobRows rows;
    private final UnaryOperator<Job> newest;
    private final JobQuery query;
    private final JobId first;
    private final JobId end;

    /**
     * A walk.
     *
     * @param newest what a job is by now that was read
     */
    JobWalk(Handle db, JobRows rows, UnaryOperator<Job> newest, JobQuery query) {
        this.db = db;
        this.rows = rows;
        this.newest = newest;
        this.query = query;
        this.first = query.filter().firstId().orElse(new JobId(1));
        this.end = query.filter().endId().orElse(BEYOND_ALL);
    }

    /** The page, with how many pass in all, if somebody knows. */
    JobPage page(@Nullable Long total) {
        JobId newerThan = query.newerThan();
        if (newerThan == null) {
            JobId from = Objects.requireNonNullElse(query.olderThan(), BEYOND_ALL);
            Walk walk = new Walk(true, from, query.limit() + 1L).lookAt(MOST_LOOKED_AT);
            List<Job> page = walk.found(query.limit());
            return new JobPage(
                    page, walk.goesOnAfter(page), query.olderThan() == null ? null : newer(page, from), total);
        }
        Walk walk = new Walk(false, newerThan, query.limit() + 1L).lookAt(MOST_LOOKED_AT);
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
        private final long wanted;
        private final List<Job> found = new ArrayList<>();
        private JobId at;
        private int lookedAt;
        private boolean over;

        Walk(boolean down, JobId from, long wanted) {
            this.down = down;
            this.wanted = wanted;
            if (down) {
                at = end.compareTo(from) < 0 ? end : from;
            } else {
                at = first.compareTo(from) > 0 ? new JobId(Math.max(1, first.value() - 1)) : from;
            }
            over = query.filter().statuses().isEmpty();
        }

        Walk lookAt(int most) {
            long atOnce = wanted;
            while (!over && found.size() < wanted && lookedAt < most) {
                int next = (int) Math.min(atOnce, most - lookedAt);
                List<Job> some = new Branches(query.filter()).jobs(down, at, next);
                some.forEach(this::look);
                over |= some.size() < next;
                atOnce = AT_ONCE;
            }
            return this;
        }

        private void look(Job read) {
            JobId id = read.id();
            over |= down ? id.compareTo(first) < 0 : id.compareTo(end) >= 0;
            if (over || found.size() == wanted) {
                return;
            }
            lookedAt++;
            at = id;
            Job job = newest.apply(read);
            if (query.filter().passes(job)) {
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

    /** One look into an index for each status and each owner, type or queue that is asked for, put together in order. */
    private final class Branches {

        private static final int MOST_BRANCHES = 140;

        private final List<String> statuses;
        private final String column;
        private final List<String> values;

        Branches(JobFilter filter) {
            statuses = filter.statuses().stream().map(JobStatus::name).sorted().toList();
            if (!filter.owners().isEmpty()) {
                column = "owner";
                values = sorted(filter.owners());
            } else if (!filter.types().isEmpty()) {
                column = "type";
                values = sorted(filter.types());
            } else {
                column = filter.queues().isEmpty() ? "" : "queue";
                values = sorted(filter.queues());
            }
        }

        private static List<String> sorted(Set<?> any) {
            return any.stream().map(Object::toString).sorted().toList();
        }

        /** The next ones beyond this job in this direction, up to so many. */
        List<Job> jobs(boolean downwards, JobId beyond, int most) {
            // The number stands in the text, since H2 takes a limit inside a union for what it was when it saw the text
            // first.
            String side = (downwards ? "id < :at order by id desc limit " : "id > :at order by id limit ") + most;
            String columns = "select id, version, request, progress from accepted_job where ";
            List<String> branches = new ArrayList<>();
            if (column.isEmpty() && statuses.size() == JobStatus.values().length) {
                branches.add("");
            } else if (statuses.size() * Math.max(1, values.size()) > MOST_BRANCHES) {
                branches.add("status in (<statuses>) and " + (column.isEmpty() ? "" : column + " in (<values>) and "));
            } else {
                for (int s = 0; s < statuses.size(); s++) {
                    String ofStatus = "status = :s" + s + " and ";
                    for (int v = 0; v < values.size(); v++) {
                        branches.add(column + " = :v" + v + " and " + ofStatus);
                    }
                    if (values.isEmpty()) {
                        branches.add(ofStatus);
                    }
                }
            }
            return rows.jobs(bound(
                            branches.size() == 1
                                    ? columns + branches.get(0) + side
                                    : together(branches, columns, side)
                                            + (downwards ? " desc limit " : " limit ")
                                            + most)
                    .bind("at", beyond.value()));
        }

        private static String together(List<String> branches, String columns, String side) {
            List<String> all = branches.stream()
                    .map(branch -> "(" + columns + branch + side + ")")
                    .toList();
            return "select id, version, request, progress from (" + String.join(" union all ", all)
                    + ") found order by id";
        }

        private Query bound(String sql) {
            Query select = db.createQuery(sql);
            if (sql.contains("<statuses>")) {
                select.bindList("statuses", statuses);
                if (!column.isEmpty()) {
                    select.bindList("values", values);
                }
            } else {
                for (int s = 0; s < statuses.size(); s++) {
                    select.bind("s" + s, statuses.get(s));
                }
                for (int v = 0; v < values.size(); v++) {
                    select.bind("v" + v, values.get(v));
                }
            }
            return select;
        }
    }
}
