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

    /** May submit, and see and steer the jobs that are its own. */
    public static final String USER = "job-user";

    /** May see all jobs, and change none. */
    public static final String VIEWER = "job-viewer";

    /** May do everything. */
    public static final String ADMIN = "job-admin";

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

    /** Whether the caller may do everything. */
    public boolean isAdmin() {
        return has(ADMIN);
    }

    /** Whether the caller may see the jobs of others. */
    public boolean seesAll() {
        return has(ADMIN) || has(VIEWER);
    }

    /** Whether the caller may see this job. */
    public boolean sees(Job job) {
        return seesJobsOf(job.request().owner().name());
    }

    /** Whether the caller may see the jobs of the owner with this name. */
    public boolean seesJobsOf(String owner) {
        return seesAll() || name.equals(owner);
    }

    /** Whether the caller may change this job. */
    public boolean steers(Job job) {
        return isAdmin() || (has(USER) && owns(job));
    }

    private boolean owns(Job job) {
        return name.equals(job.request().owner().name());
    }
}
