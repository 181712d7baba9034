package dev.accepted.jaxrs;

import dev.accepted.handler.JobType;
import dev.accepted.http.Intake;
import dev.accepted.http.Intake.Pause;
import dev.accepted.http.ProblemException;
import dev.accepted.http.Taken;
import dev.accepted.jaxrs.LongRunningMethods.Reception;
import dev.accepted.job.RefusedException;
import dev.accepted.security.Login;
import jakarta.annotation.Priority;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stands before a long-running method, behind all other filters, and hands in the request instead of letting it through.
 *
 * <pre>
 *   of a job that runs                    through, to the method
 *   of a client that may be answered now  202
 *   of one that waits                     held without a thread; when the job has ended or time is up, the container
 *                                         dispatches it to our servlet, which answers with what there is
 * </pre>
 */
@Priority(Integer.MAX_VALUE)
final class TakeRequest implements ContainerRequestFilter {

    private static final Logger LOG = System.getLogger(TakeRequest.class.getName());

    private final LongRunningMethods methods;
    private final Said said;
    private final Servlet servlet;

    /**
     * What the container knows of the request that the present thread is about: the objects themselves, for it would not take a
     * proxy for its own.
     *
     * @param web the web application
     */
    record Servlet(ServletContext web, Supplier<HttpServletRequest> request, Supplier<HttpServletResponse> response) {}

    TakeRequest(LongRunningMethods methods, Said said, Servlet servlet) {
        this.methods = methods;
        this.said = said;
        this.servlet = servlet;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (LongRunningFeature.jobOf(request).isPresent()) {
            return;
        }
        if (said.words().when() == LongRunning.When.PREFERRED && !Intake.wantsAsync(request)) {
            return;
        }
        Reception reception = methods.reception();
        request.abortWith(answer(reception, request));
    }

    private Response answer(Reception reception, ContainerRequestContext request) throws IOException {
        Intake intake = reception.intake();
        // Jersey runs GET for it, and calls it so.
        if (servlet.request().get().getMethod().equals(HttpMethod.HEAD)) {
            return Response.status(Response.Status.METHOD_NOT_ALLOWED)
                    .allow(HttpMethod.GET)
                    .build();
        }
        if (reception.callers().remember(request).isEmpty()
                && (Login.of(servlet.request().get(), servlet.response().get()) != Login.KNOWN
                        || reception.callers().remember(request).isEmpty())) {
            return intake.unauthenticated(request);
        }
        try {
            JobType type = reception.types().find(said.type()).orElseThrow();
            return intake.take(
                    type,
                    new Captured(said, servlet.web()).of(request),
                    request,
                    taken -> hold(taken, intake, request));
        } catch (RefusedException e) {
            return intake.refusal(e, request);
        } catch (ProblemException e) {
            return intake.refusal(e, request);
        }
    }

    /** Whether the answer is to wait; what is answered now does not leave the server then. */
    private boolean hold(Taken taken, Intake intake, ContainerRequestContext request) {
        HttpServletRequest asked = servlet.request().get();
        boolean mayWait = said.words().when() == LongRunning.When.SLOW && !Intake.wantsAsync(request);
        int seconds = Intake.patience(request).orElse(mayWait ? said.words().seconds() : 0);
        if (seconds == 0 || !asked.isAsyncSupported()) {
            return false;
        }
        Optional<Pause> pause = intake.pause(taken, Duration.ofSeconds(seconds), request);
        pause.ifPresent(waiting -> {
            String place = Intake.putOff(taken, request);
            AsyncContext async = asked.startAsync();
            async.setTimeout(0);
            async.addListener(new WhenGone(waiting.cancel()));
            waiting.over().thenRun(() -> dispatch(async, place));
        });
        return pause.isPresent();
    }

    private static void dispatch(AsyncContext async, String place) {
        try {
            async.dispatch(place);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "A client that waited has gone, and its request with it", e);
        }
    }
}
