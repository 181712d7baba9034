/**
 * What is to be done again and again: schedules of the operator's, which submit ordinary jobs at their moments. One alarm for all
 * of them.
 */
@NullMarked
package dev.accepted.engine.schedule;

import org.jspecify.annotations.NullMarked;
