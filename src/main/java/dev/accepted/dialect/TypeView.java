package dev.accepted.dialect;

import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import dev.accepted.job.TypicalDuration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A job type: what can be submitted, and what becomes of it.
 *
 * @param uri its absolute path
 * @param name how clients name it
 * @param description what it does and what it takes, for people
 * @param takes what it takes as input
 * @param limits what its jobs may use
 * @param typical how long its jobs run lately; null while that is not known
 * @param placement where and when its jobs wait
 * @param roles who may submit, beside administrators
 * @param links what this caller can do with it; immutable
 */
public record TypeView(
        String uri,
        TypeName name,
        String description,
        Takes takes,
        Limits limits,
        @Nullable TypicalDuration typical,
        Placement placement,
        SortedSet<String> roles,
        List<Link> links) {

    /** Takes a copy of the links. */
    public TypeView {
        links = List.copyOf(links);
    }

    /** A type with its roles in any order. */
    public static TypeView of(
            String uri,
            TypeName name,
            String description,
            Takes takes,
            Limits limits,
            @Nullable TypicalDuration typical,
            Placement placement,
            Set<String> roles,
            List<Link> links) {
        return new TypeView(uri, name, description, takes, limits, typical, placement, new TreeSet<>(roles), links);
    }

    /** What a type takes as input. */
    public sealed interface Takes {

        /**
         * A JSON value.
         *
         * @param schema the JSON Schema that it must fit, as JSON text, which is shown as it is
         */
        record Json(String schema) implements Takes {}

        /**
         * Bytes as they come.
         *
         * @param mediaTypes what they may be, such as {@code text/*}; immutable
         * @param mostBytes how many they may be
         */
        record Raw(List<String> mediaTypes, long mostBytes) implements Takes {

            /** Takes a copy. */
            public Raw {
                mediaTypes = List.copyOf(mediaTypes);
            }
        }
    }

    /**
     * What the jobs of a type may use.
     *
     * @param timeout how long one attempt may run
     * @param attempts how often a job is tried in all
     * @param retention how long an ended job is kept
     * @param maxConcurrent how many run at once; null if only their queues limit them
     */
    public record Limits(
            Duration timeout,
            int attempts,
            Duration retention,
            @Nullable Integer maxConcurrent) {}

    /**
     * Where and when the jobs of a type wait.
     *
     * @param queues the queues to choose from, the default first; immutable
     * @param priority 0 to 9, higher first; the default, and the most for callers who are no administrators
     * @param window when jobs may begin; null for any time
     */
    public record Placement(
            List<QueueName> queues, int priority, @Nullable Window window) {

        /** Takes a copy. */
        public Placement {
            queues = List.copyOf(queues);
        }
    }

    /**
     * When jobs may begin.
     *
     * @param cron five fields: minute, hour, day of month, month, day of week
     * @param zone the time zone in which they are read
     */
    public record Window(String cron, String zone) {}
}
