package dev.accepted.handler.http;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which answers fail the job.
 *
 * @param failing the statuses that do; null for all but 2xx, and for none of a request that came through a front door, whose caller
 *     wants to see the answer whatever it is
 */
record Verdict(@Nullable Set<Integer> failing) {

    /** Statuses after which another attempt could help. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    /**
     * Reads statuses such as {@code 404} and classes such as {@code 5xx}; {@code none} is none.
     *
     * @throws IllegalArgumentException if it is another word
     */
    static Stream<Integer> statuses(String word) {
        String text = word.strip().toLowerCase(Locale.ROOT);
        if (text.equals("none")) {
            return Stream.of();
        }
        if (text.matches("[2-5]xx")) {
            int first = (text.charAt(0) - '0') * 100;
            return IntStream.range(first, first + 100).boxed();
        }
        if (text.matches("[2-5][0-9][0-9]")) {
            return Stream.of(Integer.valueOf(text));
        }
        throw new IllegalArgumentException(word);
    }

    static Verdict of(Stream<Integer> failing) {
        return new Verdict(failing.collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether an answer of this status fails the job; one that is no final answer always does. */
    boolean fails(int status, boolean passedOn) {
        return status < 200 || (failing == null ? status > 299 && !passedOn : failing.contains(status));
    }

    /** Whether another attempt could help after this status. */
    static boolean mayPass(int status) {
        return PASSING.contains(status);
    }
}
