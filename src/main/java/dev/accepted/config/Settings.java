package dev.accepted.config;

import dev.accepted.callback.Network;
import dev.accepted.callback.Origin;
import dev.accepted.handler.Backoff;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.Moments;
import dev.accepted.handler.Window;
import dev.accepted.job.Caller;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.ScheduleName;
import dev.accepted.job.TypeName;
import dev.accepted.store.CallerLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can say, checked. What each value means is written at its {@link Key}. Immutable.
 *
 * @param source where the settings came from, in words
 */
public record Settings(
        String source,
        Web web,
        Map<String, String> roles,
        Executor executor,
        Keeping keeping,
        CallerLimits callers,
        Waiting waiting,
        Map<QueueName, Queue> queues,
        Map<TypeName, Type> types,
        Map<ScheduleName, Schedule> schedules,
        Map<String, Receiver> callbacks) {

    /** How clients reach the application. */
    public record Web(@Nullable URI baseUrl, boolean requireTls, int submissionMaxBytes, List<String> corsOrigins) {}

    /** Where handlers run. */
    public record Executor(@Nullable String jndiName, int threads, Duration shutdownGrace) {}

    /** What is kept, and how much of it. */
    public record Keeping(
            Store store,
            long maxEnded,
            long maxKeys,
            @Nullable Path spoolFolder,
            long spoolQuota,
            long maxLog) {}

    /** Where jobs are kept: in a database that is reached by a JNDI name, or else by a URL, if it is durable. */
    public record Store(
            boolean isDurable,
            @Nullable String jndiName,
            @Nullable String url,
            String user,
            String password,
            int connections) {}

    /** How many requests wait at once, for one answer and for many. */
    public record Waiting(int most, int mostPerCaller, int streams, int streamsPerCaller) {}

    /** A queue. */
    public record Queue(int concurrency, int capacity) {}

    /** A job type, before its handler is made. */
    public record Type(
            String handler,
            Texts texts,
            Input input,
            @Nullable Door door,
            Limits limits,
            Placement placement,
            Set<String> roles,
            boolean answersWithResult,
            HandlerOptions options) {}

    /** What people read of a type. */
    public record Texts(String description, String jobName, String summary) {}

    /** What a type takes. */
    public record Input(@Nullable String schema, boolean raw, List<String> mediaTypes, long maxBytes) {}

    /** What passes the front doors of a type, and how long the one that waits does so. */
    public record Door(List<String> methods, List<String> headers, Duration patience) {}

    /** What the jobs of a type may use; {@code maxConcurrent} is null for no limit of its own. */
    public record Limits(
            Terms terms,
            int attempts,
            Backoff backoff,
            @Nullable Integer maxConcurrent,
            boolean retriedWhenLost) {}

    /** Where and when the jobs of a type wait. */
    public record Placement(
            List<QueueName> queues, int priority, @Nullable Window window) {}

    /** What is done again and again, before it is known whether its type takes it; {@code catchUp} makes up for what was missed. */
    public record Schedule(Moments moments, Wish wish, Caller owner, boolean skipIfActive, boolean catchUp) {}

    /** What a schedule submits; what is null its type decides. */
    public record Wish(
            String type,
            @Nullable String name,
            @Nullable String summary,
            @Nullable QueueName queue,
            @Nullable Integer priority,
            Given input) {}

    /** An input: a text, or members with the names of members of members between dots. */
    public record Given(@Nullable String text, Map<String, List<String>> members) {}

    /** Who may be called back; its secrets are still places where they are kept. */
    public record Receiver(List<Origin> hosts, List<String> secrets, List<Network> networks) {

        /** Without its secrets. */
        @Override
        public String toString() {
            return "Receiver[hosts=" + hosts + ", networks=" + networks + "]";
        }
    }
}
