/**
 * How long jobs will take, and when they will have their turn, from what is known of their types, queues and progress. Seen by
 * boot only.
 */
@NullMarked
package dev.accepted.engine.estimate;

import org.jspecify.annotations.NullMarked;
