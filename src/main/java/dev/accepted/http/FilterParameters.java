package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.JobState;
import dev.accepted.job.JobStatus;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import dev.accepted.page.Words;
import dev.accepted.store.JobFilter;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter as clients give it, in the query of a list or in a form. A field that a form leaves empty is as good as none. Times
 * are a half-open interval: accepted at {@code submitted-after} or later, and before {@code submitted-before}.
 */
final class FilterParameters {

    /** Those that may be repeated: one of their values is enough. */
    static final Set<String> REPEATED = Set.of("job-state", "job-status", "type", "queue", "owner");

    /** Those that may not. */
    static final Set<String> ONCE = Set.of("submitted-after", "submitted-before", "q");

    private static final List<String> TIMES = List.of("submitted-after", "submitted-before");
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_TEXT = 200;

    private final Map<String, List<String>> given;

    /**
     * With what was given, other parameters among it.
     *
     * @throws ProblemException if there are too many values
     */
    FilterParameters(Map<String, List<String>> given) {
        this.given = given;
        for (String name : REPEATED) {
            if (values(name).size() > MOST_VALUES) {
                throw wrong("The parameter '" + name + "' may be given " + MOST_VALUES + " times, but is given "
                        + values(name).size() + " times.");
            }
        }
    }

    /** The same where a form was filled in, whose fields take times without a zone: they are in UTC. */
    static MultivaluedMap<String, String> ofForm(MultivaluedMap<String, String> given) {
        MultivaluedMap<String, String> zoned = new MultivaluedHashMap<>(given);
        for (String name : TIMES) {
            zoned.computeIfPresent(
                    name, (time, values) -> values.stream().map(Words::withZone).toList());
        }
        return zoned;
    }

    /** What was given by name, right or wrong: only what filters. */
    static Map<String, List<String>> asked(Map<String, List<String>> given) {
        Map<String, List<String>> asked = new TreeMap<>();
        Stream.concat(REPEATED.stream(), ONCE.stream())
                .filter(name -> !values(given, name).isEmpty())
                .forEach(name -> asked.put(name, values(given, name)));
        return asked;
    }

    /**
     * What passes.
     *
     * @throws ProblemException if a value is not of the form that its parameter takes
     */
    JobFilter filter() {
        JobFilter filter = JobFilter.ALL
                .in(statuses())
                .ofTypes(all("type", (name, text) -> type(name, text)))
                .inQueues(all("queue", (name, text) -> queue(name, text)))
                .ofOwners(Set.copyOf(values("owner")));
        Instant after = time("submitted-after");
        filter = after == null ? filter : filter.from(after);
        Instant before = time("submitted-before");
        filter = before == null ? filter : filter.before(before);
        String text = text();
        return text == null ? filter : filter.containing(text);
    }

    private Set<JobStatus> statuses() {
        Set<JobState> states = all("job-state", (name, text) -> constant(name, text, JobState.values()));
        Set<JobStatus> named = all("job-status", (name, text) -> constant(name, text, JobStatus.values()));
        Set<JobStatus> wanted = named.isEmpty() ? EnumSet.allOf(JobStatus.class) : named;
        wanted.removeIf(status -> !states.isEmpty() && !states.contains(status.state()));
        return wanted;
    }

    /** Whether anything is asked for at all. */
    boolean isEmpty() {
        return query().isEmpty();
    }

    /** The same as a query, to be put into a link: {@code type=report&owner=Ada}; empty if there is no filter. */
    String query() {
        return Stream.concat(REPEATED.stream(), ONCE.stream())
                .sorted()
                .flatMap(name -> values(name).stream()
                        .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
    }

    private <T> Set<T> all(String name, BiFunction<String, String, T> read) {
        Set<T> all = new HashSet<>();
        values(name).forEach(text -> all.add(read.apply(name, text)));
        return all;
    }

    private List<String> values(String name) {
        return values(given, name);
    }

    private static List<String> values(Map<String, List<String>> given, String name) {
        List<String> values = new ArrayList<>(given.getOrDefault(name, List.of()));
        values.removeIf(String::isBlank);
        return values;
    }

    private static <E extends Enum<E>> E constant(String name, String text, E[] constants) {
        return Stream.of(constants)
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("The parameter '" + name + "' must be one of "
                        + Stream.of(constants).map(Enum::name).collect(Collectors.joining(", ")) + ", but is '" + text
                        + "'."));
    }

    private static TypeName type(String name, String text) {
        if (!TypeName.isValid(text)) {
            throw wrong("The parameter '" + name
                    + "' must be the name of a job type, such as 'update-resource', but is '" + text + "'.");
        }
        return new TypeName(text);
    }

    private static QueueName queue(String name, String text) {
        if (!QueueName.isValid(text)) {
            throw wrong("The parameter '" + name + "' must be the name of a queue, such as 'default', but is '" + text
                    + "'.");
        }
        return new QueueName(text);
    }

    private @Nullable Instant time(String name) {
        for (String text : values(name)) {
            try {
                return Times.parse(text);
            } catch (DateTimeException e) {
                throw wrong("The parameter '" + name
                        + "' must be a time like 2026-11-24T02:00:00Z or 24-11-2026 02:00:00 AM GMT, but is '" + text
                        + "'.");
            }
        }
        return null;
    }

    private @Nullable String text() {
        for (String text : values("q")) {
            if (text.length() > LONGEST_TEXT) {
                throw wrong(
                        "The parameter 'q' may have " + LONGEST_TEXT + " characters, but has " + text.length() + ".");
            }
            return text;
        }
        return null;
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(ProblemCode.INVALID_PARAMETER, detail);
    }
}
