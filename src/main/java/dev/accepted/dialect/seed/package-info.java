/**
 * The dialect of the project's first clients: what {@code GET job-management/jobs/{id}} has always looked like, as JSON, XML
 * and plain text. Member names, nesting, order and string-typed values never change; members are only added.
 */
@NullMarked
package dev.accepted.dialect.seed;

import org.jspecify.annotations.NullMarked;
