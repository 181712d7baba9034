/** What is left after a server that was killed in the middle of its work. */
package dev.accepted.crash;
