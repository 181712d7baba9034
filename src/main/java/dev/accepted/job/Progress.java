package dev.accepted.job;

/**
 * How far an attempt is.
 *
 * @param percent 0 to 100
 * @param text a few words for people; may be empty
 */
public record Progress(int percent, String text) {

    /** Nothing done yet. */
    public static final Progress NONE = new Progress(0, "");

    /** All done. */
    public static final Progress ALL = new Progress(100, "");

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if the percentage is outside 0 to 100
     */
    public Progress {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("Progress is 0 to 100 percent, but this is " + percent);
        }
    }

    /** This and then that: the percentage never goes down, the newer text counts. */
    Progress advancedTo(Progress newer) {
        Progress next = new Progress(Math.max(percent, newer.percent), newer.text);
        return next.equals(this) ? this : next;
    }

    /** All done, with the last words kept. */
    Progress completed() {
        return text.isEmpty() ? ALL : new Progress(100, text);
    }
}
