package dev.accepted.page;

import dev.accepted.dialect.TypesView;

/**
 * The page of all job types.
 *
 * @param frame around it
 * @param view the types
 */
public record TypesSheet(Frame frame, TypesView view) {}
