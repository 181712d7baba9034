package dev.accepted.dialect;

import dev.accepted.job.Refusal.Violation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What went wrong with a request, for machines and people (RFC 9457). Names no class, path or stack frame of the server.
 *
 * @param code the kind
 * @param detail what is wrong this time, and what is allowed
 * @param errors every fault of a submission; empty for other problems
 * @param extras further members, by name, all texts; immutable
 */
public record Problem(ProblemCode code, String detail, List<Violation> errors, Map<String, String> extras) {

    /** Takes copies. */
    public Problem {
        errors = List.copyOf(errors);
        extras = Map.copyOf(extras);
    }

    /** A problem with nothing but its detail. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of());
    }

    /** A problem with a list of faults. */
    public static Problem of(ProblemCode code, String detail, List<Violation> errors) {
        return new Problem(code, detail, errors, Map.of());
    }

    /** The same with another member. */
    public Problem with(String name, String text) {
        Map<String, String> more = new TreeMap<>(extras);
        more.put(name, text);
        return new Problem(code, detail, errors, more);
    }
}
