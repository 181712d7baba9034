package dev.accepted.security;

import dev.accepted.job.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes callers of requests: the principal's name as the container knows it, and those of our roles that the container grants.
 * Equal callers are one object, so that a million jobs of one owner share it. Safe for use by many threads.
 */
public final class Callers {

    private static final String ATTRIBUTE = Callers.class.getName();
    private static final int MOST_KEPT = 10_000;

    private final Map<String, String> containerRoles;
    private final Map<Caller, Caller> known = new ConcurrentHashMap<>();

    /**
     * With the roles to ask for.
     *
     * @param containerRoles what the container calls each of our roles
     */
    public Callers(Map<String, String> containerRoles) {
        this.containerRoles = Map.copyOf(containerRoles);
    }

    /** Remembers who calls, for the length of the request; nobody without a principal. */
    void remember(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal != null) {
            request.setAttribute(ATTRIBUTE, one(new Caller(principal.getName(), roles(request::isUserInRole))));
        }
    }

    /**
     * Remembers likewise who calls a resource that is not ours, whose application may have ways of its own to know.
     *
     * @return empty if nobody does
     */
    public Optional<Caller> remember(ContainerRequestContext request) {
        SecurityContext security = request.getSecurityContext();
        Optional<Caller> caller = Optional.ofNullable(security.getUserPrincipal())
                .map(principal -> one(new Caller(principal.getName(), roles(security::isUserInRole))));
        caller.ifPresent(known -> request.setProperty(ATTRIBUTE, known));
        return caller;
    }

    private Set<String> roles(Predicate<String> isInRole) {
        Set<String> roles = new HashSet<>();
        containerRoles.forEach((ours, theirs) -> {
            if (isInRole.test(theirs)) {
                roles.add(ours);
            }
        });
        return roles;
    }

    private Caller one(Caller caller) {
        Caller kept = known.get(caller);
        if (kept != null) {
            return kept;
        }
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        known.put(caller, caller);
        return caller;
    }

    /** Who calls; the filter has seen to it that there is somebody. */
    public static Caller of(ContainerRequestContext request) {
        return known(request.getProperty(ATTRIBUTE));
    }

    /** Who calls; the filter has seen to it that there is somebody. */
    public static Caller of(HttpServletRequest request) {
        return known(request.getAttribute(ATTRIBUTE));
    }

    private static Caller known(@Nullable Object caller) {
        return (Caller) Objects.requireNonNull(caller, "The authentication filter is not in place");
    }

    /** Who calls, if that is known already: something may go wrong before. */
    public static Optional<Caller> found(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /** Who calls, if that is known already: something may go wrong before. */
    public static Optional<Caller> found(ContainerRequestContext request) {
        return Optional.ofNullable((Caller) request.getProperty(ATTRIBUTE));
    }
}
