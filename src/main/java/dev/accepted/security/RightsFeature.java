package dev.accepted.security;

import dev.accepted.job.Caller;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;

/** Puts before each resource method what it declares, and lets no method in that declares nothing. */
public final class RightsFeature implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        Needs needs = method.getAnnotation(Needs.class);
        if (needs != null) {
            context.register(new Check(needs.value()));
        } else if (!method.isAnnotationPresent(Open.class) && !isOfJersey(method)) {
            throw new IllegalStateException(method.getDeclaringClass().getName() + "." + method.getName()
                    + " declares neither @Needs nor @Open, so nobody knows who may call it; nothing is deployed");
        }
    }

    /** Jersey answers OPTIONS by methods of its own, which tell only what a resource knows. */
    private static boolean isOfJersey(Method method) {
        return method.getDeclaringClass().getName().startsWith("org.glassfish.jersey.");
    }

    @Priority(Priorities.AUTHORIZATION)
    private record Check(Right right) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            Caller caller = Callers.of(request);
            if (!right.isOf(caller)) {
                throw new RefusedException(new Refusal.Forbidden("This takes one of the roles "
                        + String.join(", ", right.roles().stream().sorted().toList()) + "."));
            }
        }
    }
}
