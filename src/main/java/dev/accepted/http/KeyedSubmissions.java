package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.engine.Timekeeper;
import dev.accepted.engine.Timekeeper.Alarm;
import dev.accepted.job.Caller;
import dev.accepted.security.Callers;
import dev.accepted.security.ProblemWriter;
import dev.accepted.store.JobStore;
import dev.accepted.store.OnceKey;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets submissions with one {@code Idempotency-Key} in one after another, so that a repeat which comes while the first is still
 * being sent or checked does not do the work twice.
 *
 * <pre>
 *   the store knows the key            in: it is a repeat, and is answered like the first
 *   nobody is at work under it         in; whoever waits is told afterwards
 *   somebody is                        wait, at most five seconds from the first time on, then 409
 * </pre>
 *
 * <p>Whoever waits holds no thread, and its body is not read: the container dispatches the whole request anew when it is told, so
 * that it finds what it would find if it came then. After a refusal the next of those who wait is the first.
 */
public final class KeyedSubmissions implements Filter {

    /** How long a repeat waits for the first answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_WAITING = 1000;
    private static final String ASK_AGAIN = "1";
    private static final Logger LOG = System.getLogger(KeyedSubmissions.class.getName());
    private static final String KEY = KeyedSubmissions.class.getName();
    private static final String DEADLINE = KEY + ".deadline";

    private final Turns turns = new Turns(MOST_WAITING);
    private final JobStore jobs;
    private final Timekeeper time;
    private final ProblemWriter problems;

    /** Over the store that knows the keys. */
    public KeyedSubmissions(JobStore jobs, Timekeeper time, ProblemWriter problems) {
        this.jobs = jobs;
        this.time = time;
        this.problems = problems;
    }

    /** How many repeats wait. */
    public int waiting() {
        return turns.waiting();
    }

    /** The key of a submission that came through here, if it has one. */
    static Optional<OnceKey> keyOf(ContainerRequestContext request) {
        return Optional.ofNullable((OnceKey) request.getProperty(KEY));
    }

    /** Gives a request that did not come through here its key. */
    static void give(OnceKey key, ContainerRequestContext request) {
        request.setProperty(KEY, key);
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        HttpServletResponse response = (HttpServletResponse) answer;
        if (!isKeyedSubmission(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            OnceKey key = key(request);
            request.setAttribute(KEY, key);
            inTurn(key, request, response, chain);
        } catch (ProblemException e) {
            problems.write(e.problem(), request, response);
        }
    }

    private static boolean isKeyedSubmission(HttpServletRequest request) {
        return request.getHeader(IdempotencyKey.HEADER) != null
                && (DoorPath.isOf(request)
                        || (request.getMethod().equals("POST") && path(request).endsWith("/jobs")));
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    private static OnceKey key(HttpServletRequest request) {
        String caller = Callers.found(request).map(Caller::name).orElse("");
        return IdempotencyKey.parse(Collections.list(request.getHeaders(IdempotencyKey.HEADER)))
                .of(caller, request.getMethod(), DoorPath.isOf(request) ? request.getRequestURI() : path(request));
    }

    private void inTurn(OnceKey key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (jobs.holder(key).isPresent()) {
            chain.doFilter(request, response);
        } else if (turns.begin(key)) {
            try {
                chain.doFilter(request, response);
            } finally {
                turns.end(key);
            }
        } else if (turns.hasRoom() && time.instant().isBefore(deadline(request))) {
            await(key, request, response);
        } else {
            write(
                    Problem.of(
                            ProblemCode.REQUEST_IN_PROGRESS,
                            "A request with this " + IdempotencyKey.HEADER + " is still being taken; send it again."),
                    request,
                    response);
        }
    }

    private void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", ASK_AGAIN);
        problems.write(problem, request, response);
    }

    /** When the patience of a request is over, counted from the first time that it waited. */
    private Instant deadline(HttpServletRequest request) {
        Instant deadline = (Instant) request.getAttribute(DEADLINE);
        if (deadline == null) {
            deadline = time.instant().plus(PATIENCE);
            request.setAttribute(DEADLINE, deadline);
        }
        return deadline;
    }

    private void await(OnceKey key, HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Waiting waiting = new Waiting(
                async,
                () -> write(
                        Problem.of(ProblemCode.STOPPING, "The server is going down and takes no more work."),
                        request,
                        response));
        waiting.alarm = time.at(deadline(request), waiting::again);
        turns.await(key, waiting);
    }

    /** The application goes down: whoever waits is refused now. */
    @Override
    public void destroy() {
        turns.stop();
    }

    /** Writes an answer. */
    @FunctionalInterface
    private interface Answer {
        void write() throws IOException;
    }

    /** A request that waits. Who ends, its alarm, and the shutdown may all tell it something: the first counts. */
    private static final class Waiting implements Turns.Waiter {

        private final AsyncContext async;
        private final Answer refusal;
        private final AtomicBoolean told = new AtomicBoolean();
        private volatile Alarm alarm = () -> {};

        Waiting(AsyncContext async, Answer refusal) {
            this.async = async;
            this.refusal = refusal;
        }

        @Override
        public void again() {
            tell(async::dispatch);
        }

        @Override
        public void stop() {
            tell(() -> {
                refusal.write();
                async.complete();
            });
        }

        private void tell(Answer what) {
            if (told.getAndSet(true)) {
                return;
            }
            alarm.cancel();
            try {
                what.write();
            } catch (IllegalStateException | IOException e) {
                LOG.log(Level.DEBUG, "A client that waited has gone, and its request with it", e);
            }
        }
    }
}
