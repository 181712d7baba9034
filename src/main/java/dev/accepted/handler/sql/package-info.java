/**
 * The SQL handler: runs statements that the operator has written, with values of the input bound to their parameters, and makes
 * rows into CSV, JSON or XML while they come. The text of a statement never depends on a client. Seen by boot only.
 */
@NullMarked
package dev.accepted.handler.sql;

import org.jspecify.annotations.NullMarked;
