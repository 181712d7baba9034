package dev.accepted.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the settings until all of them have been looked at. For one thread. */
public final class Faults {

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|key)$");

    private final List<String> all = new ArrayList<>();

    /**
     * Notes a wrong value.
     *
     * @param value as it was given; null if it is missing
     * @param source where it came from
     * @param allowed what would be right, as in "a whole number from 1 to 9"
     */
    void add(String name, @Nullable String value, String source, String allowed) {
        String shown = value == null
                ? "is missing"
                : "is " + (SECRET.matcher(name).matches() ? "(hidden)" : "'" + value + "'");
        add(name + " must be " + allowed + ", but " + shown + (value == null ? "" : " (" + source + ")"));
    }

    /** Notes a fault in words. */
    public void add(String fault) {
        all.add(fault);
    }

    /**
     * Ends the look.
     *
     * @throws SettingsException if there were any
     */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new SettingsException(all);
        }
    }
}
