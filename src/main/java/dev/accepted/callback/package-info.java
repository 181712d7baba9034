/**
 * Who is <em>told</em> when a job has ended: receivers on the operator's list, by signed requests that go to addresses which have
 * been looked at, and nowhere else.
 */
@NullMarked
package dev.accepted.callback;

import org.jspecify.annotations.NullMarked;
