package dev.accepted.handler.sql;

import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.InputSchema.Traits;
import java.sql.JDBCType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is to be run out of the options of one type, and finds where each parameter's value comes from. */
final class WorkOptions {

    private static final Pattern CALL = Pattern.compile("(?is)\\{.*\\}|call\\b.*");
    private static final Pattern CHANGE =
            Pattern.compile("(?is)(insert|update|delete|merge|replace|truncate|create|alter|drop|grant|revoke)\\b.*");

    private final HandlerOptions options;
    private final @Nullable InputSchema schema;

    WorkOptions(HandlerOptions options) {
        this.options = options;
        this.schema = schema(options);
    }

    /** That of the settings, else that of the declared members; null if the settings' own is faulty, which others tell. */
    private static @Nullable InputSchema schema(HandlerOptions options) {
        Declared declared = Declared.of(options);
        for (String name : declared.faulty()) {
            options.fault(
                    "parameters." + name,
                    options.map("parameters").get(name),
                    "string, integer, number, boolean, date, time, date-time or uuid, with [] for a list and ? for one that may be absent");
        }
        if (options.schema().isPresent() && !options.map("parameters").isEmpty()) {
            options.fault(
                    "parameters",
                    String.join(", ", options.map("parameters").keySet()),
                    "left out where the type has a schema, which says the same");
        }
        try {
            return InputSchema.parse(options.schema().orElseGet(declared::schema));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    Work work() {
        List<NamedSql> statements = statements();
        Map<String, JDBCType> out = out();
        Map<String, Parameter> parameters = new HashMap<>();
        statements.forEach(sql -> addParameters(sql, out.keySet(), parameters));
        NamedSql count =
                options.text("count").map(text -> parsed("count", text)).orElse(null);
        if (count != null) {
            addParameters(count, Set.of(), parameters);
        }
        return new Work(
                statements,
                options.text("call").isPresent(),
                out,
                parameters,
                count,
                options.number("expected-rows", 0, Long.MAX_VALUE / 100, 0));
    }

    private List<NamedSql> statements() {
        Optional<String> sql = options.text("sql");
        Optional<String> call = options.text("call");
        List<String> list = options.list("statements");
        if (Stream.of(sql.isPresent(), call.isPresent(), !list.isEmpty())
                        .filter(given -> given)
                        .count()
                != 1) {
            options.fault("sql", sql.orElse(null), "set, or else statements, or else call");
        }
        if (call.isPresent()) {
            if (!CALL.matcher(call.get().strip()).matches()) {
                options.fault("call", call.get(), "of the form {call name(:a)} or {:r = call name(:a)}");
            }
            return List.of(parsed("call", call.get()));
        }
        String option = sql.isPresent() ? "sql" : "statements";
        List<String> texts = sql.map(List::of).orElse(list);
        for (String text : texts) {
            if (CHANGE.matcher(text.strip()).matches() && options.flag("read-only", true)) {
                options.fault(option, text, "a statement that only reads, or read-only must be false");
            }
        }
        return texts.stream().map(text -> parsed(option, text)).toList();
    }

    private NamedSql parsed(String option, String text) {
        try {
            return NamedSql.parse(text);
        } catch (IllegalArgumentException e) {
            options.fault(option, text, "a statement that can be read, and " + e.getMessage());
            return new NamedSql(text, List.of());
        }
    }

    private Map<String, JDBCType> out() {
        Map<String, JDBCType> out = new HashMap<>();
        if (options.text("call").isPresent()) {
            options.map("out").forEach((name, text) -> {
                try {
                    String word =
                            text.equals("cursor") ? "ref_cursor" : text.strip().replace('-', '_');
                    out.put(name, JDBCType.valueOf(word.toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    options.fault("out." + name, text, "a JDBC type such as bigint, varchar or cursor");
                }
            });
        }
        return out;
    }

    private void addParameters(NamedSql sql, Set<String> out, Map<String, Parameter> parameters) {
        for (String name : new HashSet<>(sql.names())) {
            Optional<Parameter> found = parameter(name);
            if (Parameter.OF_THE_JOB.containsKey(name) && ofInput(name).isPresent()) {
                options.fault("parameters", ":" + name, "other names than those that stand for what the job knows");
            }
            if (found.isPresent()) {
                parameters.put(name, found.get());
            } else if (!out.contains(name) && schema != null) {
                options.fault(
                        "parameters",
                        ":" + name,
                        "such that each parameter is a member that the schema gives one scalar type, or a list of such, or one of "
                                + String.join(
                                        ", ",
                                        Parameter.OF_THE_JOB.keySet().stream()
                                                .sorted()
                                                .toList()));
            }
        }
    }

    private Optional<Parameter> parameter(String name) {
        Parameter ofTheJob = Parameter.OF_THE_JOB.get(name);
        return ofTheJob != null
                ? Optional.of(ofTheJob)
                : Stream.of(name, name.replace('_', '-'))
                        .flatMap(member -> ofInput(member).stream())
                        .findFirst();
    }

    private Optional<Parameter> ofInput(String member) {
        if (schema == null) {
            return Optional.empty();
        }
        Traits traits = schema.member(member);
        boolean isList = traits.types().contains("array");
        return Kind.of(isList ? schema.itemOf(member) : traits)
                .map(kind -> new Parameter.OfInput(member, kind, isList, traits.standard()));
    }
}
