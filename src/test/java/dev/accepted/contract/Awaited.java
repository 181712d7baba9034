package dev.accepted.contract;

import java.util.Map;
import java.util.Set;

/** What is under construction: what the document promises and nobody answers yet, and what answers and has no schema yet. Shrinks. */
final class Awaited {

    /** While several features are under construction, what the document lacks is told at the end of {@code mvn verify}. */
    static final boolean TOLD_AT_THE_END = true;

    /** In the document, not yet in the application. */
    static final Set<String> OPERATIONS = Set.of();

    /** Of these operations. */
    static final Set<String> METHODS = Set.of();

    /** In the contract's text, with bodies that are still to be described. */
    static final Set<String> PATHS = Set.of("history");

    /** What no test can see, and why. */
    static final Map<String, String> UNSEEN = Map.ofEntries(
            Map.entry("GET /health/ready 503", "The application answers it only while it stops."),
            Map.entry("POST /job-management/jobs/{id}/cancel 409", "awaited"),
            Map.entry("GET /job-management/jobs/{id}/result 206", "awaited"),
            Map.entry("GET /job-management/jobs/{id}/result 416", "awaited"),
            Map.entry("POST /job-management/job-types/{type}/jobs 200", "awaited"),
            Map.entry("POST /job-management/job-types/{type}/jobs 409", "awaited"),
            Map.entry("POST /job-management/job-types/{type}/jobs 429", "awaited"),
            Map.entry("POST /job-management/job-types/{type}/jobs 503", "awaited"),
            Map.entry("POST /job-management/jobs 409", "awaited"),
            Map.entry("POST /job-management/jobs 429", "awaited"),
            Map.entry("POST /job-management/jobs 503", "awaited"));

    private Awaited() {}

    static boolean isPath(String path) {
        return PATHS.stream().anyMatch(end -> path.endsWith("/" + end));
    }
}
