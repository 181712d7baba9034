package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Query parameters: only known ones, those that mean one thing at most once, so that a typing error is told and not ignored. */
final class Parameters {

    private Parameters() {}

    /**
     * Checks that there are no others.
     *
     * @throws ProblemException if there are, or one is given twice
     */
    static void only(Map<String, List<String>> given, String... known) {
        only(given, Set.of(), Set.of(known));
    }

    /**
     * Checks that there are no others.
     *
     * @throws ProblemException if there are, or one of those that are not to be repeated is given twice
     */
    static void only(Map<String, List<String>> given, Set<String> repeated, Set<String> once) {
        Set<String> allowed = new TreeSet<>(repeated);
        allowed.addAll(once);
        allowed.add("f");
        given.forEach((name, values) -> {
            if (!allowed.contains(name)) {
                throw new ProblemException(
                        ProblemCode.INVALID_PARAMETER,
                        "The parameter '" + name + "' is not known here; known are " + String.join(", ", allowed)
                                + ".");
            }
            if (values.size() > 1 && !repeated.contains(name)) {
                throw new ProblemException(
                        ProblemCode.INVALID_PARAMETER, "The parameter '" + name + "' is given more than once.");
            }
        });
    }

    /** The query of a URI, made of these parts, of which those that are empty are left out. */
    static String query(String... parts) {
        String query = Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /**
     * A whole number.
     *
     * @throws ProblemException if it is none, or outside its bounds
     */
    static long number(Map<String, List<String>> given, String name, long least, long most, long otherwise) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return otherwise;
        }
        String text = values.get(0);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with numbers outside the bounds
        }
        throw new ProblemException(
                ProblemCode.INVALID_PARAMETER,
                "The parameter '" + name + "' must be a whole number from " + least + " to " + most + ", but is '"
                        + text + "'.");
    }
}
