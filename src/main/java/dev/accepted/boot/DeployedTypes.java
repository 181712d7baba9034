package dev.accepted.boot;

import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobType.InputRules;
import dev.accepted.handler.JobType.Limits;
import dev.accepted.handler.JobType.Placement;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes job types of the settings: finds each handler by its word or class name, and compiles each schema. */
final class DeployedTypes {

    private static final String ANY_OBJECT = "{\"type\":\"object\"}";

    private final Map<String, HandlerFactory> factories = new TreeMap<>();
    private final ClassLoader classes;
    private final Faults faults;

    DeployedTypes(List<HandlerFactory> builtIn, ClassLoader classes, Faults faults) {
        ServiceLoader.load(HandlerFactory.class, classes).forEach(found -> factories.put(found.name(), found));
        builtIn.forEach(own -> factories.put(own.name(), own));
        this.classes = classes;
        this.faults = faults;
    }

    JobTypes of(Settings settings) {
        List<JobType> types = new ArrayList<>();
        settings.types().forEach((name, type) -> {
            JobType made = type(name, type);
            if (made != null) {
                types.add(made);
            }
        });
        return JobTypes.of(types);
    }

    private @Nullable JobType type(TypeName name, Settings.Type type) {
        HandlerFactory factory = factories.get(type.handler());
        JobHandler handler = factory == null ? byClass(name, type.handler()) : factory.create(type.options());
        if (handler == null) {
            return null;
        }
        if (type.door() != null && (factory == null || !factory.takesRequests(type.options()))) {
            faults.add("accepted.types." + name
                    + ".door must be of a type whose handler passes requests on, such as http, but is of '"
                    + type.handler() + "'");
        }
        type.options().refuseUnread();
        String own =
                factory == null ? ANY_OBJECT : factory.schema(type.options()).orElse(ANY_OBJECT);
        return new JobType(
                name,
                type.texts().description(),
                type.texts().jobName(),
                type.texts().summary(),
                handler,
                input(name, type.input(), own, factory != null && factory.takesRequestsOnly()),
                new Limits(
                        type.limits().terms(),
                        type.limits().attempts(),
                        type.limits().backoff(),
                        Objects.requireNonNullElse(type.limits().maxConcurrent(), Integer.MAX_VALUE)),
                Placement.of(
                        type.placement().queues(),
                        type.placement().priority(),
                        type.placement().window()),
                type.roles(),
                type.answersWithResult());
    }

    private @Nullable JobHandler byClass(TypeName name, String className) {
        try {
            return Class.forName(className, true, classes)
                    .asSubclass(JobHandler.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            faults.add("accepted.types." + name + ".handler must be one of " + factories.keySet()
                    + " or the class name of a JobHandler with a public constructor without parameters, but is '"
                    + className
                    + "'");
            return null;
        }
    }

    private InputRules input(TypeName name, Settings.Input input, String own, boolean requestsOnly) {
        if (input.raw() || requestsOnly) {
            return new InputRules(null, input.mediaTypes(), input.maxBytes(), requestsOnly);
        }
        InputSchema schema;
        try {
            schema = InputSchema.parse(Objects.requireNonNullElse(input.schema(), own));
        } catch (IllegalArgumentException e) {
            faults.add("accepted.types." + name + ".schema must be a JSON Schema: " + e.getMessage());
            schema = InputSchema.parse(ANY_OBJECT);
        }
        return new InputRules(schema, input.mediaTypes(), input.maxBytes());
    }
}
