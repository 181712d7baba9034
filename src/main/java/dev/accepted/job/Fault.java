package dev.accepted.job;

/**
 * Why a job, or one attempt at it, did not succeed, in words that may leave the server: no class name, no stack trace, no
 * path.
 *
 * @param code the stable key of the kind of fault, one of the problems that the application documents
 * @param detail what happened this time, for people
 */
public record Fault(String code, String detail) {

    /** The code of an attempt whose handler gave up. */
    public static final String JOB_FAILED = "job-failed";

    /** The code of a job that ran past its limit. */
    public static final String JOB_TIMED_OUT = "job-timed-out";

    /** The code of a job that a client ended. */
    public static final String JOB_CANCELLED = "job-cancelled";

    /** The code of an attempt whose result could not be kept. */
    public static final String RESULT_NOT_KEPT = "result-not-kept";

    /** The code of an attempt whose server went down with it. */
    public static final String NODE_LOST = "node-lost";

    /** A handler's own word on why it failed. */
    public static Fault failed(String detail) {
        return new Fault(JOB_FAILED, detail);
    }
}
