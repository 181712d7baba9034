package dev.accepted.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what clients tell whether they have a representation already (RFC 9110 section 8.8), and what their conditions say of it
 * (section 13). Both are strong here: equal ones mean equal bytes.
 *
 * @param tag the entity tag, in its quotes; null if there is none
 * @param modifiedAt when the representation came to be; it has not changed since
 */
record Validators(@Nullable String tag, Instant modifiedAt) {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    /** Whole seconds, as HTTP has them. */
    Validators {
        modifiedAt = modifiedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What a request's conditions lead to. */
    enum Verdict {
        /** The method is performed. */
        GO_ON,
        /** 304: the client has it. */
        NOT_MODIFIED,
        /** 412: the client wanted another. */
        PRECONDITION_FAILED
    }

    /** The verdict on a GET or HEAD, in the order of RFC 9110 section 13.2.2. */
    Verdict verdict(ContainerRequestContext request) {
        String ifMatch = request.getHeaderString(HttpHeaders.IF_MATCH);
        Instant unmodifiedSince = time(request, HttpHeaders.IF_UNMODIFIED_SINCE);
        if (ifMatch != null ? !names(ifMatch, true) : unmodifiedSince != null && modifiedAt.isAfter(unmodifiedSince)) {
            return Verdict.PRECONDITION_FAILED;
        }
        String ifNoneMatch = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        Instant modifiedSince = time(request, HttpHeaders.IF_MODIFIED_SINCE);
        boolean known = ifNoneMatch != null
                ? names(ifNoneMatch, false)
                : modifiedSince != null && !modifiedAt.isAfter(modifiedSince);
        return known ? Verdict.NOT_MODIFIED : Verdict.GO_ON;
    }

    /** Whether ranges of this representation are what the client wants (RFC 9110 section 13.1.5): a weak tag never fits. */
    boolean fitIfRange(ContainerRequestContext request) {
        String ifRange = request.getHeaderString("If-Range");
        return ifRange == null || ifRange.strip().equals(tag) || ifRange.strip().equals(Times.http(modifiedAt));
    }

    private boolean names(String list, boolean strongly) {
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(list);
        while (tags.find()) {
            if (tags.group(1).equals(tag) && !(strongly && tags.group().startsWith("W/"))) {
                return true;
            }
        }
        return false;
    }

    /** A date that cannot be read is as if it were not there. */
    private static @Nullable Instant time(ContainerRequestContext request, String name) {
        String text = request.getHeaderString(name);
        try {
            return text == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Puts them into an answer. */
    ResponseBuilder in(ResponseBuilder answer) {
        return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.LAST_MODIFIED, Times.http(modifiedAt));
    }
}
