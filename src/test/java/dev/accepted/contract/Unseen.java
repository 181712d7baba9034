package dev.accepted.contract;

import java.util.Map;

/** What the document promises and no test can see over HTTP, and why. */
final class Unseen {

    static final Map<String, String> BECAUSE = Map.of(
            "GET /health/ready 503",
            "The application answers it only while it stops.",
            "POST /job-management/job-types/{type}/jobs 409",
            "By the same code as for POST .../jobs, where it is seen.",
            "POST /job-management/jobs/{id}/retry 429",
            "By the same code as for a submission, where it is seen.",
            "POST /job-management/schedules/{schedule}/run-now 429",
            "By the same code as for a submission, where it is seen.");

    private Unseen() {}
}
