package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.http.ListEvents.View;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
import dev.accepted.security.Callers;
import dev.accepted.security.Right;
import dev.accepted.store.JobStore;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of events, for a GET of a job, or of the list of jobs, that prefers {@code text/event-stream}. What cannot be
 * streamed is left to the resources, which say why.
 */
final class EventStreams {

    private final Desk desk;
    private final JobStore jobs;
    private final News news;
    private final Timing timing;
    private final Places places;
    private final Set<EventStream> going = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventStreams(Desk desk, JobStore jobs, News news, Timing timing, Places places) {
        this.desk = desk;
        this.jobs = jobs;
        this.news = news;
        this.timing = timing;
        this.places = places;
    }

    /**
     * Answers a request with a stream, if it asks for one that there is.
     *
     * @return whether the request is answered
     * @throws ProblemException if there are too many streams, or there is none of what is asked for
     */
    boolean open(HttpServletRequest request, HttpServletResponse response, HeldRequests held) throws IOException {
        if (!isAsked(request) || closed) {
            return false;
        }
        Caller caller = Callers.of(request);
        String lastEventId = request.getHeader("Last-Event-ID");
        if (JobPath.isList(request)) {
            if (request.getQueryString() != null) {
                throw new ProblemException(
                        ProblemCode.INVALID_PARAMETER,
                        "The stream of the list takes no parameters: it tells of all jobs.");
            }
            begin(ofList(caller, lastEventId), caller, request, response, held);
            return true;
        }
        Optional<Job> found = JobPath.of(request)
                .filter(path -> path.below().isEmpty())
                .flatMap(path -> jobs.find(path.id()))
                .filter(caller::sees);
        if (found.isEmpty()) {
            return false;
        }
        Job job = found.get();
        int known = Integer.toString(job.version()).equals(lastEventId) ? job.version() : 0;
        if (job.isCompleted() && known == job.version()) {
            response.setStatus(204);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        } else {
            begin(ofJob(job, known, caller), caller, request, response, held);
        }
        return true;
    }

    private static boolean isAsked(HttpServletRequest request) {
        return Form.isStream(request.getHeader(HttpHeaders.ACCEPT))
                && Answers.form(request.getQueryString(), null).equals(Optional.of(Form.JSON))
                && Right.SEE.isOf(Callers.of(request));
    }

    private Function<Runnable, Events> ofJob(Job job, int known, Caller caller) {
        return bell -> JobEvents.of(job, known, now -> json(now, caller), news.watchers(), jobs, bell);
    }

    private Function<Runnable, Events> ofList(Caller caller, @Nullable String lastEventId) {
        View view = new View(
                caller::sees, now -> json(now, caller), desk.addresses().jobs());
        return bell -> ListEvents.of(news.feed(), view, lastEventId, bell);
    }

    private byte[] json(Job job, Caller caller) {
        Outlook outlook =
                job.isCompleted() ? Outlook.NONE : desk.estimates().of(job).outlook();
        return desk.rendered().body(job, outlook, desk.answers().in(Form.JSON), caller.steers(job));
    }

    private void begin(
            Function<Runnable, Events> source,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            HeldRequests held)
            throws IOException {
        takePlace(caller);
        boolean begun = false;
        try {
            head(response);
            AsyncContext async = HeldRequests.hold(request, response);
            EventStream stream =
                    new EventStream(async, response.getOutputStream(), timing, source, over -> leave(over, caller));
            going.add(stream);
            begun = true;
            held.count(async, stream::gone);
            stream.begin();
            if (closed) {
                stream.close();
            }
        } finally {
            if (!begun) {
                places.free(caller.name());
            }
        }
    }

    private void takePlace(Caller caller) {
        switch (places.take(caller.name())) {
            case CALLER_HAS_MOST ->
                throw new ProblemException(
                        ProblemCode.TOO_MANY_STREAMS, "You follow as many streams as one may; poll, or close one.");
            case ALL_TAKEN ->
                throw new ProblemException(
                        ProblemCode.STREAMS_FULL, "As many streams are followed as the server keeps; poll meanwhile.");
            case TAKEN -> {}
        }
    }

    private static void head(HttpServletResponse response) {
        response.setStatus(200);
        response.setHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
        response.setHeader(HttpHeaders.VARY, Answers.VARY);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache, no-transform");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Proxies of the nginx kind gather answers before they pass them on, unless they are told not to.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void leave(EventStream stream, Caller caller) {
        going.remove(stream);
        places.free(caller.name());
    }

    /** Ends all streams, and lets none begin any more. */
    void close() {
        closed = true;
        going.forEach(EventStream::close);
    }

    /** How many there are. */
    int count() {
        return going.size();
    }
}
