package dev.accepted.config;

import dev.accepted.handler.HandlerOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The options of one type's handler. */
final class OptionValues implements HandlerOptions {

    private final String prefix;
    private final Values values;
    private final @Nullable String schema;
    private final Set<String> read = new TreeSet<>();

    OptionValues(String prefix, Values values, @Nullable String schema) {
        this.prefix = prefix;
        this.values = values;
        this.schema = schema;
    }

    private String name(String option) {
        read.add(option);
        return prefix + "." + option;
    }

    @Override
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    @Override
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.raw(name(name)));
    }

    @Override
    public String required(String name) {
        return text(name).orElseGet(() -> {
            values.faults().add(name(name), null, "", "set");
            return "";
        });
    }

    @Override
    public long number(String name, long least, long most, long otherwise) {
        return values.number(name(name), least, most, Long.toString(otherwise));
    }

    @Override
    public boolean flag(String name, boolean otherwise) {
        return values.flag(name(name), Boolean.toString(otherwise));
    }

    @Override
    public Duration duration(String name, Duration otherwise) {
        return values.duration(name(name), otherwise.toString());
    }

    @Override
    public List<String> list(String name) {
        return values.list(name(name));
    }

    @Override
    public Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String key : values.below(name(name))) {
            map.put(key, values.text(name(name) + "." + key, ""));
        }
        return map;
    }

    @Override
    public void fault(String name, @Nullable String value, String allowed) {
        values.faults().add(name(name), value, values.source(name(name)), allowed);
    }

    /** Notes every option that the handler does not know. */
    @Override
    public void refuseUnread() {
        for (String given : values.below(prefix)) {
            if (!read.contains(given)) {
                values.faults()
                        .add(prefix + "." + given + " is not known (" + values.source(prefix + "." + given)
                                + "); the handler knows " + (read.isEmpty() ? "no options" : String.join(", ", read)));
            }
        }
    }
}
