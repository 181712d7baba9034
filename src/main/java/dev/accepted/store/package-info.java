/**
 * Where jobs <em>are kept</em>: the ports {@link dev.accepted.store.JobStore}, {@link dev.accepted.store.JobLogs} and
 * {@link dev.accepted.store.Spool}. Their implementations live in rooms of their own, seen by boot only.
 */
@NullMarked
package dev.accepted.store;

import org.jspecify.annotations.NullMarked;
