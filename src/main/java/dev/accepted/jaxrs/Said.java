package dev.accepted.jaxrs;

import dev.accepted.job.TypeName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method of which it is said that it takes long.
 *
 * @param method the method
 * @param type the type of its jobs
 * @param words what is said
 * @param application where it runs
 */
record Said(Method method, TypeName type, LongRunning words, Entrance application) {

    /** What is said of a resource method, by itself or by its class; empty if nothing is. */
    static Optional<Said> of(ResourceInfo resource, Entrance application) {
        Method method = resource.getResourceMethod();
        LongRunning own = method.getAnnotation(LongRunning.class);
        LongRunning words = own != null ? own : resource.getResourceClass().getAnnotation(LongRunning.class);
        if (words == null || method.getDeclaringClass().getName().startsWith("org.glassfish.jersey.")) {
            return Optional.empty();
        }
        String type = !words.type().isEmpty()
                ? words.type()
                : own != null && !words.name().isEmpty()
                        ? small(words.name())
                        : small(method.getDeclaringClass().getSimpleName()) + "-" + small(method.getName());
        if (!TypeName.isValid(type)) {
            throw new IllegalStateException("'" + type + "', the job type of " + method
                    + ", is no name: a to z, 0 to 9, . _ and -. Give it one by @LongRunning(type = ...)");
        }
        return Optional.of(new Said(method, new TypeName(type), words, application));
    }

    /** Update Resource, UpdateResource and updateResource: update-resource. */
    private static String small(String words) {
        return words.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .strip()
                .replaceAll("[^A-Za-z0-9._]+", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** As settings of its type and queue, which an operator's own can change. */
    Map<String, String> settings() {
        String prefix = "accepted.types." + quoted(type.value()) + ".";
        Map<String, String> settings = new TreeMap<>(Map.of(
                prefix + "handler", RunMethod.Factory.NAME,
                prefix + "options.method", type.value(),
                prefix + "name", words.name().isEmpty() ? type.value() : words.name(),
                prefix + "queues", words.queue(),
                prefix + "timeout", words.timeout(),
                prefix + "attempts", Integer.toString(words.attempts()),
                "accepted.queues." + quoted(words.queue()) + ".concurrency", "8"));
        if (!words.description().isEmpty()) {
            settings.put(prefix + "description", words.description());
        }
        if (!words.summary().isEmpty()) {
            settings.put(prefix + "summary", words.summary());
        }
        return settings;
    }

    /** As a part of a setting's name. */
    private static String quoted(String name) {
        return name.indexOf('.') < 0 ? name : '"' + name + '"';
    }

    /** The roles that it asks for. */
    Set<String> roles() {
        RolesAllowed method = this.method.getAnnotation(RolesAllowed.class);
        RolesAllowed all = this.method.getDeclaringClass().getAnnotation(RolesAllowed.class);
        return Stream.of(words.roles(), values(method), values(all))
                .flatMap(Stream::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String[] values(@org.jspecify.annotations.Nullable RolesAllowed allowed) {
        return allowed == null ? new String[0] : allowed.value();
    }
}
