/**
 * What the web <em>can ask</em>: Jersey resources over the engine and the store, links, problems, and the forms in which
 * work can be submitted.
 */
@NullMarked
package dev.accepted.http;

import org.jspecify.annotations.NullMarked;
