/** A web application that is not ours and has Accepted as a library, and tests that deploy it. */
package dev.accepted.library;
