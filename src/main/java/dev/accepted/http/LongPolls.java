package dev.accepted.http;

import dev.accepted.http.Waits.Wait;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.security.Callers;
import dev.accepted.security.Right;
import dev.accepted.store.JobStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Holds a GET of a job, or of its result, that has {@code Prefer: wait}: until the job is another one than {@code If-None-Match}
 * names, or, without that, until it has ended. Nothing is decided here about what the answer will be: whatever ends the wait, the
 * request is given to the resources then, as if it had just come.
 */
final class LongPolls {

    private final JobStore jobs;
    private final RenderedJobs rendered;
    private final Waits waits;

    LongPolls(JobStore jobs, RenderedJobs rendered, Waits waits) {
        this.jobs = jobs;
        this.rendered = rendered;
        this.waits = waits;
    }

    /**
     * Begins to hold a request, if there is something to wait for and a place to wait in. A wish that is granted, be it at
     * once, is said to be.
     *
     * @return empty if the request is to be answered now
     */
    Optional<Wait> begin(HttpServletRequest request, HttpServletResponse response) {
        OptionalInt seconds = seconds(request);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        Caller caller = Callers.of(request);
        Optional<Job> found = JobPath.of(request)
                .filter(path -> path.below().isEmpty() || path.below().equals("/result"))
                .flatMap(path -> jobs.find(path.id()))
                .filter(job -> Right.SEE.isOf(caller) && caller.sees(job));
        Optional<Form> form = Answers.form(request.getQueryString(), request.getHeader(HttpHeaders.ACCEPT));
        if (found.isEmpty() || form.isEmpty()) {
            return Optional.empty();
        }
        Predicate<Job> wish = wish(request, form.get(), caller.steers(found.get()));
        boolean atOnce = seconds.getAsInt() == 0 || wish.test(found.get());
        Optional<Wait> wait = atOnce
                ? Optional.empty()
                : waits.until(wish, found.get(), Duration.ofSeconds(seconds.getAsInt()), caller.name());
        if (atOnce || wait.isPresent()) {
            response.setHeader(Prefer.APPLIED, "wait=" + seconds.getAsInt());
        }
        return wait;
    }

    private static OptionalInt seconds(HttpServletRequest request) {
        if (request.getHeader(Prefer.FIELD) == null) {
            return OptionalInt.empty();
        }
        return Prefer.of(fields(request, Prefer.FIELD)).seconds();
    }

    private Predicate<Job> wish(HttpServletRequest request, Form form, boolean steers) {
        TagList known = TagList.of(fields(request, HttpHeaders.IF_NONE_MATCH));
        return known.isAbsent()
                ? Job::isCompleted
                : job -> job.isCompleted() || !known.names(rendered.tag(job, form, steers));
    }

    private static List<String> fields(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
