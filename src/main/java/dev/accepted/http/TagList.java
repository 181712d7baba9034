package dev.accepted.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entity tags that a client has, as {@code If-None-Match} lists them (RFC 9110 section 13.1.2), or {@code *} for whatever
 * there is. Immutable.
 *
 * @param list what is in the fields, joined by commas; null if there are none
 */
record TagList(@Nullable String list) {

    /** The tags that come with a request. */
    static TagList of(ContainerRequestContext request) {
        return of(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH));
    }

    /** The tags in these fields; null for no field. */
    static TagList of(@Nullable List<String> fields) {
        return new TagList(fields == null || fields.isEmpty() ? null : String.join(",", fields));
    }

    /** Whether the request has no such condition. */
    boolean isAbsent() {
        return list == null;
    }

    /**
     * Whether this tag is one of them, by weak comparison: what is in the quotes decides. A tag has no quotes inside, so
     * nothing else in a list can look like one in its quotes.
     */
    boolean names(String tag) {
        return list != null
                && (list.contains(tag.substring(tag.indexOf('"')))
                        || list.strip().equals("*"));
    }
}
