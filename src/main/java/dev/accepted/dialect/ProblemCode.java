package dev.accepted.dialect;

import dev.accepted.job.Fault;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every kind of problem that a client can meet: the stable key, the status of the answer that carries it, a title, and what
 * it means. {@code GET job-management/problems/{key}} shows the meaning (RFC 9457 section 3.1.1).
 */
public enum ProblemCode {
    /** Cannot be parsed. */
    MALFORMED_REQUEST(
            400,
            "The request cannot be read",
            "The body is not what its media type says, or has members that are not known here. Nothing was stored. Mend the request; sending it again as it is will not help."),
    /** A query parameter or path part. */
    INVALID_PARAMETER(
            400,
            "A parameter is wrong",
            "A query parameter is unknown, or its value is not of the form that it takes. The detail says which, and what is allowed."),
    /** A header field. */
    INVALID_HEADER(
            400,
            "A header is wrong",
            "A header field of the request is not of the form that it takes. The detail says which, and what is allowed. Nothing was stored."),
    /** No credentials. */
    UNAUTHENTICATED(
            401,
            "Who are you?",
            "The server needs to know who is calling. Send credentials in the way that the WWW-Authenticate header names."),
    /** A role is missing. */
    FORBIDDEN(403, "Not allowed", "The caller is known, and lacks the role that this needs. The detail names it."),
    /** A browser came from elsewhere. */
    CROSS_ORIGIN(
            403,
            "Refused: from another site",
            "A browser sent a request that changes something, on behalf of a page of another origin. Such requests are refused, so that other sites cannot act in the name of people who are signed in here."),
    /** Plain HTTP. */
    TLS_REQUIRED(403, "HTTPS only", "The server is set to take requests over TLS only. Use the https address."),
    /** No such path. */
    NOT_FOUND(
            404,
            "There is nothing here",
            "No resource has this address. The home resource, job-management, links to all there is."),
    /** No such job. */
    UNKNOWN_JOB(
            404,
            "No such job",
            "There is no job of this id that the caller may see. Jobs that the caller may not see are answered in the same way."),
    /** No such type. */
    UNKNOWN_JOB_TYPE(
            404,
            "No such job type",
            "No job type of this name is deployed. The resource job-types lists those that are."),
    /** The method does not fit. */
    METHOD_NOT_ALLOWED(
            405,
            "Not with this method",
            "The resource exists, and does not know this method. The Allow header lists those that it knows."),
    /** The job has ended. */
    JOB_ENDED(
            409,
            "The job has ended",
            "What was asked for is possible only while a job has not ended, and this one has, in another way."),
    /** The first request is still being taken. */
    REQUEST_IN_PROGRESS(
            409,
            "The first request is still being taken",
            "Another request with the same Idempotency-Key has not been answered yet, and was waited for in vain. Send the request again: it will be answered like the first."),
    /** The job did not fail. */
    NOT_RETRYABLE(
            409,
            "Nothing to retry",
            "Only a job that has ended without success can be retried. This one has not ended, or has succeeded."),
    /** No such schedule. */
    UNKNOWN_SCHEDULE(
            404,
            "No such schedule",
            "There is no schedule of this name that the caller may see. The resource schedules lists those that there are."),
    /** The last job of a schedule. */
    LAST_JOB_ACTIVE(
            409,
            "The last job has not ended",
            "The schedule lets its jobs run one after another, and its last one has not ended. Nothing was stored. Wait for the end of that job, or cancel it."),
    /** The job failed. */
    JOB_FAILED(
            409,
            "The job failed",
            "The last attempt at the job failed, so it has no result. The detail says why; the job's log may say more."),
    /** The job was cancelled. */
    JOB_CANCELLED(409, "The job was cancelled", "A client ended the job before it was done, so it has no result."),
    /** The job timed out. */
    JOB_TIMED_OUT(
            409,
            "The job ran too long",
            "An attempt ran past the limit of its type or submission, and was stopped, so it has no result."),
    /** The result did not fit. */
    RESULT_NOT_KEPT(
            409,
            "There was no room for the result",
            "The job did its work, but its result is larger than what was left of the space for large inputs and results, so it failed. Retry it when there is room, or have the space enlarged."),
    /** The server went down. */
    NODE_LOST(
            409,
            "The server was lost",
            "The server went down while the job ran, and nobody knows how far its work has come, so it is not done again unless somebody asks for that: retry it, if that does no harm."),
    /** The job was there once. */
    GONE(
            410,
            "The job is gone",
            "There was a job of this id. It was deleted, or kept as long as its type says and then removed, or had to go earlier because too many ended jobs were kept. This is remembered for 30 days, or of the newest million."),
    /** The job was lost. */
    LOST_AT_RESTART(
            410,
            "Lost at a restart",
            "The id is older than the last start of the server, which keeps jobs in memory. What was kept then is lost; submit again if the work is still wanted."),
    /** A condition is not met. */
    PRECONDITION_FAILED(
            412,
            "The conditions are not met",
            "The request is meant for another version of the resource than the one that is here: its If-Match or If-Unmodified-Since does not fit. Nothing was done; look at the resource again."),
    /** Too many bytes. */
    TOO_LARGE(
            413,
            "Too large",
            "The body is larger than the server, or the job type, takes. The detail says how much is allowed."),
    /** Wrong kind of body. */
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Not in this form",
            "The body is of a media type, or has none, that this resource does not take. The detail says what it takes."),
    /** No byte is in the range. */
    RANGE_NOT_SATISFIABLE(
            416,
            "Beyond the end",
            "The Range header asks for bytes that are not there. The Content-Range header says how many there are."),
    /** Does not fit the type. */
    INVALID_SUBMISSION(
            422,
            "The submission does not fit",
            "The submission can be read, but asks for what its job type does not allow. Every fault is listed in errors, each with a JSON Pointer to where it is."),
    /** A caller has submitted much. */
    TOO_MANY_SUBMISSIONS(
            429,
            "Too many submissions",
            "The caller has submitted as many jobs as it may in a minute. Nothing was stored; ask again after the time in Retry-After. The RateLimit header says how much is left."),
    /** A caller has many jobs. */
    TOO_MANY_ACTIVE_JOBS(
            429,
            "Too many unfinished jobs",
            "As many of the caller's jobs wait or run as it may have. Nothing was stored; ask again when one of them has ended."),
    /** A key stands for one request. */
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The key belongs to another request",
            "The Idempotency-Key came before with other bytes, another media type or another query, and led to a job. Nothing was stored. A new request needs a new key; a repeat must be the same to the byte."),
    /** A caller with too many streams. */
    TOO_MANY_STREAMS(
            429,
            "Too many event streams",
            "The caller follows as many event streams as one caller may. Close one, or poll the job, with Prefer: wait if that is known to the client."),
    /** Our fault. */
    INTERNAL_ERROR(
            500,
            "Something went wrong here",
            "The server met a fault of its own. The log has the details under the incident id; give it to whoever runs the server."),
    /** A recorded answer that would mislead. */
    UNREPEATABLE_ANSWER(
            502,
            "An answer that is not passed on",
            "The endpoint behind the job answered, but with a status that only means something to the one who asked it: a redirect, a part, a question for credentials. The member original-status says which."),
    /** No answer to pass on. */
    ENDPOINT_FAILED(
            502,
            "The endpoint gave no answer",
            "The request went through a front door, and the endpoint behind it could not be asked, broke off, answered what is no HTTP or too much, or somebody cancelled the job. The detail says why; Link leads to the job."),
    /** No answer in time. */
    ENDPOINT_TIMED_OUT(
            504,
            "The endpoint took too long",
            "The request went through a front door, and the endpoint behind it has not answered within the limit of the job's type. Link leads to the job."),
    /** A queue is full. */
    QUEUE_FULL(
            503,
            "The queue is full",
            "As many jobs wait as the queue holds. Nothing was stored; ask again after the time in Retry-After. Jobs that were accepted are not affected."),
    /** No room for contents. */
    SPOOL_FULL(
            503,
            "No room for large contents",
            "The folder for large inputs and results has reached its quota. Nothing was stored; ask again after the time in Retry-After."),
    /** No room for keys. */
    KEYS_FULL(
            503,
            "No room for another key",
            "As many idempotency keys are remembered as there is room for, and none may be forgotten early, for its request could be accepted twice then. Nothing was stored; ask again later, or without a key."),
    /** No room for streams. */
    STREAMS_FULL(
            503,
            "No room for another event stream",
            "As many event streams are followed as the server keeps. Poll the job, or try again after the time in Retry-After."),
    /** Going down. */
    STOPPING(
            503,
            "The server is going down",
            "The application is being stopped or replaced, and takes no more work. Ask again after the time in Retry-After.");

    private static final Map<String, ProblemCode> BY_KEY =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ProblemCode::key, Function.identity()));

    private final String key;
    private final int status;
    private final String title;
    private final String meaning;

    ProblemCode(int status, String title, String meaning) {
        this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    /** The key of a code as it stands in {@code code} members and in URIs: {@code queue-full}. */
    public String key() {
        return key;
    }

    /** The HTTP status of an answer whose problem this is. */
    public int status() {
        return status;
    }

    /** A few words that are the same each time. */
    public String title() {
        return title;
    }

    /** What it means, and what the client can do. */
    public String meaning() {
        return meaning;
    }

    /** The code with this key, if there is one. */
    public static Optional<ProblemCode> ofKey(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The code that explains this fault of a job: {@link #JOB_FAILED} if the fault's own is not known here. */
    public static ProblemCode ofFault(Fault fault) {
        return ofKey(fault.code()).orElse(JOB_FAILED);
    }
}
