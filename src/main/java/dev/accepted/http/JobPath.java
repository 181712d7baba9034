package dev.accepted.http;

import dev.accepted.job.JobId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The job that a request is about, as its path tells before any resource is called. A path that is written in any but the usual
 * way names none, which is no harm: then the resources say what it is.
 *
 * @param id the job
 * @param below what of the job: "" for the job itself
 */
record JobPath(JobId id, String below) {

    private static final String LIST = "/job-management/jobs";
    private static final String ROOT = LIST + "/";

    /** The job that a request names, if it names one. */
    static Optional<JobPath> of(HttpServletRequest request) {
        String path = path(request);
        if (!path.startsWith(ROOT)) {
            return Optional.empty();
        }
        int slash = path.indexOf('/', ROOT.length());
        int end = slash < 0 ? path.length() : slash;
        return JobId.parse(path.substring(ROOT.length(), end)).map(id -> new JobPath(id, path.substring(end)));
    }

    /** Whether a request is about the list of jobs. */
    static boolean isList(HttpServletRequest request) {
        return path(request).equals(LIST);
    }

    /** The path of a request below the context, decoded. */
    private static String path(HttpServletRequest request) {
        return request.getPathInfo() == null
                ? request.getServletPath()
                : request.getServletPath() + request.getPathInfo();
    }
}
