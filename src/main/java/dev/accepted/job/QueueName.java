package dev.accepted.job;

import java.util.regex.Pattern;

/**
 * The name of a queue, as it stands in settings and in URIs.
 *
 * @param value 1 to 64 of {@code a-z 0-9 . _ -}, beginning with a letter or digit
 */
public record QueueName(String value) implements Comparable<QueueName> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** The queue that there always is. */
    public static final QueueName DEFAULT = new QueueName("default");

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if the value does not have the form of a name
     */
    public QueueName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is no name of a queue: " + FORM);
        }
    }

    /** Whether this text could name a queue at all. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(QueueName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
