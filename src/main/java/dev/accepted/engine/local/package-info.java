/**
 * The dispatch of one node: waiting jobs in our own order, over an {@link java.util.concurrent.Executor} of the container's.
 * Seen by boot only.
 */
@NullMarked
package dev.accepted.engine.local;

import org.jspecify.annotations.NullMarked;
