package dev.accepted.boot;

import dev.accepted.dialect.Problem;
import dev.accepted.http.Answers;
import dev.accepted.http.DoorPath;
import dev.accepted.http.RestOfBody;
import dev.accepted.page.Visitor;
import dev.accepted.security.Callers;
import dev.accepted.security.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problems outside Jersey, in the same forms as inside. */
record ContainerProblems(Answers answers) implements ProblemWriter {

    @Override
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        // What failed may have been the body itself; Tomcat takes back the whole answer when it fails again.
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null) {
            RestOfBody.read(request::getHeader, request::getInputStream);
        }
        response.setStatus(problem.code().status());
        byte[] body = answers.problem(
                problem,
                DoorPath.ownQuery(request),
                request.getHeader("Accept"),
                Callers.found(request).map(Visitor::of).orElse(Visitor.NOBODY),
                response::setHeader);
        response.setContentLength(body.length);
        response.setHeader("Vary", "Accept, Prefer");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(body);
    }
}
