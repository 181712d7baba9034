/**
 * What a job <em>looks like</em> to its readers: pure functions from a job and its links to bytes, and from a problem to
 * bytes. No I/O, no container, testable without HTTP. Dialects live in rooms of their own and do not see each other.
 */
@NullMarked
package dev.accepted.dialect;

import org.jspecify.annotations.NullMarked;
