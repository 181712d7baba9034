/** The demo handler: takes its time, tells how far it is, and ends as its input says. Seen by boot only. */
@NullMarked
package dev.accepted.handler.demo;

import org.jspecify.annotations.NullMarked;
