package dev.accepted.security;

import dev.accepted.job.Caller;
import java.util.Set;

/** What a resource method asks of its caller before anything else is looked at. */
public enum Right {
    /** To read: everybody with a role of ours; which jobs, their owners decide. */
    SEE(Set.of(Caller.USER, Caller.VIEWER, Caller.ADMIN)),
    /** To hand in work. */
    SUBMIT(Set.of(Caller.USER, Caller.ADMIN)),
    /** To change a job that one may change. */
    STEER(Set.of(Caller.USER, Caller.ADMIN)),
    /** To see what concerns all jobs. */
    VIEW_ALL(Set.of(Caller.VIEWER, Caller.ADMIN)),
    /** To change how the whole works. */
    ADMINISTER(Set.of(Caller.ADMIN));

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of, which cannot be changed
    private final Set<String> roles;

    Right(Set<String> roles) {
        this.roles = roles;
    }

    /** Whether the caller has it. */
    public boolean isOf(Caller caller) {
        return roles.stream().anyMatch(caller::has);
    }

    /** The roles that have it. */
    public Set<String> roles() {
        return roles;
    }
}
