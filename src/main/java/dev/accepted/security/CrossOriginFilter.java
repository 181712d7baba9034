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
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of the {@linkplain AllowedOrigins allowed origins} read the answers to what they ask by script (Fetch Standard,
 * section 3.2), and answers their browsers' preflights, which never have credentials: before the login, and for every path alike,
 * so that they tell nothing. Stands in the application only where origins are allowed.
 */
public final class CrossOriginFilter implements Filter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** What our clients may send beside what every page may. */
    private static final String REQUEST_HEADERS =
            "Accept, Authorization, Content-Disposition, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, "
                    + "If-None-Match, If-Range, If-Unmodified-Since, Last-Event-ID, Prefer, Range, traceparent, tracestate";

    /** What our answers say in headers, beside what every page may read. */
    private static final String RESPONSE_HEADERS =
            "Accept-Ranges, Allow, Content-Disposition, Content-Location, Content-Range, Date, ETag, Idempotency-Replayed, "
                    + "Job-Status, Link, Location, Log-Complete, Log-Offset, Preference-Applied, RateLimit, "
                    + "RateLimit-Policy, Repr-Digest, Retry-After, Sunset, Vary";

    /** Browsers ask again after an hour, those that wait so long. */
    private static final String SECONDS_OF_A_PREFLIGHT = "3600";

    private final AllowedOrigins origins;
    private final ProblemWriter problems;

    /** A filter for these, of which there must be some. */
    public CrossOriginFilter(AllowedOrigins origins, ProblemWriter problems) {
        this.origins = origins;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        HttpServletResponse response =
                origins.anybody() ? (HttpServletResponse) answer : new VaryByOrigin((HttpServletResponse) answer);
        boolean allowed = allow(request.getHeader("Origin"), response);
        if (!isPreflight(request)) {
            if (allowed) {
                response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
            }
            chain.doFilter(request, response);
        } else if (allowed) {
            response.setHeader("Access-Control-Allow-Methods", METHODS);
            response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
            response.setHeader("Access-Control-Max-Age", SECONDS_OF_A_PREFLIGHT);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            problems.write(
                    Problem.of(
                            ProblemCode.CROSS_ORIGIN,
                            "Pages of the origin " + request.getHeader("Origin")
                                    + " may not use this server by script."),
                    request,
                    response);
        }
    }

    private boolean allow(@Nullable String origin, HttpServletResponse response) {
        if (origin != null && origins.list(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
            return true;
        }
        if (origin != null && origins.anybody()) {
            response.setHeader("Access-Control-Allow-Origin", AllowedOrigins.ANYBODY);
            return true;
        }
        return false;
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Whatever else the answer depends on, it depends on the origin too; said in one field with the rest. */
    private static final class VaryByOrigin extends HttpServletResponseWrapper {

        private static final String VARY = "Vary";

        VaryByOrigin(HttpServletResponse response) {
            super(response);
            response.setHeader(VARY, "Origin");
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, name.equalsIgnoreCase(VARY) ? value + ", Origin" : value);
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase(VARY)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
