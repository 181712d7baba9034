package dev.accepted.security;

import dev.accepted.job.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;

/** stub. */
public final class Callers {
    /** stub. */
    public static Caller of(ContainerRequestContext request) {
        return (Caller) java.util.Objects.requireNonNull(request.getProperty("dev.accepted.caller"));
    }
}
