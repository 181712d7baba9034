package dev.accepted.dialect;

import org.jspecify.annotations.Nullable;

/**
 * Something that a client can do next.
 *
 * @param rel what it leads to: {@code self}, {@code cancel}, {@code result} ...
 * @param href where, as an absolute path
 * @param method the HTTP method to use there
 * @param type the media type that is found there, if it is not that of the dialects; null to leave it out
 */
public record Link(
        String rel, String href, String method, @Nullable String type) {

    /** Something to read. */
    public static Link get(String rel, String href) {
        return new Link(rel, href, "GET", null);
    }

    /** Something to read that has a media type of its own. */
    public static Link get(String rel, String href, String type) {
        return new Link(rel, href, "GET", type);
    }

    /** Something to do. */
    public static Link post(String rel, String href) {
        return new Link(rel, href, "POST", null);
    }

    /** Something to remove. */
    public static Link delete(String rel, String href) {
        return new Link(rel, href, "DELETE", null);
    }
}
