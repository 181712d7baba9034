/**
 * Holds the tests to {@code openapi.yaml}: {@link CheckedClient} looks at every request and answer that passes through it, and
 * {@code ContractIT} at the end at what no test has seen.
 */
package dev.accepted.contract;
