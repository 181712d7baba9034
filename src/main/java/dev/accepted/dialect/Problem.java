package dev.accepted.dialect;

import dev.accepted.job.Fault;
import dev.accepted.job.Refusal.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What went wrong with a request, for machines and people (RFC 9457). Names no class, path or stack frame of the server.
 *
 * @param code the kind
 * @param detail what is wrong this time, and what is allowed
 * @param errors every fault of a submission; empty for other problems
 * @param extras further members in the order of their names, all texts; immutable. {@code instance} (RFC 9457 section
 *     3.1.5) is one of them
 */
public record Problem(ProblemCode code, String detail, List<Violation> errors, Map<String, String> extras) {

    private static final Pattern EXTRA_NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> OWN_NAMES = Set.of("type", "title", "status", "detail", "code", "errors");

    /**
     * Takes copies.
     *
     * @throws IllegalArgumentException if an extra has the name of another member, or one that cannot be an XML element
     */
    public Problem {
        errors = List.copyOf(errors);
        extras = Collections.unmodifiableMap(new TreeMap<>(extras));
        for (String name : extras.keySet()) {
            if (OWN_NAMES.contains(name) || !EXTRA_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("A problem cannot have an extra member '" + name + "'");
            }
        }
    }

    /** A problem with nothing but its detail. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of());
    }

    /** A problem with a list of faults. */
    public static Problem of(ProblemCode code, String detail, List<Violation> errors) {
        return new Problem(code, detail, errors, Map.of());
    }

    /**
     * Why a job did not succeed. A fault whose code is not known here, as a newer release may have stored it, is shown as
     * a failure.
     */
    public static Problem of(Fault fault) {
        return of(ProblemCode.ofFault(fault), fault.detail());
    }

    /** The same with another member. */
    public Problem with(String name, String text) {
        Map<String, String> more = new TreeMap<>(extras);
        more.put(name, text);
        return new Problem(code, detail, errors, more);
    }
}
