package dev.accepted.security;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that change something when a browser sends them on behalf of another site's page, so that nobody can act in
 * the name of people who are signed in here. Browsers say where a request comes from by {@code Sec-Fetch-Site} (Fetch Metadata),
 * older ones by {@code Origin} (RFC 6454); what says neither is no browser and passes.
 *
 * <p>Pages of listed origins pass. Where everybody is allowed, what passes is what a browser sends only after a preflight, in
 * which it learns that credentials that it holds are not wanted: a form, or a script that imitates one, has them and is refused.
 */
public final class OriginCheck {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "POST");
    private static final List<String> OF_FORMS =
            List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private final @Nullable String ownOrigin;
    private final AllowedOrigins allowed;
    private final Predicate<HttpServletRequest> alwaysChanges;

    /**
     * A check.
     *
     * @param baseUrl where clients see the application; null to believe the request
     * @param allowed other origins
     * @param alwaysChanges which requests change something by any method, such as those that make jobs by GET
     */
    public OriginCheck(@Nullable URI baseUrl, AllowedOrigins allowed, Predicate<HttpServletRequest> alwaysChanges) {
        this.ownOrigin = baseUrl == null
                ? null
                : AllowedOrigins.origin(baseUrl.getScheme(), baseUrl.getHost(), baseUrl.getPort());
        this.allowed = allowed;
        this.alwaysChanges = alwaysChanges;
    }

    /** The problem of a request from elsewhere; null if it may pass. */
    @Nullable
    Problem refusal(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod()) && !alwaysChanges.test(request)) {
            return null;
        }
        String origin = request.getHeader("Origin");
        if (allowed.list(origin) || (allowed.anybody() && isPreflighted(request))) {
            return null;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none") ? null : refused(origin == null ? site : origin);
        }
        return origin == null || isOwn(origin, request) ? null : refused(origin);
    }

    /** Whether no browser sends this without having asked (Fetch Standard, section 2.2: methods and headers that are safelisted). */
    private static boolean isPreflighted(HttpServletRequest request) {
        if (!OF_PAGES.contains(request.getMethod())
                || request.getHeader("Idempotency-Key") != null
                || request.getHeader("Prefer") != null) {
            return true;
        }
        String type = request.getContentType();
        return type != null && OF_FORMS.stream().noneMatch(type.strip().toLowerCase(Locale.ROOT)::startsWith);
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        String asked = origin.toLowerCase(Locale.ROOT);
        return asked.equals(
                        AllowedOrigins.origin(request.getScheme(), request.getServerName(), request.getServerPort()))
                || asked.equals(ownOrigin);
    }

    private static Problem refused(String from) {
        return Problem.of(
                ProblemCode.CROSS_ORIGIN,
                "The request changes something and comes from a page of another origin (" + from + ").");
    }
}
