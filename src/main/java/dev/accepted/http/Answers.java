package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives answers in the form that the client chose. Immutable. */
public final class Answers {

    /** What an answer depends on beside its URI. */
    static final String VARY = "Accept, Prefer";

    private static final Pattern F = Pattern.compile("(?:^|&)f=([a-z]+)(?:&|$)");

    private final Map<Form, Dialect> dialects = new EnumMap<>(Form.class);

    /**
     * With these dialects; until there are pages, a browser gets JSON.
     *
     * @param json for everybody who does not say otherwise
     * @param xml for those who prefer it
     * @param text for those who prefer it
     */
    public Answers(Dialect json, Dialect xml, Dialect text) {
        dialects.put(Form.JSON, json);
        dialects.put(Form.XML, xml);
        dialects.put(Form.TEXT, text);
        dialects.put(Form.HTML, json);
    }

    /**
     * The dialect for a request.
     *
     * @throws ProblemException if {@code f} names none
     */
    Dialect dialect(ContainerRequestContext request) {
        return in(form(request));
    }

    /** The dialect for the answer to a request that may itself be what is wrong; never throws. */
    public Dialect dialectForProblem(@Nullable String query, @Nullable String accept) {
        Matcher f = F.matcher(query == null ? "" : query);
        return in(f.find() ? Form.named(f.group(1)).orElse(Form.JSON) : Form.accepted(accept));
    }

    private Dialect in(Form form) {
        return Objects.requireNonNull(dialects.get(form));
    }

    /**
     * Sees to it that a request which names no form of ours is refused before anything is done.
     *
     * @throws ProblemException if {@code f} names none
     */
    static void check(ContainerRequestContext request) {
        form(request);
    }

    /**
     * The form for a request.
     *
     * @throws ProblemException if {@code f} names none
     */
    static Form form(ContainerRequestContext request) {
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        if (query != null) {
            String word = request.getUriInfo().getQueryParameters().getFirst("f");
            if (word != null) {
                return Form.named(word)
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.INVALID_PARAMETER,
                                "The parameter f must be json, xml, html or text, but is '" + word + "'."));
            }
        }
        return Form.accepted(request.getHeaderString(HttpHeaders.ACCEPT));
    }

    /** An answer with a body in a dialect. */
    static ResponseBuilder answer(int status, Dialect dialect, byte[] body) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, dialect.mediaType())
                .header(HttpHeaders.VARY, VARY)
                .header("X-Content-Type-Options", "nosniff")
                .entity(body);
    }
}
