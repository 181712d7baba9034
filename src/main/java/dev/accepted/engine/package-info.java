/**
 * Who runs a job, and <em>when</em>: the engine that clients' wishes go to, one run of one job, and the port to whatever
 * hands waiting jobs to threads.
 */
@NullMarked
package dev.accepted.engine;

import org.jspecify.annotations.NullMarked;
