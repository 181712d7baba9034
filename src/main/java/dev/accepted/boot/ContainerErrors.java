package dev.accepted.boot;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.security.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** The error page of the context: what the container itself refuses, its login challenge included, becomes a problem too. */
final class ContainerErrors extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = System.getLogger(ContainerErrors.class.getName());

    private final transient ProblemWriter problems;
    private final transient Supplier<String> incidentIds;

    /**
     * An error page.
     *
     * @param incidentIds makes the ids by which people find a fault in the log
     */
    ContainerErrors(ProblemWriter problems, Supplier<String> incidentIds) {
        this.problems = problems;
        this.incidentIds = incidentIds;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return; // the answer is under way, and the container closes its connection
        }
        // Jetty's login challenge comes here with its status on the answer, and without the attribute.
        Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = told instanceof Integer code ? code : response.getStatus();
        problems.write(
                status >= 500 ? incident(status, request) : problem(status < 400 ? 404 : status), request, response);
    }

    private Problem incident(int status, HttpServletRequest request) {
        String incident = incidentIds.get();
        LOG.log(
                Level.ERROR,
                "Incident " + incident + ": a request failed outside the resources, and was answered 500 (" + status
                        + ")",
                (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        return Problem.of(ProblemCode.INTERNAL_ERROR, "The server's log tells more under incident " + incident + ".")
                .with("incident", incident);
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "The request has no credentials that are known here.");
            case 403 -> Problem.of(ProblemCode.FORBIDDEN, "The server refuses this request.");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "No resource has this address.");
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "This resource does not know this method.");
            case 413 -> Problem.of(ProblemCode.TOO_LARGE, "The request is larger than the server takes.");
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body is in a form that is not taken here.");
            default -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The server cannot understand this request.");
        };
    }
}
