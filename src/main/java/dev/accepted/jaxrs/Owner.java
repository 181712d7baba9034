package dev.accepted.jaxrs;

import dev.accepted.handler.JobContext;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asked, with the roles of that moment, as a method sees it. */
record Owner(JobContext job, boolean isSecure, Optional<String> scheme) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return job.owner()::name;
    }

    @Override
    public boolean isUserInRole(String role) {
        return job.owner().has(role);
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
        return scheme.orElse(null);
    }
}
