/**
 * What a job <em>is</em>: the words that every other room uses, and the one state machine.
 * Depends on the JDK only; everything here is immutable and free of I/O.
 */
@NullMarked
package dev.accepted.job;

import org.jspecify.annotations.NullMarked;
