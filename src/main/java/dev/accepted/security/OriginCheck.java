package dev.accepted.security;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that change something when a browser sends them on behalf of another site's page, so that nobody can act in
 * the name of people who are signed in here. Browsers say where a request comes from by {@code Sec-Fetch-Site} (Fetch Metadata),
 * older ones by {@code Origin} (RFC 6454); what says neither is no browser and passes.
 */
public final class OriginCheck {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final @Nullable String ownOrigin;

    /**
     * A check.
     *
     * @param baseUrl where clients see the application; null to believe the request
     */
    public OriginCheck(@Nullable URI baseUrl) {
        this.ownOrigin = baseUrl == null ? null : origin(baseUrl.getScheme(), baseUrl.getHost(), baseUrl.getPort());
    }

    /** The problem of a request from elsewhere; null if it may pass. */
    @Nullable
    Problem refusal(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod())) {
            return null;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none") ? null : refused(site);
        }
        String origin = request.getHeader("Origin");
        return origin == null || isOwn(origin, request) ? null : refused(origin);
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        String asked = origin.toLowerCase(Locale.ROOT);
        return asked.equals(origin(request.getScheme(), request.getServerName(), request.getServerPort()))
                || asked.equals(ownOrigin);
    }

    private static String origin(String scheme, String host, int port) {
        boolean usual = port == -1 || (scheme.equals("http") && port == 80) || (scheme.equals("https") && port == 443);
        return (scheme + "://" + host + (usual ? "" : ":" + port)).toLowerCase(Locale.ROOT);
    }

    private static Problem refused(String from) {
        return Problem.of(
                ProblemCode.CROSS_ORIGIN,
                "The request changes something and comes from a page of another origin (" + from + ").");
    }
}
