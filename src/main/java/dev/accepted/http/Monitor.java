package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.Problem;
import dev.accepted.engine.Estimates.Estimate;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
import dev.accepted.page.Visitor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows a job as it stands, in the form that the client chose; to one who has it already, only that. Immutable. */
final class Monitor {

    private static final Instant NO_MORE_DATES = Instant.parse("+10000-01-01T00:00:00Z");

    private final Desk desk;

    Monitor(Desk desk) {
        this.desk = desk;
    }

    /** An answer with the job as its body, and when to ask again unless it has ended. */
    ResponseBuilder answer(int status, Job job, Caller caller, ContainerRequestContext request) {
        if (job.isCompleted()) {
            return withSunset(drawn(status, job, Outlook.NONE, caller, request), job);
        }
        Estimate estimate = desk.estimates().of(job);
        return drawn(status, job, estimate.outlook(), caller, request)
                .header(HttpHeaders.RETRY_AFTER, estimate.askAgain());
    }

    /** Says when an ended job will be forgotten (RFC 8594), if that can be said with four digits for the year. */
    static ResponseBuilder withSunset(ResponseBuilder answer, Job job) {
        job.expiresAt()
                .filter(end -> end.isBefore(NO_MORE_DATES))
                .ifPresent(end -> answer.header("Sunset", Times.http(end)));
        return answer;
    }

    private ResponseBuilder drawn(
            int status, Job job, Outlook outlook, Caller caller, ContainerRequestContext request) {
        boolean steers = caller.steers(job);
        if (Answers.isPage(request)) {
            return notStored(Answers.html(
                    status,
                    Prefer.of(request).minimal()
                            ? desk.answers()
                                    .pages()
                                    .briefJob(desk.rendered().view(job, outlook, steers), Visitor.of(caller))
                            : page(job, outlook, caller, null)));
        }
        Dialect dialect = desk.answers().dialect(request);
        return notStored(Answers.answer(status, dialect, desk.rendered().body(job, outlook, dialect, steers)));
    }

    /** The answer to the form of a browser, which follows it to the job. */
    ResponseBuilder wayTo(Job job) {
        return Answers.seeOther(desk.addresses().job(job.id()));
    }

    /** From now on a browser is told what is wrong with its request on the page of this job. */
    void isPlace(Job job, Caller caller, ContainerRequestContext request) {
        ProblemPlace.set(request, problem -> {
            Outlook outlook =
                    job.isCompleted() ? Outlook.NONE : desk.estimates().of(job).outlook();
            return page(job, outlook, caller, problem);
        });
    }

    private byte[] page(Job job, Outlook outlook, Caller caller, @Nullable Problem problem) {
        JobView view = desk.rendered().view(job, outlook, caller.steers(job));
        return desk.answers().pages().job(view, Visitor.of(caller), problem);
    }

    private static ResponseBuilder notStored(ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    /**
     * The same to a GET or HEAD, with the job's tag: 304 if the client has what it names, and then nothing is drawn. The page of
     * an unfinished job has no tag, for it tells more than the version of its job says: what the log has come to, what time it
     * is; nor has that of a job with a callback, which tells how that goes. That of {@code Prefer: return=minimal}, for the script of a page, leaves that out and has one.
     */
    ResponseBuilder read(int status, Job job, Caller caller, ContainerRequestContext request) {
        Form form = Answers.form(request);
        boolean wholePage = form == Form.HTML && !Prefer.of(request).minimal();
        if (wholePage && (!job.isCompleted() || job.request().callback() != null)) {
            return answer(status, job, caller, request);
        }
        boolean steers = caller.steers(job);
        String tag = wholePage
                ? desk.rendered().pageTag(job, caller.name(), steers)
                : desk.rendered().tag(job, form, steers);
        if (!TagList.of(request).names(tag)) {
            return answer(status, job, caller, request).header(HttpHeaders.ETAG, tag);
        }
        ResponseBuilder answer = Answers.notModified(tag);
        return job.isCompleted()
                ? answer
                : answer.header(
                        HttpHeaders.RETRY_AFTER, desk.estimates().of(job).askAgain());
    }
}
