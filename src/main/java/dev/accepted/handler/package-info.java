/**
 * What work <em>can be done</em>: the SPI that users implement ({@link dev.accepted.handler.JobHandler},
 * {@link dev.accepted.handler.JobContext}, {@link dev.accepted.handler.HandlerFactory}), and the job types made of it.
 */
@NullMarked
package dev.accepted.handler;

import org.jspecify.annotations.NullMarked;
