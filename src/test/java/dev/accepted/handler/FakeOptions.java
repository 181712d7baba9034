package dev.accepted.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Options out of a map of texts, lists and maps; keeps the faults that a factory notes. */
public final class FakeOptions implements HandlerOptions {

    private final Map<String, Object> values;
    private final @Nullable String schema;
    private final List<String> faults = new ArrayList<>();

    /** These options. */
    public FakeOptions(Map<String, Object> values) {
        this(values, null);
    }

    /** These options of a type whose settings give this schema. */
    public FakeOptions(Map<String, Object> values, @Nullable String schema) {
        this.values = values;
        this.schema = schema;
    }

    /** What was found wrong: names of options. */
    public List<String> faults() {
        return faults;
    }

    @Override
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    @Override
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    @Override
    public String required(String name) {
        return text(name).orElseGet(() -> {
            faults.add(name);
            return "";
        });
    }

    @Override
    public long number(String name, long least, long most, long otherwise) {
        return text(name).map(Long::parseLong).orElse(otherwise);
    }

    @Override
    public boolean flag(String name, boolean otherwise) {
        return text(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    @Override
    public Duration duration(String name, Duration otherwise) {
        return text(name).map(Duration::parse).orElse(otherwise);
    }

    @Override
    public List<String> list(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    @Override
    public Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(key.toString(), value.toString()));
        }
        return map;
    }

    @Override
    public void fault(String name, @Nullable String value, String allowed) {
        faults.add(name);
    }

    @Override
    public void refuseUnread() {}
}
