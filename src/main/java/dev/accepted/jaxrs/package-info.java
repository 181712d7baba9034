/**
 * Slow methods of <em>somebody else's</em> Jersey application as jobs: {@link dev.accepted.jaxrs.LongRunning} says which,
 * {@link dev.accepted.jaxrs.LongRunningFeature} sees to it. Requests come in by the web's intake, and go out again into the
 * application that they came to.
 */
@NullMarked
package dev.accepted.jaxrs;

import org.jspecify.annotations.NullMarked;
