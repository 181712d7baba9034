package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.page.Pages;
import dev.accepted.page.Visitor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Gives answers in the form that the client chose. Immutable. */
public final class Answers {

    /** What an answer depends on beside its URI. */
    static final String VARY = "Accept, Prefer";

    /** A property of requests to resources that are not ours: their query means nothing here. */
    static final String FOREIGN = Answers.class.getName() + ".foreign";

    private static final String CSP = "Content-Security-Policy";
    private static final Pattern F = Pattern.compile("(?:^|&)f=([a-z]+)(?:&|$)");

    private final Map<Form, Dialect> dialects = new EnumMap<>(Form.class);
    private final Pages pages;

    /**
     * With these dialects.
     *
     * @param json for everybody who does not say otherwise
     * @param xml for those who prefer it
     * @param text for those who prefer it
     * @param pages for browsers, of what there is a page; the rest they get in JSON
     */
    public Answers(Dialect json, Dialect xml, Dialect text, Pages pages) {
        dialects.put(Form.JSON, json);
        dialects.put(Form.XML, xml);
        dialects.put(Form.TEXT, text);
        dialects.put(Form.HTML, json);
        this.pages = pages;
    }

    /** Whether the request asks for a page. */
    static boolean isPage(ContainerRequestContext request) {
        return form(request) == Form.HTML;
    }

    /** Whether a form on a page was sent, which is to be answered with the way to another page. */
    static boolean isBrowserForm(ContainerRequestContext request) {
        var mediaType = request.getMediaType();
        return mediaType != null
                && (mediaType.getSubtype().equals("x-www-form-urlencoded")
                        || mediaType.getSubtype().equals("form-data"))
                && isPage(request);
    }

    /**
     * The answer to a form on a page: the way to another page. It is told as a path, since the browser knows where it is, and
     * lets a form lead nowhere else.
     */
    static ResponseBuilder seeOther(String path) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.VARY, VARY)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }

    /** What draws pages. */
    Pages pages() {
        return pages;
    }

    /**
     * The dialect for a request.
     *
     * @throws ProblemException if {@code f} names none
     */
    Dialect dialect(ContainerRequestContext request) {
        return in(form(request));
    }

    /** The dialect of a form. */
    Dialect in(Form form) {
        return Objects.requireNonNull(dialects.get(form));
    }

    /**
     * A problem in the form for a request that may itself be what is wrong; never throws.
     *
     * @param visitor who asked, for a page
     * @param header is told what the form adds to the header of the answer
     * @return the whole body
     */
    public byte[] problem(
            Problem problem,
            @Nullable String query,
            @Nullable String accept,
            Visitor visitor,
            BiConsumer<String, String> header) {
        Form form = form(query, accept).orElse(Form.JSON);
        if (form == Form.HTML) {
            header.accept(HttpHeaders.CONTENT_TYPE, Pages.MEDIA_TYPE);
            header.accept(CSP, Pages.POLICY);
            return pages.problem(problem, visitor);
        }
        Dialect dialect = in(form);
        header.accept(HttpHeaders.CONTENT_TYPE, dialect.problemMediaType());
        return dialect.problem(problem);
    }

    /**
     * The page of the container's login.
     *
     * @param action the absolute path to which its form goes
     * @param failed whether somebody has tried in vain
     * @param header is told what belongs into the header of the answer
     * @return empty if the request wants no page
     */
    public Optional<byte[]> signIn(
            String action,
            boolean failed,
            @Nullable String query,
            @Nullable String accept,
            BiConsumer<String, String> header) {
        if (form(query, accept).orElse(Form.JSON) != Form.HTML) {
            return Optional.empty();
        }
        header.accept(HttpHeaders.CONTENT_TYPE, Pages.MEDIA_TYPE);
        header.accept(HttpHeaders.VARY, VARY);
        header.accept(CSP, Pages.SIGN_IN_POLICY);
        return Optional.of(pages.signIn(action, failed));
    }

    /**
     * Sees to it that a request which names no form of ours is refused before anything is done.
     *
     * @throws ProblemException if {@code f} names none
     */
    static void check(ContainerRequestContext request) {
        form(request);
    }

    /** The form for a request with this query and this {@code Accept} field; empty if {@code f} names none. */
    static Optional<Form> form(@Nullable String query, @Nullable String accept) {
        Matcher f = F.matcher(query == null ? "" : query);
        return f.find() ? Form.named(f.group(1)) : Optional.of(Form.accepted(accept));
    }

    /**
     * The form for a request.
     *
     * @throws ProblemException if {@code f} names none
     */
    static Form form(ContainerRequestContext request) {
        if (request.getProperty(FOREIGN) == null && DoorPath.ownQuery(request.getUriInfo()) != null) {
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

    /** An answer with a page. */
    static ResponseBuilder html(int status, byte[] page) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, Pages.MEDIA_TYPE)
                .header(HttpHeaders.VARY, VARY)
                .header("X-Content-Type-Options", "nosniff")
                .header(CSP, Pages.POLICY)
                .header(HttpHeaders.CONTENT_LENGTH, page.length)
                .entity(page);
    }

    /** An answer with a body in a dialect. */
    static ResponseBuilder answer(int status, Dialect dialect, byte[] body) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, dialect.mediaType())
                .header(HttpHeaders.VARY, VARY)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_LENGTH, body.length)
                .entity(body);
    }

    /** 200 with what changes now and then, under a tag made of its bytes; 304 to those who have them. */
    static ResponseBuilder tagged(ContainerRequestContext request, Dialect dialect, byte[] body) {
        return tagged(request, body, answer(200, dialect, body));
    }

    /** The same with a page. */
    static ResponseBuilder page(ContainerRequestContext request, byte[] page) {
        return tagged(request, page, html(200, page));
    }

    /** The same with an answer that has more to its head than others. */
    static ResponseBuilder tagged(ContainerRequestContext request, byte[] body, ResponseBuilder answer) {
        CRC32C sum = new CRC32C();
        sum.update(body);
        String tag = "W/\"" + Long.toHexString((sum.getValue() << 24) | (body.length & 0xFFFFFF)) + '"';
        return TagList.of(request).names(tag)
                ? notModified(tag)
                : answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    /** 304: the client has what this tag names (RFC 9110 section 15.4.5). */
    static ResponseBuilder notModified(String tag) {
        return Response.notModified()
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.VARY, VARY)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
