package dev.accepted.handler;

import dev.accepted.job.Caller;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.TypeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work that clients can ask for: which handler does it, what it takes, and what it may use. Clients choose among
 * deployed types and give validated input; they never bring code.
 *
 * @param name how clients name it
 * @param description what it does and what it takes, for people
 * @param jobName what its jobs are called unless the client says otherwise
 * @param summary the summary of its jobs unless the client says otherwise
 * @param handler who does the work
 * @param input what it takes
 * @param limits what it may use
 * @param placement where and when its jobs wait
 * @param roles who may submit, beside administrators: any one of these roles
 * @param answersWithResult whether the {@code Location} of the 202 is the job's result, for pollers that wait for it to be
 *     anything but 202
 */
public record JobType(
        TypeName name,
        String description,
        String jobName,
        String summary,
        JobHandler handler,
        InputRules input,
        Limits limits,
        Placement placement,
        Set<String> roles,
        boolean answersWithResult) {

    /**
     * What a type takes. Either a JSON object or value that fits a schema, or raw bytes.
     *
     * @param rules the schema of JSON input; null if the type takes raw bytes
     * @param mediaTypes what raw input may be, such as {@code text/*}; of no account for JSON
     * @param mostBytes the largest raw input
     * @param requestsOnly whether an input is a request that was kept as it came to the type's own resource; nobody can make
     *     one elsewhere
     */
    public record InputRules(
            @Nullable InputSchema rules, List<String> mediaTypes, long mostBytes, boolean requestsOnly) {

        /** What clients can make themselves. */
        public InputRules(@Nullable InputSchema rules, List<String> mediaTypes, long mostBytes) {
            this(rules, mediaTypes, mostBytes, false);
        }

        /** The schema, if the type takes JSON. */
        public Optional<InputSchema> schema() {
            return Optional.ofNullable(rules);
        }

        /** Whether the type takes bytes as they come. */
        public boolean isRaw() {
            return rules == null;
        }
    }

    /**
     * What the jobs of a type may use.
     *
     * @param terms how long one attempt may run, which is the most a client can ask for, and how long an ended job is kept
     * @param attempts how often a job is tried in all; at least 1
     * @param backoff how long to wait between attempts
     * @param maxConcurrent how many run at once
     */
    public record Limits(Terms terms, int attempts, Backoff backoff, int maxConcurrent) {

        /** How long one attempt may run; the most a client can ask for. */
        public Duration timeout() {
            return terms.timeout();
        }

        /** How long an ended job is kept. */
        public Duration retention() {
            return terms.retention();
        }
    }

    /**
     * Where and when the jobs of a type wait.
     *
     * @param queues the queues that clients may choose from
     * @param standard the default queue, and the priority: 0 to 9, higher first; clients without the admin role may ask for
     *     less, not for more
     * @param opens when jobs may begin; null for any time
     */
    public record Placement(
            List<QueueName> queues,
            Place standard,
            @Nullable Window opens) {

        /**
         * The first queue is the default.
         *
         * @throws IllegalArgumentException if there is no queue
         */
        public static Placement of(List<QueueName> queues, int priority, @Nullable Window opens) {
            if (queues.isEmpty()) {
                throw new IllegalArgumentException("A job type needs a queue");
            }
            return new Placement(List.copyOf(queues), new Place(queues.get(0), priority), opens);
        }

        /** 0 to 9, higher first. */
        public int priority() {
            return standard.priority();
        }

        /** When jobs may begin, if that is restricted. */
        public Optional<Window> window() {
            return Optional.ofNullable(opens);
        }

        /** When a job is due that shall not start before this instant. */
        public Instant dueAt(Instant notBefore) {
            return opens == null ? notBefore : opens.next(notBefore);
        }
    }

    /** Whether this caller may submit jobs of this type. */
    public boolean isFor(Caller caller) {
        return caller.isAdmin() || roles.stream().anyMatch(caller::has);
    }
}
