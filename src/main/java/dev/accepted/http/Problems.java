package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Refusal;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.RefusedException;
import dev.accepted.page.Visitor;
import dev.accepted.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Whatever goes wrong becomes a problem here (RFC 9457), and nowhere else. What is not foreseen is a 500 with an incident id,
 * under which the log tells the rest: no stack trace, class name or path leaves the server.
 */
public final class Problems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(Problems.class.getName());

    private static final int LARGE = 64 * 1024;

    private final Answers answers;
    private final Supplier<String> incidentIds;

    @Context
    @SuppressWarnings("NullAway.Init")
    private UriInfo uri;

    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpHeaders headers;

    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest request;

    /**
     * A mapper.
     *
     * @param incidentIds makes the ids by which people find a fault in the log
     */
    public Problems(Answers answers, Supplier<String> incidentIds) {
        this.answers = answers;
        this.incidentIds = incidentIds;
    }

    @Override
    public Response toResponse(Throwable error) {
        Problem problem = problem(error);
        ResponseBuilder answer = ProblemPlace.page(request, problem)
                .map(page -> Answers.html(problem.code().status(), page))
                .orElseGet(() -> answer(problem))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
        if (mayHaveUnreadBody()) {
            answer.header("Connection", "close");
        }
        if (error instanceof NotAllowedException notAllowed) {
            answer.header(HttpHeaders.ALLOW, allowed(notAllowed));
        }
        if (problem.code() == ProblemCode.UNSUPPORTED_MEDIA_TYPE
                && headers.getHeaderString("Content-Encoding") != null) {
            answer.header("Accept-Encoding", "identity");
        }
        if (error instanceof RefusedException refused && refused.refusal() instanceof Refusal.Full full) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, full.retryAfter().toSeconds()));
        }
        return answer.build();
    }

    /** In one order, and with HEAD, which is there wherever GET is but at front doors. */
    private String allowed(NotAllowedException error) {
        Set<String> methods = new TreeSet<>(error.getResponse().getAllowedMethods());
        if (methods.contains(HttpMethod.GET) && !DoorPath.isOf(request)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private ResponseBuilder answer(Problem problem) {
        ResponseBuilder answer = Response.status(problem.code().status())
                .header(HttpHeaders.VARY, Answers.VARY)
                .header("X-Content-Type-Options", "nosniff");
        return answer.entity(answers.problem(
                problem,
                DoorPath.ownQuery(uri),
                headers.getHeaderString(HttpHeaders.ACCEPT),
                Callers.found(request).map(Visitor::of).orElse(Visitor.NOBODY),
                answer::header));
    }

    /**
     * A refused body is not read to its end, and containers close the connection on that; a client that is not told sends its
     * next request into a closed one.
     */
    private boolean mayHaveUnreadBody() {
        return headers.getLength() > LARGE || headers.getHeaderString("Transfer-Encoding") != null;
    }

    private Problem problem(Throwable error) {
        if (error instanceof ProblemException known) {
            return known.problem();
        }
        if (error instanceof RefusedException refused) {
            return of(refused.refusal());
        }
        if (error instanceof WebApplicationException web) {
            return problem(web);
        }
        String incident = incidentIds.get();
        LOG.log(Level.ERROR, "Incident " + incident + ": a request failed and was answered 500", error);
        return Problem.of(ProblemCode.INTERNAL_ERROR, "The server's log tells more under incident " + incident + ".")
                .with("incident", incident);
    }

    /** Why a submission is not accepted. */
    static Problem of(Refusal refusal) {
        if (refusal instanceof Refusal.UnknownType) {
            return Problem.of(
                    ProblemCode.INVALID_SUBMISSION,
                    refusal.detail(),
                    List.of(new Violation("/type", refusal.detail())));
        }
        if (refusal instanceof Refusal.Invalid invalid) {
            return Problem.of(ProblemCode.INVALID_SUBMISSION, refusal.detail(), invalid.violations());
        }
        if (refusal instanceof Refusal.Forbidden) {
            return Problem.of(ProblemCode.FORBIDDEN, refusal.detail());
        }
        if (refusal instanceof Refusal.UnsupportedInput) {
            return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, refusal.detail());
        }
        if (refusal instanceof Refusal.TooLarge) {
            return Problem.of(ProblemCode.TOO_LARGE, refusal.detail());
        }
        Refusal.Full full = (Refusal.Full) refusal;
        return Problem.of(ProblemCode.ofKey(full.code()).orElse(ProblemCode.QUEUE_FULL), full.detail());
    }

    /** What Jersey itself finds wrong: paths, methods and the forms of bodies. */
    private Problem problem(WebApplicationException error) {
        if (error instanceof NotFoundException) {
            return Problem.of(ProblemCode.NOT_FOUND, "No resource has this address.");
        }
        if (error instanceof NotAllowedException notAllowed) {
            return Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "This resource knows " + allowed(notAllowed) + ".");
        }
        if (error instanceof NotSupportedException) {
            return Problem.of(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "This resource does not take a body of that media type.");
        }
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The request cannot be understood.");
    }
}
