/**
 * The durable store: jobs, contents and logs in a database, which one application has to itself. What was accepted is there
 * after a crash. Seen by boot only.
 *
 * <pre>
 *   who changes something                           who reads
 *        |  waits                                       |  waits, unless the job is hot
 *        v                                              v
 *   GroupCommit: one thread, many changes          Database: a few threads
 *   in one transaction                                  |
 *        |                                              |
 *        +---------------> the database &lt;---------------+
 * </pre>
 *
 * <p>Nobody else touches the database: handlers are interrupted when they are to stop, and an interrupt in the middle of a read
 * or write closes H2's file for all.
 */
@NullMarked
package dev.accepted.store.jdbc;

import org.jspecify.annotations.NullMarked;
