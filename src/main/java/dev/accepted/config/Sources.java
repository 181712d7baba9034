package dev.accepted.config;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where settings may come from, the most specific first.
 *
 * @param jndi looks a name up in {@code java:comp/env/}; answers null for what is not bound
 * @param contextParams the context's init parameters
 * @param systemProperties the JVM's
 * @param environment the process's
 * @param code what the application's own code says of its job types, behind all that an operator says
 */
public record Sources(
        Function<String, @Nullable String> jndi,
        Map<String, String> contextParams,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        Map<String, String> code) {

    /** Sources of an application whose code says nothing. */
    public Sources(
            Function<String, @Nullable String> jndi,
            Map<String, String> contextParams,
            Map<String, String> systemProperties,
            Map<String, String> environment) {
        this(jndi, contextParams, systemProperties, environment, Map.of());
    }

    /** The same, with what code says. */
    public Sources with(Map<String, String> said) {
        return new Sources(jndi, contextParams, systemProperties, environment, said);
    }
}
