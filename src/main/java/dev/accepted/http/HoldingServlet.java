package dev.accepted.http;

import dev.accepted.http.Waits.Wait;
import dev.accepted.security.ProblemWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * The servlet of all resources, with a place before them where requests wait.
 *
 * <pre>
 *   GET with Prefer: wait --------&gt; held, without a thread ---&gt; a thread of the container ---+
 *   GET of an event stream --------&gt; held, until it ends                                     |
 *   all others ------------------------------------------------------------------------------+---&gt; resources
 * </pre>
 *
 * <p>What ends a wait is told on threads of ours, which no client may stop by reading slowly: so they only hand the request
 * back, and it is answered on a thread of the container, like any other. When the container takes the servlet down, all that
 * wait are answered with what there is, before the resources go.
 */
public final class HoldingServlet extends ServletContainer {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = System.getLogger(HoldingServlet.class.getName());

    private static final String ASK_AGAIN = "30";
    private static final String THREADS = HoldingServlet.class.getName() + ".threads";
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final transient LongPolls polls;
    private final transient EventStreams streams;
    private final transient Waits waits;
    private final transient ProblemWriter problems;
    private final transient HeldRequests held = new HeldRequests();

    HoldingServlet(
            ResourceConfig resources, LongPolls polls, EventStreams streams, Waits waits, ProblemWriter problems) {
        super(resources);
        this.polls = polls;
        this.streams = streams;
        this.waits = waits;
        this.problems = problems;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getAttribute(EventStream.CUT) != null) {
            throw new SlowReaderException();
        }
        if (request.getMethod().equals("GET")) {
            get(request, response);
        } else {
            serve(request, response);
        }
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        try {
            if (streams.open(request, response, held)) {
                return;
            }
        } catch (ProblemException e) {
            if (e.problem().code().status() != 400) {
                response.setHeader("Retry-After", ASK_AGAIN);
            }
            problems.write(e.problem(), request, response);
            return;
        }
        Optional<Wait> wait = polls.begin(request, response);
        if (wait.isEmpty()) {
            serve(request, response);
        } else {
            hold(wait.get(), request, response);
        }
    }

    private void hold(Wait wait, HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async;
        try {
            async = HeldRequests.hold(request, response);
        } catch (IllegalStateException e) {
            wait.cancel();
            throw e;
        }
        held.count(async, wait::cancel);
        wait.outcome().thenRun(() -> run(async, () -> answer(async, request, response)));
    }

    private void answer(AsyncContext async, HttpServletRequest request, HttpServletResponse response) {
        try {
            super.service(request, response);
        } catch (ServletException | IOException e) {
            LOG.log(Level.DEBUG, "A client that waited is gone", e);
        } finally {
            complete(async);
        }
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The container has ended the request itself", e);
        }
    }

    /** What else is waited for, its resource knows. It finds the way back to the container's threads in the request. */
    private void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (request.getHeader(Prefer.FIELD) == null && !DoorPath.isSync(request)) {
            super.service(request, response);
            return;
        }
        request.setAttribute(THREADS, (Executor) task -> {
            if (request.isAsyncStarted()) {
                run(request.getAsyncContext(), task);
            } else {
                task.run();
            }
        });
        super.service(request, response);
        if (request.isAsyncStarted()) {
            held.count(request.getAsyncContext(), () -> {});
        }
    }

    /** Where the answer to a request that has waited is to be made. */
    static Executor threads(ContainerRequestContext request) {
        return request.getProperty(THREADS) instanceof Executor threads ? threads : Runnable::run;
    }

    private static void run(AsyncContext async, Runnable task) {
        try {
            async.start(task);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The request is over, so nobody waits for its answer", e);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The container is going down; it closes the connection", e);
        }
    }

    @Override
    public void destroy() {
        waits.close();
        streams.close();
        try {
            held.awaitNone(LAST_ANSWERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.destroy();
    }
}
