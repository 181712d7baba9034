package dev.accepted.http;

import dev.accepted.dialect.BulkView;
import dev.accepted.dialect.BulkView.Refused;
import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.Problem;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.RefusedException;
import dev.accepted.page.Visitor;
import dev.accepted.security.Callers;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cancels, retries or deletes many jobs: those with some ids, or the caller's own that pass a filter (administrators: all that
 * pass), as far as the action is for jobs of their status. Answers 200 and how many; a browser's form, 303 to the list.
 *
 * <p>One request meets at most {@code limit} jobs (500 unless it says otherwise, 1,000 at the most). Where a filter may lead to
 * more, the answer has a {@code next} to post to, with an empty body; each job that stays is met once, also one that still passes
 * the filter afterwards.
 */
@Path("job-management/jobs/{action:cancel|retry|delete}")
public final class BulkResource {

    private final Desk desk;
    private final Steering steering;
    private final JobStore jobs;

    /** Over this store. */
    BulkResource(Desk desk, Steering steering, JobStore jobs) {
        this.desk = desk;
        this.steering = steering;
        this.jobs = jobs;
    }

    /** Does it, and answers with how many it happened. */
    @POST
    @Needs(Right.STEER)
    public Response act(@Context ContainerRequestContext request, @PathParam("action") String action) {
        Dialect dialect = desk.answers().dialect(request);
        BulkRequest wish = BulkRequest.read(request);
        Tally tally = new Tally(BulkAction.valueOf(action.toUpperCase(Locale.ROOT)), Callers.of(request));
        String next = wish.ids().isEmpty() ? tally.passing(wish) : tally.named(wish.ids());
        if (Answers.isPage(request)) {
            return shown(tally, next, wish.list(), request).build();
        }
        return Answers.answer(200, dialect, dialect.bulk(tally.view(next)))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    /** To people: the list again, unless there is more to say than they see there. */
    private ResponseBuilder shown(
            Tally tally, @Nullable String next, FilterParameters back, ContainerRequestContext request) {
        String list = desk.addresses().jobs() + Parameters.query(back.query());
        BulkView view = tally.view(next);
        if (Answers.isBrowserForm(request) && view.refusals().isEmpty() && next == null) {
            return Answers.seeOther(list);
        }
        Visitor visitor = Visitor.of(Callers.of(request));
        return Answers.html(200, desk.answers().pages().bulk(tally.action.toString(), view, list, visitor))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }

    /** One round of one action for one caller. */
    private final class Tally {

        private final BulkAction action;
        private final Caller caller;
        private final List<Refused> refusals = new ArrayList<>();
        private int done;
        private int asked;

        Tally(BulkAction action, Caller caller) {
            this.action = action;
            this.caller = caller;
        }

        @Nullable
        String named(List<String> ids) {
            ids.forEach(id -> meet(id, () -> steering.find(id, caller)));
            return null;
        }

        @Nullable
        String passing(BulkRequest wish) {
            JobFilter filter = wish.filter().filter().in(action.statuses());
            JobQuery query =
                    JobQuery.newest(wish.limit()).where(caller.isAdmin() ? filter : filter.only(caller.name()));
            JobPage page =
                    jobs.page(wish.cursor() == null ? query : wish.cursor().in(query));
            page.jobs().forEach(job -> meet(job.id().toString(), () -> job));
            return page.older() == null
                    ? null
                    : uri()
                            + Parameters.query(
                                    wish.filter().query(),
                                    "limit=" + wish.limit(),
                                    "cursor=" + new Cursor(false, page.older()));
        }

        private void meet(String id, Supplier<Job> job) {
            try {
                if (action.act(steering, job.get(), caller)) {
                    done++;
                } else {
                    asked++;
                }
            } catch (ProblemException e) {
                refuse(id, e.problem());
            } catch (RefusedException e) {
                refuse(id, Problems.of(e.refusal()));
            }
        }

        private void refuse(String id, Problem why) {
            refusals.add(new Refused(id, why));
        }

        BulkView view(@Nullable String next) {
            return new BulkView(uri(), done, asked, refusals, next);
        }

        private String uri() {
            return desk.addresses().jobs() + "/" + action;
        }
    }
}
