package dev.accepted.config;

import java.io.Serial;
import java.util.List;

/** Stops the start: some settings are wrong. The message lists all of them, so that one look mends them. */
public final class SettingsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /** With at least one fault. */
    public SettingsException(List<String> faults) {
        super("Accepted does not start, because " + faults.size()
                + (faults.size() == 1 ? " setting is" : " settings are") + " wrong:\n  - "
                + String.join("\n  - ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One line each. */
    public List<String> faults() {
        return faults;
    }
}
