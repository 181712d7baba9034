package dev.accepted.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants of a content, by its {@code Range} field (RFC 9110 section 14.2). A field that is wrongly written, or not
 * about bytes, is as if it were not there. So is one that wants more than {@link #MOST} parts, or parts that overlap or are not in
 * their order, as section 14.2 advises: no client has a use for that, and the whole is cheaper.
 */
sealed interface Wanted {

    /** How many parts are answered at the most. */
    int MOST = 16;

    /** All bytes. */
    Wanted WHOLE = new Whole();

    /** Parts, of which none begins before the end. */
    Wanted NOTHING = new Nothing();

    /** All bytes. */
    record Whole() implements Wanted {}

    /** Parts, of which none begins before the end. */
    record Nothing() implements Wanted {}

    /**
     * Some bytes.
     *
     * @param ranges in their order, apart from each other; at least one
     */
    record Parts(List<ByteRange> ranges) implements Wanted {

        /** Takes a copy. */
        public Parts {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * What this field wants of so many bytes.
     *
     * @param field null if there is none
     */
    static Wanted of(@Nullable String field, long length) {
        return field == null || !field.regionMatches(true, 0, "bytes=", 0, 6)
                ? WHOLE
                : new Reading(length).read(field.substring(6));
    }

    /** Reads one field. */
    final class Reading {

        private static final Pattern RANGE = Pattern.compile("(\\d*)-(\\d*)");
        private static final int DIGITS_OF_A_LONG = 18;

        private final long length;
        private final List<ByteRange> ranges = new ArrayList<>();
        private int given;

        private Reading(long length) {
            this.length = length;
        }

        private Wanted read(String set) {
            for (String text : set.split(",", -1)) {
                Matcher range = RANGE.matcher(text.strip());
                // Lists may have empty members (RFC 9110 section 5.6.1).
                if (!text.isBlank() && (++given > MOST || !range.matches() || !take(range.group(1), range.group(2)))) {
                    return WHOLE;
                }
            }
            return given == 0 ? WHOLE : ranges.isEmpty() ? NOTHING : new Parts(ranges);
        }

        /** Whether the field can still be obeyed. */
        private boolean take(String first, String last) {
            if (!first.isEmpty()) {
                long from = number(first);
                long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
                return from <= to && (from >= length || add(new ByteRange(from, Math.min(to, length - 1))));
            }
            if (last.isEmpty() || length == 0) {
                return false;
            }
            long suffix = number(last);
            return suffix == 0 || add(new ByteRange(Math.max(0, length - suffix), length - 1));
        }

        private boolean add(ByteRange range) {
            boolean inOrder = ranges.isEmpty() || ranges.get(ranges.size() - 1).last() < range.first();
            return inOrder && ranges.add(range);
        }

        private static long number(String digits) {
            return digits.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(digits);
        }
    }
}
