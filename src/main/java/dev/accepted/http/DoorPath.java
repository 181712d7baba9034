package dev.accepted.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for behind a front door, as it came: whatever is decoded here would have to be encoded again, and might not be
 * the same then. It is the endpoint's, and means nothing to us.
 *
 * @param waits whether it came by the door that waits
 * @param rest the path behind the door's name
 * @param query null if there is none
 */
public record DoorPath(boolean waits, String rest, @Nullable String query) {

    /** As a template for the resource: which kind of door, its name, the rest. */
    static final String TEMPLATE = "{kind: async|sync}/{door}{rest: (/.*)?}";

    private static final String ASYNC = "/async/";
    private static final String SYNC = "/sync/";

    /** What people write into addresses, and no address can hold. */
    private static final String UNSAFE = "\"<>\\^`{|}";

    /** What a request asks for behind the door of this name; empty if the name is written in any but the plain way. */
    static Optional<DoorPath> of(HttpServletRequest request, String door) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean waits = path.startsWith(SYNC);
        String before = (waits ? SYNC : ASYNC) + door;
        return path.startsWith(before)
                ? Optional.of(new DoorPath(waits, path.substring(before.length()), safe(request.getQueryString())))
                : Optional.empty();
    }

    private static @Nullable String safe(@Nullable String query) {
        if (query == null || query.chars().noneMatch(c -> UNSAFE.indexOf(c) >= 0)) {
            return query;
        }
        StringBuilder safe = new StringBuilder();
        query.chars()
                .forEach(c -> safe.append(
                        UNSAFE.indexOf(c) < 0 ? String.valueOf((char) c) : String.format(Locale.ROOT, "%%%02X", c)));
        return safe.toString();
    }

    /** Whether a request asks for something behind a door. */
    public static boolean isOf(HttpServletRequest request) {
        return is(below(request));
    }

    /** Whether it does so by a door that waits. */
    static boolean isSync(HttpServletRequest request) {
        return below(request).startsWith(SYNC);
    }

    /** A request's query, as far as it is for us. */
    public static @Nullable String ownQuery(HttpServletRequest request) {
        return isOf(request) ? null : request.getQueryString();
    }

    /** The same inside the resources. */
    static @Nullable String ownQuery(UriInfo uri) {
        return is("/" + uri.getPath()) ? null : uri.getRequestUri().getRawQuery();
    }

    private static boolean is(String path) {
        return path.startsWith(ASYNC) || path.startsWith(SYNC);
    }

    /** The path below the context, decoded. */
    private static String below(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }
}
