package dev.accepted.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the container's own realm says of a request's credentials (Servlet 6.0 section 13.3). */
public enum Login {
    /** It knows who calls. */
    KNOWN,
    /** It does not; where it wants credentials, status and challenge of the answer say so. */
    UNKNOWN,
    /** The credentials are none. */
    UNREADABLE;

    /** Asks it. */
    public static Login of(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            return request.getUserPrincipal() != null || request.authenticate(new KeptBack(response)) ? KNOWN : UNKNOWN;
        } catch (ServletException e) {
            // What some containers say of credentials that do not fit.
            return UNKNOWN;
        } catch (IllegalArgumentException e) {
            // What Jetty says of credentials that are not in base 64.
            return UNREADABLE;
        }
    }
}
