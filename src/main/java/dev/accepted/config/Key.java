package dev.accepted.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Every setting there is, in one place: name, type, default, meaning, example. The loader takes the defaults from here, knows
 * unknown names by it, and the README's table is made of it. A {@code *} in a name stands for the name of a queue, a type, a schedule or a receiver.
 */
public enum Key {
    CONFIG(
            Group.ESSENTIAL,
            "config",
            "path or file: URL",
            "",
            "The file with the settings, outside the WAR.",
            "/etc/accepted.yaml"),
    BASE_URL(
            Group.ESSENTIAL,
            "base-url",
            "http or https URL",
            "",
            "The context root as clients see it, when a proxy stands before the server. Without it, links in headers are made from the request.",
            "https://jobs.example.com/api/company"),
    REQUIRE_TLS(
            Group.ESSENTIAL,
            "require-tls",
            "true or false",
            "false",
            "Refuse plain HTTP. Without it, plain HTTP from another host is warned about in the log.",
            "true"),
    TYPE_HANDLER(
            Group.ESSENTIAL,
            "types.*.handler",
            "word or class name",
            "",
            "Who does the work: `demo`, `command`, `http`, `sql`, the name of a `HandlerFactory` found by `ServiceLoader`, or the class name of a `JobHandler`.",
            "command"),
    TYPE_OPTIONS(
            Group.ESSENTIAL,
            "types.*.options",
            "map",
            "",
            "What the handler reads; see the handlers below.",
            "{program: /usr/bin/sort}"),
    TYPE_DESCRIPTION(
            Group.FREQUENT,
            "types.*.description",
            "text",
            "",
            "What the type does and takes, for people.",
            "A sorted copy of a text"),
    TYPE_NAME(
            Group.FREQUENT,
            "types.*.name",
            "text",
            "",
            "What its jobs are called unless the client says otherwise. Without it, the type's name.",
            "Sort a text"),
    TYPE_SUMMARY(
            Group.FREQUENT,
            "types.*.summary",
            "text",
            "",
            "The summary of its jobs unless the client says otherwise.",
            "for the monthly report"),
    TYPE_SCHEMA(
            Group.FREQUENT,
            "types.*.schema",
            "JSON Schema as text",
            "",
            "What its input must fit. Without it, the handler's own schema, or any JSON object.",
            "'{\"type\":\"object\"}'"),
    TYPE_SCHEMA_FILE(
            Group.FREQUENT,
            "types.*.schema-file",
            "path",
            "",
            "The same in a file, relative to the settings file.",
            "sleep.schema.json"),
    TYPE_RAW(
            Group.FREQUENT, "types.*.raw", "true or false", "false", "Take the body as bytes and not as JSON.", "true"),
    TYPE_MEDIA_TYPES(
            Group.FREQUENT, "types.*.media-types", "list", "*/*", "Which media types raw bytes may have.", "[text/*]"),
    TYPE_MAX_BYTES(Group.FREQUENT, "types.*.max-bytes", "bytes", "67108864", "The largest raw input.", "1073741824"),
    TYPE_DOOR(
            Group.FREQUENT,
            "types.*.door",
            "list of methods",
            "",
            "Opens the front doors `/async/‹name›/…` and `/sync/‹name›/…` for these methods; what comes there is the input of a job, which is then raw.",
            "[POST, PUT, PATCH, DELETE]"),
    TYPE_DOOR_HEADERS(
            Group.FREQUENT,
            "types.*.door-headers",
            "list of headers",
            "",
            "What else of a request's header passes the door, beside content, languages, `Accept`, conditions, `Idempotency-Key` and tracing; never credentials.",
            "[SOAPAction]"),
    TYPE_DOOR_WAIT(
            Group.FREQUENT,
            "types.*.door-wait",
            "ISO 8601 duration",
            "PT50S",
            "How long `/sync` waits for the end before it answers 202.",
            "PT5M"),
    TYPE_TIMEOUT(
            Group.FREQUENT,
            "types.*.timeout",
            "ISO 8601 duration",
            "PT10M",
            "How long one attempt may run; clients may ask for less.",
            "PT2H"),
    TYPE_ATTEMPTS(Group.FREQUENT, "types.*.attempts", "1 to 100", "1", "How often a job is tried in all.", "3"),
    TYPE_ON_CRASH(
            Group.FREQUENT,
            "types.*.on-crash",
            "retry or fail",
            "fail",
            "What becomes of a job whose server was lost or stopped while it ran: `retry` may do its work twice, `fail` ends it with `node-lost`.",
            "retry"),
    TYPE_RETENTION(
            Group.FREQUENT, "types.*.retention", "ISO 8601 duration", "P7D", "How long an ended job is kept.", "P30D"),
    TYPE_MAX_CONCURRENT(
            Group.FREQUENT,
            "types.*.max-concurrent",
            "1 or more",
            "",
            "How many of its jobs run at once, across queues. Without it, only queues limit them.",
            "2"),
    TYPE_QUEUES(
            Group.FREQUENT,
            "types.*.queues",
            "list of queues",
            "default",
            "The queues that clients may choose from, the default first.",
            "[reports, default]"),
    TYPE_PRIORITY(
            Group.FREQUENT,
            "types.*.priority",
            "0 to 9",
            "5",
            "Higher goes first; the most that clients may ask for, administrators apart.",
            "7"),
    TYPE_WINDOW_CRON(
            Group.FREQUENT,
            "types.*.window.cron",
            "cron, five fields",
            "",
            "When its jobs may begin: at these moments, and not before.",
            "0 2 * * *"),
    TYPE_WINDOW_ZONE(
            Group.FREQUENT,
            "types.*.window.zone",
            "time zone",
            "UTC",
            "Where the hours of the window are counted.",
            "Europe/Berlin"),
    SCHEDULE_CRON(
            Group.FREQUENT,
            "schedules.*.cron",
            "cron, five fields",
            "",
            "When a job is submitted, again and again.",
            "30 6 * * 1-5"),
    SCHEDULE_ZONE(
            Group.FREQUENT, "schedules.*.zone", "time zone", "UTC", "Where its hours are counted.", "Europe/Berlin"),
    SCHEDULE_TYPE(Group.FREQUENT, "schedules.*.type", "job type", "", "The type of its jobs.", "nightly-report"),
    SCHEDULE_INPUT(
            Group.FREQUENT,
            "schedules.*.input",
            "map, or JSON as text; for raw types a text",
            "",
            "The input of its jobs, which must fit the type's schema.",
            "{month: last}"),
    SCHEDULE_NAME(
            Group.FREQUENT,
            "schedules.*.name",
            "text",
            "",
            "What its jobs are called. Without it, as the type says.",
            "Morning report"),
    SCHEDULE_SUMMARY(
            Group.FREQUENT,
            "schedules.*.summary",
            "text",
            "",
            "The summary of its jobs. Without it, as the type says.",
            "for the meeting at eight"),
    SCHEDULE_SKIP(
            Group.FREQUENT,
            "schedules.*.skip-if-active",
            "true or false",
            "true",
            "Leave a moment out while the last job has not ended.",
            "false"),
    SCHEDULE_CATCH_UP(
            Group.FREQUENT,
            "schedules.*.catch-up",
            "true or false",
            "true",
            "Make up, once, for moments that were missed because the machine slept or its clock was set.",
            "false"),
    QUEUE_CONCURRENCY(
            Group.FREQUENT, "queues.*.concurrency", "1 to 10000", "8", "How many jobs of the queue run at once.", "2"),
    QUEUE_CAPACITY(
            Group.FREQUENT,
            "queues.*.capacity",
            "1 or more",
            "10000",
            "How many wait; one more is refused with 503.",
            "500"),
    ROLE_USER(
            Group.FREQUENT,
            "roles.job-user",
            "role",
            "job-user",
            "What the container calls the role that submits, and sees and steers its own jobs.",
            "staff"),
    ROLE_VIEWER(
            Group.FREQUENT,
            "roles.job-viewer",
            "role",
            "job-viewer",
            "The role that sees all and changes nothing.",
            "audit"),
    ROLE_ADMIN(Group.FREQUENT, "roles.job-admin", "role", "job-admin", "The role that may do everything.", "ops"),
    LIMIT_SUBMISSIONS(
            Group.FREQUENT,
            "limits.submissions-per-minute",
            "1 or more",
            "",
            "How many jobs one caller may submit a minute: so many at once, then one at a time; one more is refused with 429. Administrators are exempt. Without it, as many as the queues hold.",
            "600"),
    LIMIT_ACTIVE(
            Group.FREQUENT,
            "limits.active-jobs",
            "1 or more",
            "",
            "How many jobs of one caller may wait or run; one more is refused with 429. Administrators are exempt. Without it, as many as the queues hold.",
            "100"),
    CORS_ORIGINS(
            Group.FREQUENT,
            "cors.origins",
            "list of origins, or *",
            "",
            "Other sites whose pages may use the server by script, with the credentials that browsers hold for it; `*` is every site, without those. Without it, none.",
            "[https://portal.example.com]"),
    CALLBACK_HOSTS(
            Group.FREQUENT,
            "callbacks.*.hosts",
            "list of hosts",
            "",
            "Where the callbacks of jobs may go: a host, `*.` and a domain, with a port if it is not 443; `http://` before it allows plain HTTP. Without any, there are no callbacks.",
            "[hooks.example.com]"),
    CALLBACK_SECRETS(
            Group.FREQUENT,
            "callbacks.*.secrets",
            "list of secrets",
            "",
            "What these receivers know our signature by, in the form of Standard Webhooks; each signs, so that one can take the place of another. `${env.NAME}`, `${jndi.NAME}` and `${file.PATH}` stand for those that are kept elsewhere.",
            "[\"${env.PORTAL_SECRET}\"]"),
    CALLBACK_NETWORKS(
            Group.RARE,
            "callbacks.*.networks",
            "list of networks",
            "",
            "Addresses that are not public (private, loopback, link-local and others) and that these hosts may have all the same.",
            "[10.20.0.0/16]"),
    EXECUTOR_JNDI_NAME(
            Group.RARE,
            "executor.jndi-name",
            "JNDI name",
            "",
            "The container's executor to use, instead of the first of the usual names that is bound.",
            "java:comp/env/concurrent/Batch"),
    EXECUTOR_THREADS(
            Group.RARE,
            "executor.threads",
            "1 to 10000",
            "32",
            "The threads of our own pool, when the container has no executor.",
            "64"),
    SHUTDOWN_GRACE(
            Group.RARE,
            "shutdown-grace",
            "ISO 8601 duration",
            "PT10S",
            "How long running jobs may go on when the application stops, before they are interrupted; and how long after that.",
            "PT1M"),
    STORE_KIND(
            Group.ESSENTIAL,
            "store.kind",
            "memory or jdbc",
            "memory",
            "Where jobs are kept: `memory` loses them when the server stops, `jdbc` keeps them in a database.",
            "jdbc"),
    STORE_URL(
            Group.ESSENTIAL,
            "store.url",
            "JDBC URL",
            "",
            "The file of the database, for `jdbc`; made if it is not there.",
            "jdbc:h2:file:/var/lib/accepted/jobs"),
    STORE_JNDI(
            Group.RARE,
            "store.jndi",
            "JNDI name",
            "",
            "A `DataSource` of the container's to such a file, instead of a URL.",
            "java:comp/env/jdbc/accepted"),
    STORE_USER(Group.RARE, "store.user", "text", "sa", "Whose the database is.", "accepted"),
    STORE_PASSWORD(Group.RARE, "store.password", "text", "", "The password of that user.", "s3cret"),
    STORE_CONNECTIONS(
            Group.RARE,
            "store.connections",
            "2 to 100",
            "5",
            "How many connections at the most, one of which writes; for a pool of the container's, how many we use at once.",
            "10"),
    STORE_MAX_ENDED(
            Group.RARE,
            "store.max-ended",
            "1 or more",
            "1000000",
            "How many ended jobs are kept; past that the oldest go early.",
            "100000"),
    STORE_MAX_KEYS(
            Group.RARE,
            "store.max-keys",
            "1 or more",
            "2000000",
            "How many idempotency keys and retries are remembered; past that submissions with a key are refused with 503.",
            "20000000"),
    SPOOL_FOLDER(
            Group.RARE,
            "spool.folder",
            "path",
            "",
            "Where inputs and results over 64 KiB are kept. Without it, a folder in the container's work folder.",
            "/var/spool/accepted"),
    SPOOL_QUOTA(
            Group.RARE,
            "spool.quota",
            "bytes",
            "10737418240",
            "How much the spool may hold; past that submissions are refused with 503.",
            "107374182400"),
    SPOOL_MAX_LOG(
            Group.RARE,
            "spool.max-log",
            "bytes",
            "16777216",
            "How long one job's log may be; what is beyond is dropped.",
            "1048576"),
    SUBMISSION_MAX_BYTES(
            Group.RARE,
            "submission.max-bytes",
            "bytes",
            "10485760",
            "The largest submission in JSON or XML.",
            "1048576"),
    WAITING_MAX(
            Group.RARE,
            "waiting.max",
            "1 or more",
            "10000",
            "How many requests with `Prefer: wait` are held at once; what comes beyond is answered at once. Each is a connection: see to it that the container keeps as many.",
            "2000"),
    WAITING_MAX_PER_CALLER(
            Group.RARE, "waiting.max-per-caller", "1 or more", "1000", "How many of them may be of one caller.", "50"),
    STREAMS_MAX(
            Group.RARE,
            "streams.max",
            "1 or more",
            "2000",
            "How many event streams are followed at once; one more is refused with 503.",
            "500"),
    STREAMS_MAX_PER_CALLER(
            Group.RARE,
            "streams.max-per-caller",
            "1 or more",
            "100",
            "How many of them one caller may follow; one more is refused with 429.",
            "10"),
    TYPE_BACKOFF_FIRST(
            Group.RARE,
            "types.*.backoff.first",
            "ISO 8601 duration",
            "PT1S",
            "How long to wait after the first attempt; twice as long each time.",
            "PT30S"),
    TYPE_BACKOFF_MOST(
            Group.RARE,
            "types.*.backoff.most",
            "ISO 8601 duration",
            "PT5M",
            "The longest wait between attempts.",
            "PT1H"),
    TYPE_ROLES(
            Group.RARE,
            "types.*.roles",
            "list of roles",
            "job-user",
            "Who may submit, administrators apart. A role that is none of ours is asked of the container by this name.",
            "[accounting]"),
    SCHEDULE_QUEUE(
            Group.RARE,
            "schedules.*.queue",
            "queue",
            "",
            "The queue of its jobs, one of the type's. Without it, the type's first.",
            "reports"),
    SCHEDULE_PRIORITY(
            Group.RARE,
            "schedules.*.priority",
            "0 to 9",
            "",
            "Their priority; more than the type's takes `job-admin` among the roles. Without it, the type's.",
            "3"),
    SCHEDULE_OWNER(
            Group.RARE,
            "schedules.*.owner",
            "user name",
            "",
            "Whose jobs they are: a person, who sees and steers them, or a name of its own. Without it, `schedule:` and the schedule's name.",
            "accounting"),
    SCHEDULE_ROLES(
            Group.RARE,
            "schedules.*.roles",
            "list of roles",
            "job-user",
            "The roles that they are submitted and run with.",
            "[job-user, accounting]"),
    TYPE_LOCATION(
            Group.RARE,
            "types.*.location",
            "job or result",
            "job",
            "Whether `Location` of the 202 is the job, or its result for pollers that wait until it is no longer 202.",
            "result");

    /** How often operators need a setting. */
    public enum Group {
        ESSENTIAL,
        FREQUENT,
        RARE
    }

    /** What all names begin with. */
    public static final String PREFIX = "accepted.";

    private final Group group;
    private final String path;
    private final String type;
    private final String otherwise;
    private final String meaning;
    private final String example;

    Key(Group group, String path, String type, String otherwise, String meaning, String example) {
        this.group = group;
        this.path = path;
        this.type = type;
        this.otherwise = otherwise;
        this.meaning = meaning;
        this.example = example;
    }

    /** The whole name, with this in place of the star. */
    public String of(String name) {
        return PREFIX + path.replace("*", name.indexOf('.') < 0 ? name : '"' + name + '"');
    }

    /** The whole name; with the star, if it has one. */
    public String pattern() {
        return PREFIX + path;
    }

    /** Essential, frequent or rare. */
    public Group group() {
        return group;
    }

    /** What a value must be, in words. */
    public String type() {
        return type;
    }

    /** The default as a value is written; "" if there is none. */
    public String otherwise() {
        return otherwise;
    }

    /** What it does. */
    public String meaning() {
        return meaning;
    }

    /** A value. */
    public String example() {
        return example;
    }

    /** Whether a name, as a source has it, is one of this key's. */
    boolean matches(List<String> segments) {
        List<String> own = List.of(path.split(Pattern.quote("."), -1));
        int below = segments.size() - own.size();
        if (this == TYPE_OPTIONS ? below < 1 : this == SCHEDULE_INPUT ? below < 0 : below != 0) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            String segment = segments.get(i);
            String plain = segment.replaceFirst("\\[\\d+]$", "");
            if (!own.get(i).equals("*") && !own.get(i).equals(type.startsWith("list") ? plain : segment)) {
                return false;
            }
        }
        return true;
    }
}
