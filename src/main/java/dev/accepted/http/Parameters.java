package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;
import java.util.TreeSet;

/** Query parameters: only known ones, each at most once, so that a typing error is told and not ignored. */
final class Parameters {

    private Parameters() {}

    /**
     * Checks that there are no others.
     *
     * @throws ProblemException if there are, or one is given twice
     */
    static void only(MultivaluedMap<String, String> given, String... known) {
        Set<String> allowed = new TreeSet<>(Set.of(known));
        allowed.add("f");
        given.forEach((name, values) -> {
            if (!allowed.contains(name)) {
                throw new ProblemException(
                        ProblemCode.INVALID_PARAMETER,
                        "The parameter '" + name + "' is not known here; known are " + String.join(", ", allowed)
                                + ".");
            }
            if (values.size() > 1) {
                throw new ProblemException(
                        ProblemCode.INVALID_PARAMETER, "The parameter '" + name + "' is given more than once.");
            }
        });
    }

    /**
     * A whole number.
     *
     * @throws ProblemException if it is none, or outside its bounds
     */
    static long number(MultivaluedMap<String, String> given, String name, long least, long most, long otherwise) {
        String text = given.getFirst(name);
        if (text == null) {
            return otherwise;
        }
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
