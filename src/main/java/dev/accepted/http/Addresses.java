package dev.accepted.http;

import dev.accepted.job.JobId;
import dev.accepted.job.QueueName;
import dev.accepted.job.ScheduleName;
import dev.accepted.job.TypeName;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is. Paths in bodies never depend on what a client says in {@code Host}: they begin with the context path,
 * or with the path of the configured base URL. Headers need absolute URIs (many old pollers choke on others): a configured
 * base URL wins over the request's own scheme, host and port. Immutable.
 */
public final class Addresses {

    private final String root;
    private final @Nullable String origin;

    /**
     * The addresses of one deployment.
     *
     * @param contextPath the context path as the container knows it; "" for the root context
     * @param baseUrl the context root as clients see it; null to believe the request
     */
    public Addresses(String contextPath, @Nullable URI baseUrl) {
        this.root = baseUrl == null ? contextPath : withoutSlash(baseUrl.getRawPath());
        this.origin = baseUrl == null ? null : baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
    }

    /** The home resource. */
    public String home() {
        return root + "/job-management";
    }

    /** Where a page of the container's login sends what was typed (Servlet 6.0 section 13.6.3). */
    public String signIn() {
        return root + "/j_security_check";
    }

    /** The list of jobs. */
    public String jobs() {
        return root + "/job-management/jobs";
    }

    /** A job. */
    public String job(JobId id) {
        return root + "/job-management/jobs/" + id;
    }

    /** The job types. */
    public String types() {
        return root + "/job-management/job-types";
    }

    /** A job type. */
    public String type(TypeName name) {
        return root + "/job-management/job-types/" + name;
    }

    /** The schedules. */
    public String schedules() {
        return root + "/job-management/schedules";
    }

    /** A schedule. */
    public String schedule(ScheduleName name) {
        return root + "/job-management/schedules/" + name;
    }

    /** The queues. */
    public String queues() {
        return root + "/job-management/queues";
    }

    /** A queue. */
    public String queue(QueueName name) {
        return queues() + "/" + name;
    }

    /** Where the contract for machines is. */
    public String contract() {
        return root + "/job-management/openapi.json";
    }

    /** The context root: absolute if a base URL is configured, else its path. */
    public String server() {
        String server = origin == null ? root : origin + root;
        return server.isEmpty() ? "/" : server;
    }

    /** Where jobs come from: the home resource, absolute if a base URL is configured, else its path. */
    public String source() {
        return origin == null ? home() : origin + home();
    }

    /** The XML Schema of the representations. */
    public String schema() {
        return root + "/job-management/job.xsd";
    }

    /** The script {@code job}. */
    public String script() {
        return root + "/job-management/job";
    }

    /** What the keys of problems are put behind, to make their {@code type}. */
    public String problems() {
        return root + "/job-management/problems";
    }

    /** The metrics. */
    public String metrics() {
        return root + "/metrics";
    }

    /** The absolute URI of a path of these. */
    public String absolute(String path, UriInfo request) {
        if (origin != null) {
            return origin + path;
        }
        URI base = request.getBaseUri();
        return base.getScheme() + "://" + base.getRawAuthority() + path;
    }

    private static String withoutSlash(@Nullable String path) {
        return path == null || path.equals("/") ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
