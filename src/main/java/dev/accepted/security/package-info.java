/**
 * Who calls, and what may they: one filter that asks the container, one declaration for each resource method, one feature
 * that enforces it.
 */
@NullMarked
package dev.accepted.security;

import org.jspecify.annotations.NullMarked;
