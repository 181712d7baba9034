/**
 * What the operator <em>may say</em>: one immutable, validated tree of settings, read once from outside the WAR. Seen by boot
 * only.
 */
@NullMarked
package dev.accepted.config;

import org.jspecify.annotations.NullMarked;
