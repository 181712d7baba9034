package dev.accepted.job;

import java.util.Set;

/**
 * Who asked: captured when a request comes in, never changed, and given to the handler with the job.
 *
 * @param name the principal's name as the container knows it; never empty
 * @param roles the roles of Accepted that the caller has ({@code job-user}, {@code job-viewer}, {@code job-admin}, and
 *     those that job types name); immutable
 */
public record Caller(String name, Set<String> roles) {

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public Caller {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A caller without a name owns nothing");
        }
        roles = Set.copyOf(roles);
    }

    /** Whether the caller has this role. */
    public boolean has(String role) {
        return roles.contains(role);
    }
}
