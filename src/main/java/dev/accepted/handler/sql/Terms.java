package dev.accepted.handler.sql;

import org.jspecify.annotations.Nullable;

/**
 * How statements are run.
 *
 * @param readOnly whether nothing that they do shall be kept
 * @param isolation one of {@link java.sql.Connection}'s; null for that of the connection
 * @param fetchSize how many rows are fetched at once, at most
 */
record Terms(boolean readOnly, @Nullable Integer isolation, int fetchSize) {}
