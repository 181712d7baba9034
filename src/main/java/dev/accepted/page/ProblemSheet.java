package dev.accepted.page;

import dev.accepted.dialect.Problem;

/**
 * The page of something that went wrong.
 *
 * @param frame around it
 * @param problem what went wrong
 */
public record ProblemSheet(Frame frame, Problem problem) {}
