/**
 * The command handler: runs a program that the operator has chosen, for input that the type's schema has let in. It never
 * goes through a shell, and leaves no process, thread or file behind. Seen by boot only.
 */
@NullMarked
package dev.accepted.handler.command;

import org.jspecify.annotations.NullMarked;
