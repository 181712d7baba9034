package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where a browser is told what is wrong: on the page that it came from, with what was typed there, rather than on a page that has
 * nothing but the problem. Resources say so before anything can go wrong.
 */
final class ProblemPlace {

    private static final Set<ProblemCode> ELSEWHERE =
            EnumSet.of(ProblemCode.INTERNAL_ERROR, ProblemCode.UNKNOWN_JOB, ProblemCode.GONE);
    private static final String PLACE = ProblemPlace.class.getName();

    private ProblemPlace() {}

    /** From now on the problem of a request for a page is drawn so. */
    static void set(ContainerRequestContext request, Function<Problem, byte[]> page) {
        if (Answers.isPage(request)) {
            request.setProperty(PLACE, page);
        }
    }

    /**
     * The page with a problem, if there is a place for it. What is not there any more is no place, and what is our own fault may be
     * the fault of that page.
     */
    static Optional<byte[]> page(HttpServletRequest request, Problem problem) {
        @SuppressWarnings("unchecked") // only set above
        Function<Problem, byte[]> place = (Function<Problem, byte[]>) request.getAttribute(PLACE);
        return place == null || ELSEWHERE.contains(problem.code())
                ? Optional.empty()
                : Optional.of(place.apply(problem));
    }
}
