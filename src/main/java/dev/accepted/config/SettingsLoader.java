package dev.accepted.config;

import dev.accepted.handler.Backoff;
import dev.accepted.handler.Window;
import dev.accepted.job.Caller;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.TypeName;
import dev.accepted.security.AllowedOrigins;
import dev.accepted.store.CallerLimits;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings from all their sources, the most specific winning: JNDI, context parameter, system property, environment
 * variable, file, the application's code, default. Everything is looked at before anything is complained of, so that one message lists all faults.
 */
public final class SettingsLoader {

    private static final List<String> DOOR_METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final int CODE = 50;
    private static final int FILE = 100;
    private static final int ENVIRONMENT = 300;
    private static final int SYSTEM = 400;
    private static final int CONTEXT = 500;
    private static final int JNDI = 600;

    private final Sources sources;
    private final Faults faults;
    private @Nullable Path file;

    /**
     * A loader.
     *
     * @param faults takes what is wrong; the caller throws it when all others have added theirs
     */
    public SettingsLoader(Sources sources, Faults faults) {
        this.sources = sources;
        this.faults = faults;
    }

    /** The settings; where there are faults, defaults stand in. */
    public Settings load() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(fromJndi(), "JNDI", JNDI),
                        new PropertiesConfigSource(ours(sources.contextParams()), "context-param", CONTEXT),
                        new PropertiesConfigSource(ours(sources.systemProperties()), "system property", SYSTEM),
                        new EnvConfigSource(sources.environment(), ENVIRONMENT),
                        new PropertiesConfigSource(sources.code(), "the code", CODE));
        String location = new Values(builder.build(), faults).raw(Key.CONFIG.pattern());
        YamlConfigSource yaml = location == null ? null : yaml(location);
        Values values = new Values(yaml == null ? builder.build() : withFile(builder, yaml), faults);
        Stream.of(
                        ours(sources.contextParams()),
                        ours(sources.systemProperties()),
                        yaml == null ? Map.<String, String>of() : yaml.getProperties())
                .flatMap(given -> given.keySet().stream())
                .distinct()
                .forEach(this::refuseUnknown);
        return settings(values, yaml);
    }

    private static SmallRyeConfig withFile(SmallRyeConfigBuilder builder, YamlConfigSource yaml) {
        return builder.withSources(yaml).build();
    }

    private Map<String, String> fromJndi() {
        Map<String, String> bound = new HashMap<>();
        for (Key key : Key.values()) {
            String value = key.pattern().contains("*") ? null : sources.jndi().apply(key.pattern());
            if (value != null) {
                bound.put(key.pattern(), value);
            }
        }
        return bound;
    }

    private static Map<String, String> ours(Map<String, String> all) {
        Map<String, String> ours = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(Key.PREFIX)) {
                ours.put(name, value);
            }
        });
        return ours;
    }

    private @Nullable YamlConfigSource yaml(String location) {
        try {
            Path path = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
            file = path.toAbsolutePath();
            return new YamlConfigSource(String.valueOf(path.getFileName()), Files.readString(path), FILE);
        } catch (IOException | RuntimeException e) {
            faults.add(Key.CONFIG.pattern() + " must name a YAML file that can be read, but is '" + location + "': "
                    + e.getMessage());
            return null;
        }
    }

    private void refuseUnknown(String name) {
        List<String> segments = Names.segments(name);
        boolean known = Stream.of(Key.values())
                .anyMatch(key -> name.startsWith(Key.PREFIX) && key.matches(segments.subList(1, segments.size())));
        if (!known) {
            faults.add(name + " is no setting; the README lists those that are");
        }
    }

    private Settings settings(Values values, @Nullable YamlConfigSource yaml) {
        Map<QueueName, Settings.Queue> queues = queues(values);
        String source = yaml == null ? "no settings file: defaults and the container's own means" : yaml.getName();
        return new Settings(
                source,
                new Settings.Web(
                        baseUrl(values),
                        values.flag(Key.REQUIRE_TLS.pattern(), Key.REQUIRE_TLS.otherwise()),
                        (int) number(values, Key.SUBMISSION_MAX_BYTES, "", 1, Integer.MAX_VALUE),
                        origins(values)),
                Map.of(
                        Caller.USER, values.text(Key.ROLE_USER.pattern(), Key.ROLE_USER.otherwise()),
                        Caller.VIEWER, values.text(Key.ROLE_VIEWER.pattern(), Key.ROLE_VIEWER.otherwise()),
                        Caller.ADMIN, values.text(Key.ROLE_ADMIN.pattern(), Key.ROLE_ADMIN.otherwise())),
                new Settings.Executor(
                        values.raw(Key.EXECUTOR_JNDI_NAME.pattern()),
                        (int) number(values, Key.EXECUTOR_THREADS, "", 1, 10_000),
                        duration(values, Key.SHUTDOWN_GRACE, "")),
                new Settings.Keeping(
                        store(values),
                        number(values, Key.STORE_MAX_ENDED, "", 1, Long.MAX_VALUE),
                        number(values, Key.STORE_MAX_KEYS, "", 1, Long.MAX_VALUE),
                        path(values),
                        number(values, Key.SPOOL_QUOTA, "", 1, Long.MAX_VALUE),
                        number(values, Key.SPOOL_MAX_LOG, "", 1, Long.MAX_VALUE)),
                new CallerLimits(limit(values, Key.LIMIT_SUBMISSIONS), limit(values, Key.LIMIT_ACTIVE)),
                new Settings.Waiting(
                        count(values, Key.WAITING_MAX),
                        count(values, Key.WAITING_MAX_PER_CALLER),
                        count(values, Key.STREAMS_MAX),
                        count(values, Key.STREAMS_MAX_PER_CALLER)),
                queues,
                types(values, queues.keySet()),
                new SchedulesReader(values).read(),
                new CallbacksReader(values).read());
    }

    private static @Nullable URI baseUrl(Values values) {
        String name = Key.BASE_URL.pattern();
        return values.raw(name) == null
                ? null
                : values.parsed(name, "http://localhost", "an absolute http or https URL", text -> {
                    URI uri = URI.create(text);
                    if (uri.getHost() == null
                            || !Set.of("http", "https").contains(uri.getScheme())
                            || uri.getQuery() != null) {
                        throw new IllegalArgumentException(text);
                    }
                    return uri;
                });
    }

    private List<String> origins(Values values) {
        String name = Key.CORS_ORIGINS.pattern();
        List<String> origins = values.list(name);
        for (String origin : origins) {
            if (!(origin.equals(AllowedOrigins.ANYBODY) && origins.size() == 1)
                    && AllowedOrigins.parse(origin).isEmpty()) {
                faults.add(name, origin, values.source(name), "origins such as https://portal.example.com, or * alone");
            }
        }
        return origins;
    }

    private Settings.Store store(Values values) {
        boolean durable = values.parsed(
                Key.STORE_KIND.pattern(), Key.STORE_KIND.otherwise(), "memory or jdbc", text -> switch (text) {
                    case "jdbc" -> true;
                    case "memory" -> false;
                    default -> throw new IllegalArgumentException(text);
                });
        String jndi = values.raw(Key.STORE_JNDI.pattern());
        String url = values.raw(Key.STORE_URL.pattern());
        if (durable && (jndi == null) == (url == null)) {
            faults.add("accepted.store.kind is jdbc, so either accepted.store.url or accepted.store.jndi must say which"
                    + " database, and " + (url == null ? "neither does" : "both do"));
        }
        if (url != null && !url.startsWith("jdbc:h2:file:/")) {
            faults.add(
                    Key.STORE_URL.pattern(),
                    "…",
                    values.source(Key.STORE_URL.pattern()),
                    "the absolute path of a file of H2's, such as " + Key.STORE_URL.example());
        }
        return new Settings.Store(
                durable,
                jndi,
                url,
                values.text(Key.STORE_USER.pattern(), Key.STORE_USER.otherwise()),
                values.text(Key.STORE_PASSWORD.pattern(), ""),
                (int) number(values, Key.STORE_CONNECTIONS, "", 2, 100));
    }

    private static @Nullable Path path(Values values) {
        String name = Key.SPOOL_FOLDER.pattern();
        return values.raw(name) == null ? null : values.parsed(name, ".", "a path", Path::of);
    }

    private static int limit(Values values, Key key) {
        return values.raw(key.pattern()) == null
                ? CallerLimits.UNLIMITED
                : (int) values.number(key.pattern(), 1, CallerLimits.UNLIMITED - 1, "1");
    }

    private static long number(Values values, Key key, String of, long least, long most) {
        return values.number(key.of(of), least, most, key.otherwise());
    }

    private static int count(Values values, Key key) {
        return (int) number(values, key, "", 1, Integer.MAX_VALUE);
    }

    private static Duration duration(Values values, Key key, String of) {
        return values.duration(key.of(of), key.otherwise());
    }

    private Map<QueueName, Settings.Queue> queues(Values values) {
        Map<QueueName, Settings.Queue> queues = new TreeMap<>();
        for (String name : values.below(Key.PREFIX + "queues")) {
            if (QueueName.isValid(name)) {
                queues.put(
                        new QueueName(name),
                        new Settings.Queue((int) number(values, Key.QUEUE_CONCURRENCY, name, 1, 10_000), (int)
                                number(values, Key.QUEUE_CAPACITY, name, 1, Integer.MAX_VALUE)));
            } else {
                faults.add("'" + name + "' below accepted.queues is no name of a queue: a to z, 0 to 9, . _ and -");
            }
        }
        queues.putIfAbsent(
                new QueueName("default"),
                new Settings.Queue(
                        Integer.parseInt(Key.QUEUE_CONCURRENCY.otherwise()),
                        Integer.parseInt(Key.QUEUE_CAPACITY.otherwise())));
        return queues;
    }

    private Map<TypeName, Settings.Type> types(Values values, Set<QueueName> queues) {
        Map<TypeName, Settings.Type> types = new TreeMap<>();
        for (String name : values.below(Key.PREFIX + "types")) {
            if (TypeName.isValid(name)) {
                types.put(new TypeName(name), type(values, name, queues));
            } else {
                faults.add("'" + name + "' below accepted.types is no name of a job type: a to z, 0 to 9, . _ and -");
            }
        }
        if (types.isEmpty()) {
            types.put(new TypeName("demo"), type(values, "demo", queues));
        }
        return types;
    }

    private Settings.Type type(Values values, String name, Set<QueueName> queues) {
        String handler = values.text(Key.TYPE_HANDLER.of(name), name.equals("demo") ? "demo" : "");
        if (handler.isEmpty()) {
            faults.add(Key.TYPE_HANDLER.of(name), null, "", "set");
        }
        List<String> roles = values.list(Key.TYPE_ROLES.of(name));
        Settings.Door door = door(values, name);
        Settings.Input input = input(values, name, door != null);
        return new Settings.Type(
                handler,
                new Settings.Texts(
                        values.text(Key.TYPE_DESCRIPTION.of(name), ""),
                        values.text(Key.TYPE_NAME.of(name), name),
                        values.text(Key.TYPE_SUMMARY.of(name), "")),
                input,
                door,
                limits(values, name),
                placement(values, name, queues),
                Set.copyOf(roles.isEmpty() ? List.of(Key.TYPE_ROLES.otherwise()) : roles),
                values.parsed(Key.TYPE_LOCATION.of(name), "job", "job or result", text -> switch (text) {
                    case "job" -> false;
                    case "result" -> true;
                    default -> throw new IllegalArgumentException(text);
                }),
                new OptionValues(Key.TYPE_OPTIONS.of(name), values, input.schema()));
    }

    private Settings.@Nullable Door door(Values values, String name) {
        String place = Key.TYPE_DOOR.of(name);
        List<String> methods = values.list(place);
        if (!DOOR_METHODS.containsAll(methods)) {
            faults.add(place, String.join(", ", methods), values.source(place), "of " + DOOR_METHODS);
        }
        List<String> headers = values.list(Key.TYPE_DOOR_HEADERS.of(name));
        Duration wait = duration(values, Key.TYPE_DOOR_WAIT, name);
        if (methods.isEmpty() && (!headers.isEmpty() || values.raw(Key.TYPE_DOOR_WAIT.of(name)) != null)) {
            faults.add("The type '" + name + "' has no door, so it can have neither door-headers nor door-wait");
        }
        return methods.isEmpty() ? null : new Settings.Door(methods, headers, wait);
    }

    private Settings.Input input(Values values, String name, boolean hasDoor) {
        boolean raw = hasDoor || values.flag(Key.TYPE_RAW.of(name), Key.TYPE_RAW.otherwise());
        String schema = values.raw(Key.TYPE_SCHEMA.of(name));
        String schemaFile = values.raw(Key.TYPE_SCHEMA_FILE.of(name));
        if (raw && (schema != null || schemaFile != null)) {
            faults.add("The type '" + name + "' takes raw bytes, so it can have no schema");
        }
        if (schema != null && schemaFile != null) {
            faults.add("The type '" + name + "' has both a schema and a schema-file; it can have one");
        }
        List<String> mediaTypes = values.list(Key.TYPE_MEDIA_TYPES.of(name));
        return new Settings.Input(
                schemaFile == null ? schema : read(schemaFile, Key.TYPE_SCHEMA_FILE.of(name)),
                raw,
                mediaTypes.isEmpty() ? List.of(Key.TYPE_MEDIA_TYPES.otherwise()) : mediaTypes,
                number(values, Key.TYPE_MAX_BYTES, name, 1, Long.MAX_VALUE));
    }

    private @Nullable String read(String schemaFile, String name) {
        try {
            Path path = file == null ? Path.of(schemaFile) : file.resolveSibling(schemaFile);
            return Files.readString(path);
        } catch (IOException | RuntimeException e) {
            faults.add(name + " must name a file that can be read, but is '" + schemaFile + "': " + e.getMessage());
            return null;
        }
    }

    private Settings.Limits limits(Values values, String name) {
        Duration first = duration(values, Key.TYPE_BACKOFF_FIRST, name);
        Duration most = duration(values, Key.TYPE_BACKOFF_MOST, name);
        if (most.compareTo(first) < 0) {
            faults.add(
                    Key.TYPE_BACKOFF_MOST.of(name) + " must be at least " + first + ", the first wait, but is " + most);
            most = first;
        }
        String maxConcurrent = Key.TYPE_MAX_CONCURRENT.of(name);
        return new Settings.Limits(
                new Terms(duration(values, Key.TYPE_TIMEOUT, name), duration(values, Key.TYPE_RETENTION, name)),
                (int) number(values, Key.TYPE_ATTEMPTS, name, 1, 100),
                new Backoff(first, most),
                values.raw(maxConcurrent) == null
                        ? null
                        : (int) values.number(maxConcurrent, 1, Integer.MAX_VALUE, "1"),
                values.parsed(
                        Key.TYPE_ON_CRASH.of(name),
                        Key.TYPE_ON_CRASH.otherwise(),
                        "retry or fail",
                        text -> switch (text) {
                            case "retry" -> true;
                            case "fail" -> false;
                            default -> throw new IllegalArgumentException(text);
                        }));
    }

    private Settings.Placement placement(Values values, String name, Set<QueueName> queues) {
        List<String> names = values.list(Key.TYPE_QUEUES.of(name));
        for (String queue : names) {
            if (!QueueName.isValid(queue) || !queues.contains(new QueueName(queue))) {
                faults.add(Key.TYPE_QUEUES.of(name) + " must name queues that there are, " + queues + ", but names '"
                        + queue + "'");
            }
        }
        List<QueueName> known = names.stream()
                .filter(QueueName::isValid)
                .map(QueueName::new)
                .filter(queues::contains)
                .toList();
        return new Settings.Placement(
                known.isEmpty() ? List.of(new QueueName(Key.TYPE_QUEUES.otherwise())) : known,
                (int) number(values, Key.TYPE_PRIORITY, name, 0, 9),
                window(values, name));
    }

    private static @Nullable Window window(Values values, String name) {
        ZoneId zone = values.zone(Key.TYPE_WINDOW_ZONE.of(name), Key.TYPE_WINDOW_ZONE.otherwise());
        String cron = Key.TYPE_WINDOW_CRON.of(name);
        return values.raw(cron) == null
                ? null
                : values.parsed(
                        cron, "0 0 * * *", "a cron expression of five fields", text -> Window.parse(text, zone));
    }
}
