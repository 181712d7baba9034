package dev.accepted.security;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything: asks the container who calls, and refuses what comes from nobody, over plain HTTP where that is not
 * wanted, or from another site's page. Deny by default; only {@code /health/*} is open, and the page of a FORM login where there is one.
 *
 * <p>The container's own realm decides, by {@code request.authenticate} (Servlet 6.0 section 13.3). There is no
 * auth-constraint, so the 401 is ours to write, and is a problem in every container.
 */
public final class AuthenticationFilter implements Filter {

    private static final Logger LOG = System.getLogger(AuthenticationFilter.class.getName());

    private final Callers callers;
    private final OriginCheck origins;
    private final boolean requireTls;
    private final Set<String> open;
    private final ProblemWriter problems;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * A filter.
     *
     * @param requireTls whether plain HTTP is refused; else it is warned about, once
     * @param open the paths at which nobody needs to be signed in, beside the probes
     */
    public AuthenticationFilter(
            Callers callers, OriginCheck origins, boolean requireTls, Set<String> open, ProblemWriter problems) {
        this.callers = callers;
        this.origins = origins;
        this.requireTls = requireTls;
        this.open = open;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        HttpServletResponse response = (HttpServletResponse) answer;
        if (isOpen(request)) {
            chain.doFilter(request, response);
            return;
        }
        Problem refusal = beforeLogin(request);
        if (refusal != null) {
            problems.write(refusal, request, response);
            return;
        }
        switch (Login.of(request, response)) {
            case KNOWN -> {
                callers.remember(request);
                chain.doFilter(request, response);
            }
            case UNKNOWN -> writeUnauthenticated(request, response);
            case UNREADABLE ->
                problems.write(
                        Problem.of(ProblemCode.MALFORMED_REQUEST, "The Authorization header cannot be read."),
                        request,
                        response);
        }
    }

    private boolean isOpen(HttpServletRequest request) {
        return open.contains(request.getServletPath())
                || request.getServletPath().startsWith("/health/")
                || (request.getServletPath().isEmpty()
                        && request.getPathInfo() != null
                        && request.getPathInfo().startsWith("/health/"));
    }

    private @Nullable Problem beforeLogin(HttpServletRequest request) throws IOException {
        if (!request.isSecure()) {
            if (requireTls) {
                return Problem.of(ProblemCode.TLS_REQUIRED, "This server takes requests over TLS only; use https.");
            }
            warnOfPlainHttp(request);
        }
        return origins.refusal(request);
    }

    private void warnOfPlainHttp(HttpServletRequest request) throws IOException {
        if (!warned.get()
                && !InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                && warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "A request came over plain HTTP from {0}; passwords and results can be read on the way. Put TLS before "
                            + "the server and set accepted.require-tls (said once)",
                    request.getRemoteAddr());
        }
    }

    private void writeUnauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted() && isUnauthorized(response)) {
            problems.write(
                    Problem.of(
                            ProblemCode.UNAUTHENTICATED,
                            request.getHeader("Authorization") == null
                                    ? "The request has no credentials."
                                    : "The credentials of the request are not known here."),
                    request,
                    response);
        }
    }

    /** A FORM login answers with a redirect or a page, which is left as it is. */
    private static boolean isUnauthorized(HttpServletResponse response) {
        return response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                || response.getStatus() == HttpServletResponse.SC_FORBIDDEN
                || response.getStatus() == HttpServletResponse.SC_OK;
    }
}
