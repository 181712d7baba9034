package dev.accepted.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads values by name and turns them into what they shall be; what does not fit is noted, and stands in as its default. */
final class Values {

    private final SmallRyeConfig config;
    private final Faults faults;

    Values(SmallRyeConfig config, Faults faults) {
        this.config = config;
        this.faults = faults;
    }

    Faults faults() {
        return faults;
    }

    /** The text under a name; null if there is none, or it is empty. */
    @Nullable
    String raw(String name) {
        String value = config.getConfigValue(name).getValue();
        return value == null || value.isBlank() ? null : value.strip();
    }

    String source(String name) {
        ConfigValue value = config.getConfigValue(name);
        return value.getConfigSourceName() == null ? "default" : value.getConfigSourceName();
    }

    String text(String name, String otherwise) {
        String value = raw(name);
        return value == null ? otherwise : value;
    }

    /** What a parser makes of the text; the default if there is none, or the parser refuses it. */
    <T> T parsed(String name, String otherwise, String allowed, Function<String, T> parser) {
        String value = raw(name);
        if (value != null) {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
                faults.add(name, value, source(name), allowed);
            }
        }
        return parser.apply(otherwise);
    }

    long number(String name, long least, long most, String otherwise) {
        return parsed(name, otherwise, "a whole number from " + least + " to " + most, text -> {
            long number = Long.parseLong(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(text);
            }
            return number;
        });
    }

    boolean flag(String name, String otherwise) {
        return parsed(name, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    Duration duration(String name, String otherwise) {
        return parsed(name, otherwise, "an ISO 8601 duration above zero, such as PT10M", text -> {
            Duration duration = Duration.parse(text);
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        });
    }

    ZoneId zone(String name, String otherwise) {
        return parsed(name, otherwise, "a time zone such as Europe/Berlin", text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** A list, given by index or in one line between commas. */
    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        for (String item = raw(name + "[0]"); item != null; item = raw(name + "[" + list.size() + "]")) {
            list.add(item);
        }
        String line = raw(name);
        if (list.isEmpty() && line != null) {
            for (String item : line.split(",", -1)) {
                list.add(item.strip());
            }
        }
        return List.copyOf(list);
    }

    /** All values below this name, by the rest of their names without indexes; those of a list in its order. */
    Map<String, List<String>> members(String name) {
        Map<String, List<String>> members = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(name + ".")) {
                String member = String.join(".", Names.segments(property.substring(name.length() + 1)))
                        .replaceAll("\\[\\d+](?=\\.|$)", "");
                String whole = property.replaceFirst("\\[\\d+]$", "");
                members.computeIfAbsent(
                        member, each -> raw(whole + "[0]") == null ? List.of(text(property, "")) : list(whole));
            }
        }
        return members;
    }

    /** The names that stand directly below this one. */
    List<String> below(String name) {
        List<String> names = new ArrayList<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(name + ".")) {
                String first = Names.segments(property.substring(name.length() + 1))
                        .get(0)
                        .replaceFirst("\\[\\d+]$", "");
                if (!names.contains(first)) {
                    names.add(first);
                }
            }
        }
        names.sort(null);
        return names;
    }
}
