/**
 * Where everything <em>meets the container</em>: builds the application by constructors when the context starts, and stops it
 * in reverse. The only room that sees all others, and the only one that makes clocks, threads and random ids.
 */
@NullMarked
package dev.accepted.boot;

import org.jspecify.annotations.NullMarked;
