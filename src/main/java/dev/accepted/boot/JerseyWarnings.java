package dev.accepted.boot;

import java.util.logging.Filter;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one warning of Jersey's out of operators' logs: of each resource that is registered as an object it says that it is no
 * provider (ResourceModelConfigurator knows only registered classes as resources). The logger may be the container's, so it is
 * given back as it was.
 */
final class JerseyWarnings {

    private final Logger logger = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");
    private final @Nullable Filter before = logger.getFilter();

    /** From now on. */
    void silence() {
        logger.setFilter(line -> !String.valueOf(line.getMessage()).contains(" dev.accepted.http.")
                && (before == null || before.isLoggable(line)));
    }

    /** As it was. */
    void restore() {
        logger.setFilter(before);
    }
}
