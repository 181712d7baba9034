package dev.accepted.http;

import dev.accepted.engine.JobEngine;
import dev.accepted.security.Callers;
import dev.accepted.store.CallerLimits;
import dev.accepted.store.Quota;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells callers how far they are from their limits, with every answer to a submission, accepted or not: {@code RateLimit-Policy}
 * and {@code RateLimit} as in draft-ietf-httpapi-ratelimit-headers-10. Callers without limits are told nothing.
 */
@Metered
final class QuotaFields implements ContainerResponseFilter {

    private final JobEngine engine;

    QuotaFields(JobEngine engine) {
        this.engine = engine;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        List<Quota> quotas = engine.quotas(Callers.of(request));
        if (!quotas.isEmpty()) {
            response.getHeaders().putSingle("RateLimit-Policy", list(quotas, QuotaFields::policy));
            response.getHeaders().putSingle("RateLimit", list(quotas, QuotaFields::state));
        }
    }

    private static String list(List<Quota> quotas, Function<Quota, String> item) {
        return quotas.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String policy(Quota quota) {
        return switch (quota.kind()) {
            case SUBMISSIONS -> "\"submissions\";q=" + quota.most() + ";w=" + CallerLimits.WINDOW.toSeconds();
            case ACTIVE_JOBS -> "\"active-jobs\";q=" + quota.most() + ";qu=\"concurrent-requests\"";
        };
    }

    private static String state(Quota quota) {
        return switch (quota.kind()) {
            case SUBMISSIONS ->
                "\"submissions\";r=" + quota.left()
                        + (quota.untilMore().isZero() ? "" : ";t=" + Quota.seconds(quota.untilMore()));
            case ACTIVE_JOBS -> "\"active-jobs\";r=" + quota.left();
        };
    }
}
