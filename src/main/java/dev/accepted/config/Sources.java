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
 */
public record Sources(
        Function<String, @Nullable String> jndi,
        Map<String, String> contextParams,
        Map<String, String> systemProperties,
        Map<String, String> environment) {}
