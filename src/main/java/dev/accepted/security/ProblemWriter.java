package dev.accepted.security;

import dev.accepted.dialect.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a problem as the whole answer, in the form that the request asks for. */
@FunctionalInterface
public interface ProblemWriter {

    /** Sets status, media type and body; headers that are there stay. */
    void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
