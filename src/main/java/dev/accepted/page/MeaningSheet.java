package dev.accepted.page;

import dev.accepted.dialect.ProblemCode;

/**
 * The page that says what a kind of problem means.
 *
 * @param frame around it
 * @param code the kind
 */
public record MeaningSheet(Frame frame, ProblemCode code) {}
