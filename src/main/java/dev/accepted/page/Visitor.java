package dev.accepted.page;

import dev.accepted.job.Caller;

/**
 * Who looks at a page, as far as the page says so.
 *
 * @param name what the container calls the person
 * @param submits whether there is anything to submit for this person
 * @param seesAll whether the jobs of others are shown
 * @param isAdmin whether everything may be done
 */
public record Visitor(String name, boolean submits, boolean seesAll, boolean isAdmin) {

    /** Somebody of whom nothing is known yet. */
    public static final Visitor NOBODY = new Visitor("", false, false, false);

    /** The visitor that a caller is. */
    public static Visitor of(Caller caller) {
        return new Visitor(
                caller.name(), caller.has(Caller.USER) || caller.isAdmin(), caller.seesAll(), caller.isAdmin());
    }
}
