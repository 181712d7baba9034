/**
 * Random clients against the running application: {@link dev.accepted.model.Play} does what {@link dev.accepted.model.Step}s say, and compares
 * every answer with {@link dev.accepted.model.ExpectedJob}s, a small model of what the contract allows.
 */
package dev.accepted.model;
