/**
 * The default store: jobs in the heap, large contents and logs in a spool folder. Nothing survives a restart, and an id of
 * an earlier life is known as such. Seen by boot only.
 */
@NullMarked
package dev.accepted.store.memory;

import org.jspecify.annotations.NullMarked;
