/**
 * The http handler: asks an endpoint that the operator has chosen, for input that the type's schema has let in, and records its
 * answer. No value of a client's can change where a request goes. Seen by boot only.
 */
@NullMarked
package dev.accepted.handler.http;

import org.jspecify.annotations.NullMarked;
