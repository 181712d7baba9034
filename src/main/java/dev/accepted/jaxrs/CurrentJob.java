package dev.accepted.jaxrs;

import dev.accepted.handler.JobContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the job that the present request is done for; null if there is none. Made anew for each request, by the injection. */
final class CurrentJob implements Supplier<@Nullable JobContext> {

    @Context
    @SuppressWarnings("NullAway.Init")
    private ContainerRequestContext request;

    @Override
    public @Nullable JobContext get() {
        return LongRunningFeature.jobOf(request).orElse(null);
    }
}
