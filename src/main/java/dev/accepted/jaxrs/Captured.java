package dev.accepted.jaxrs;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.http.ProblemException;
import dev.accepted.job.Head;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is kept of a request's head: what the method may ask for, and where the application was asked, but no credentials.
 *
 * @param said the method, with the header fields of its choice
 * @param web knows the cookie of its sessions
 */
record Captured(Said said, ServletContext web) {

    /** Where the application was, as the client saw it. No client sends this: such a field is not kept. */
    static final String BASE = "Accepted-Base";
    /** How the client was known, likewise. */
    static final String SCHEME = "Accepted-Authentication";

    /** Of the connection, or of a conversation with somebody who is not there any more; in small letters. */
    private static final Set<String> NEVER = Set.of(
            "accepted-authentication",
            "accepted-base",
            "authorization",
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> ALWAYS = Set.of(
            "accept",
            "accept-charset",
            "accept-language",
            "content-encoding",
            "content-language",
            "content-type",
            "host");

    /**
     * Captures.
     *
     * @throws ProblemException if the address is one that is not kept
     */
    Head.Asked of(ContainerRequestContext request) {
        URI base = request.getUriInfo().getBaseUri();
        URI asked = request.getUriInfo().getRequestUri();
        String below = asked.getRawPath()
                .substring(
                        Math.min(asked.getRawPath().length(), base.getRawPath().length() - 1));
        List<Head.Field> fields = new ArrayList<>();
        request.getHeaders().forEach((name, values) -> {
            if (isKept(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> add(fields, name, value));
            }
        });
        add(fields, BASE, base.toASCIIString());
        add(
                fields,
                SCHEME,
                Objects.requireNonNullElse(request.getSecurityContext().getAuthenticationScheme(), ""));
        try {
            return new Head.Asked(request.getMethod(), below, asked.getRawQuery(), fields);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, String.valueOf(e.getMessage()));
        }
    }

    private boolean isKept(String small) {
        String[] wanted = said.words().headers();
        return !NEVER.contains(small)
                && !small.startsWith("proxy-")
                && (wanted.length == 0
                        || ALWAYS.contains(small)
                        || Arrays.stream(wanted).anyMatch(small::equalsIgnoreCase));
    }

    /** What no field can be is left out. */
    private void add(List<Head.Field> fields, String name, String value) {
        String kept = name.equalsIgnoreCase(HttpHeaders.COOKIE) ? withoutSession(value) : value.strip();
        if (!kept.isEmpty() && Head.Field.isName(name) && Head.Field.isValue(kept)) {
            fields.add(new Head.Field(name, kept));
        }
    }

    /** Whoever has the session's cookie is taken for its user. */
    private String withoutSession(String cookies) {
        String session = Objects.requireNonNullElse(web.getSessionCookieConfig().getName(), "JSESSIONID");
        return Stream.of(cookies.split(";", -1))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty() && !cookie.startsWith(session + "="))
                .collect(Collectors.joining("; "));
    }
}
