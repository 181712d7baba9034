package dev.accepted.job;

import java.util.regex.Pattern;

/**
 * The name of a schedule, as it stands in settings and in URIs.
 *
 * @param value 1 to 64 of {@code a-z 0-9 . _ -}, beginning with a letter or digit
 */
public record ScheduleName(String value) implements Comparable<ScheduleName> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if the value does not have the form of a name
     */
    public ScheduleName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is no name of a schedule: " + FORM);
        }
    }

    /** Whether this text could name a schedule at all. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(ScheduleName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
