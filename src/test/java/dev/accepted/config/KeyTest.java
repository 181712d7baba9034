package dev.accepted.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.callback.Network;
import dev.accepted.handler.Backoff;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.ScheduleName;
import dev.accepted.job.TypeName;
import dev.accepted.store.CallerLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key arrives, and the README's table is made of the keys. */
class KeyTest {

    private static final String BEGIN = "<!-- settings: made by KeyTest from dev.accepted.config.Key -->\n";
    private static final String END = "<!-- end of settings -->";

    @TempDir
    private Path folder;

    /** A value that is not the default, and where it is found in the tree. */
    private record Arrival(String value, Function<Settings, Object> place, Object expected) {}

    private static Settings.Type report(Settings settings) {
        return settings.types().get(new TypeName("report"));
    }

    private static Settings.Schedule schedule(Settings settings) {
        return settings.schedules().get(new ScheduleName("report"));
    }

    private static Settings.Receiver receiver(Settings settings) {
        return settings.callbacks().get("report");
    }

    private static String given(Object value) {
        return String.valueOf(value);
    }

    private static Settings.Door door(Settings settings) {
        return Objects.requireNonNullElse(
                report(settings).door(), new Settings.Door(List.of(), List.of(), Duration.ZERO));
    }

    private static Settings.Queue narrow(Settings settings) {
        return settings.queues().get(new QueueName("narrow"));
    }

    private static Map<Key, Arrival> arrivals() {
        Map<Key, Arrival> all = new EnumMap<>(Key.class);
        all.put(
                Key.BASE_URL,
                new Arrival("https://x.example/api", s -> s.web().baseUrl(), URI.create("https://x.example/api")));
        all.put(Key.REQUIRE_TLS, new Arrival("true", s -> s.web().requireTls(), true));
        all.put(Key.TYPE_HANDLER, new Arrival("some.Handler", s -> report(s).handler(), "some.Handler"));
        all.put(
                Key.TYPE_DESCRIPTION,
                new Arrival("does it", s -> report(s).texts().description(), "does it"));
        all.put(Key.TYPE_NAME, new Arrival("Report", s -> report(s).texts().jobName(), "Report"));
        all.put(Key.TYPE_SUMMARY, new Arrival("monthly", s -> report(s).texts().summary(), "monthly"));
        all.put(Key.TYPE_SCHEMA, new Arrival("true", s -> report(s).input().schema(), "true"));
        all.put(Key.TYPE_RAW, new Arrival("true", s -> report(s).input().raw(), true));
        all.put(
                Key.TYPE_MEDIA_TYPES,
                new Arrival("text/*, image/png", s -> report(s).input().mediaTypes(), List.of("text/*", "image/png")));
        all.put(Key.TYPE_DOOR, new Arrival("GET, PUT", s -> door(s).methods(), List.of("GET", "PUT")));
        all.put(Key.TYPE_DOOR_HEADERS, new Arrival("X-A, X-B", s -> door(s).headers(), List.of("X-A", "X-B")));
        all.put(Key.TYPE_DOOR_WAIT, new Arrival("PT3S", s -> door(s).patience(), Duration.ofSeconds(3)));
        all.put(Key.TYPE_MAX_BYTES, new Arrival("17", s -> report(s).input().maxBytes(), 17L));
        all.put(
                Key.TYPE_TIMEOUT,
                new Arrival("PT3S", s -> report(s).limits().terms().timeout(), Duration.ofSeconds(3)));
        all.put(Key.TYPE_ATTEMPTS, new Arrival("7", s -> report(s).limits().attempts(), 7));
        all.put(
                Key.TYPE_RETENTION,
                new Arrival(
                        "P3D", s -> report(s).limits().terms(), new Terms(Duration.ofMinutes(10), Duration.ofDays(3))));
        all.put(
                Key.TYPE_MAX_CONCURRENT,
                new Arrival("3", s -> report(s).limits().maxConcurrent(), 3));
        all.put(
                Key.TYPE_QUEUES,
                new Arrival(
                        "narrow, default",
                        s -> report(s).placement().queues(),
                        List.of(new QueueName("narrow"), new QueueName("default"))));
        all.put(Key.TYPE_PRIORITY, new Arrival("9", s -> report(s).placement().priority(), 9));
        all.put(
                Key.TYPE_WINDOW_CRON,
                new Arrival(
                        "1 2 * * *", s -> String.valueOf(report(s).placement().window()), "1 2 * * * UTC"));
        all.put(
                Key.TYPE_WINDOW_ZONE,
                new Arrival(
                        "Europe/Berlin",
                        s -> String.valueOf(report(s).placement().window()),
                        "5 5 * * * Europe/Berlin"));
        all.put(Key.QUEUE_CONCURRENCY, new Arrival("2", s -> narrow(s), new Settings.Queue(2, 10_000)));
        all.put(Key.QUEUE_CAPACITY, new Arrival("4", s -> narrow(s), new Settings.Queue(8, 4)));
        all.put(Key.ROLE_USER, new Arrival("staff", s -> s.roles().get("job-user"), "staff"));
        all.put(Key.ROLE_VIEWER, new Arrival("audit", s -> s.roles().get("job-viewer"), "audit"));
        all.put(Key.ROLE_ADMIN, new Arrival("ops", s -> s.roles().get("job-admin"), "ops"));
        all.put(
                Key.LIMIT_SUBMISSIONS,
                new Arrival("60", s -> s.callers(), new CallerLimits(60, CallerLimits.UNLIMITED)));
        all.put(Key.LIMIT_ACTIVE, new Arrival("5", s -> s.callers(), new CallerLimits(CallerLimits.UNLIMITED, 5)));
        all.put(
                Key.CORS_ORIGINS,
                new Arrival(
                        "https://a.example, http://b.example:8080",
                        s -> s.web().corsOrigins(),
                        List.of("https://a.example", "http://b.example:8080")));
        all.put(
                Key.EXECUTOR_JNDI_NAME,
                new Arrival("java:comp/env/x", s -> s.executor().jndiName(), "java:comp/env/x"));
        all.put(Key.EXECUTOR_THREADS, new Arrival("5", s -> s.executor().threads(), 5));
        all.put(Key.SHUTDOWN_GRACE, new Arrival("PT3S", s -> s.executor().shutdownGrace(), Duration.ofSeconds(3)));
        all.put(
                Key.STORE_URL,
                new Arrival("jdbc:h2:file:/x", s -> s.keeping().store().url(), "jdbc:h2:file:/x"));
        all.put(Key.STORE_JNDI, new Arrival("java:x", s -> s.keeping().store().jndiName(), "java:x"));
        all.put(Key.STORE_USER, new Arrival("me", s -> s.keeping().store().user(), "me"));
        all.put(Key.STORE_PASSWORD, new Arrival("pw", s -> s.keeping().store().password(), "pw"));
        all.put(Key.STORE_CONNECTIONS, new Arrival("9", s -> s.keeping().store().connections(), 9));
        all.put(Key.TYPE_ON_CRASH, new Arrival("retry", s -> report(s).limits().retriedWhenLost(), true));
        all.put(Key.STORE_MAX_ENDED, new Arrival("5", s -> s.keeping().maxEnded(), 5L));
        all.put(Key.STORE_MAX_KEYS, new Arrival("5", s -> s.keeping().maxKeys(), 5L));
        all.put(Key.SPOOL_FOLDER, new Arrival("/some/where", s -> s.keeping().spoolFolder(), Path.of("/some/where")));
        all.put(Key.SPOOL_QUOTA, new Arrival("5", s -> s.keeping().spoolQuota(), 5L));
        all.put(Key.SPOOL_MAX_LOG, new Arrival("5", s -> s.keeping().maxLog(), 5L));
        all.put(Key.SUBMISSION_MAX_BYTES, new Arrival("5", s -> s.web().submissionMaxBytes(), 5));
        all.put(Key.WAITING_MAX, new Arrival("5", s -> s.waiting().most(), 5));
        all.put(Key.WAITING_MAX_PER_CALLER, new Arrival("5", s -> s.waiting().mostPerCaller(), 5));
        all.put(Key.STREAMS_MAX, new Arrival("5", s -> s.waiting().streams(), 5));
        all.put(Key.STREAMS_MAX_PER_CALLER, new Arrival("5", s -> s.waiting().streamsPerCaller(), 5));
        all.put(
                Key.TYPE_BACKOFF_FIRST,
                new Arrival(
                        "PT2S",
                        s -> report(s).limits().backoff(),
                        new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5))));
        all.put(
                Key.TYPE_BACKOFF_MOST,
                new Arrival(
                        "PT9S",
                        s -> report(s).limits().backoff(),
                        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(9))));
        all.put(
                Key.SCHEDULE_CRON,
                new Arrival("1 2 * * *", s -> schedule(s).moments().toString(), "1 2 * * * UTC"));
        all.put(
                Key.SCHEDULE_ZONE,
                new Arrival("Asia/Tokyo", s -> schedule(s).moments().zone(), ZoneId.of("Asia/Tokyo")));
        all.put(Key.SCHEDULE_TYPE, new Arrival("other", s -> schedule(s).wish().type(), "other"));
        all.put(
                Key.SCHEDULE_INPUT,
                new Arrival("{\"a\":1}", s -> schedule(s).wish().input(), new Settings.Given("{\"a\":1}", Map.of())));
        all.put(
                Key.SCHEDULE_NAME,
                new Arrival("Report", s -> given(schedule(s).wish().name()), "Report"));
        all.put(
                Key.SCHEDULE_SUMMARY,
                new Arrival("daily", s -> given(schedule(s).wish().summary()), "daily"));
        all.put(
                Key.SCHEDULE_QUEUE,
                new Arrival("narrow", s -> given(schedule(s).wish().queue()), "narrow"));
        all.put(
                Key.SCHEDULE_PRIORITY,
                new Arrival("3", s -> given(schedule(s).wish().priority()), "3"));
        all.put(Key.SCHEDULE_SKIP, new Arrival("false", s -> schedule(s).skipIfActive(), false));
        all.put(Key.SCHEDULE_CATCH_UP, new Arrival("false", s -> schedule(s).catchUp(), false));
        all.put(Key.SCHEDULE_OWNER, new Arrival("Ann", s -> schedule(s).owner().name(), "Ann"));
        all.put(
                Key.SCHEDULE_ROLES,
                new Arrival("accounting", s -> schedule(s).owner().roles(), Set.of("accounting")));
        all.put(
                Key.CALLBACK_HOSTS,
                new Arrival(
                        "a.example, http://b.example:8080",
                        s -> receiver(s).hosts().toString(),
                        "[https://a.example, http://b.example:8080]"));
        all.put(
                Key.CALLBACK_SECRETS,
                new Arrival("${env.A}, ${env.B}", s -> receiver(s).secrets(), List.of("${env.A}", "${env.B}")));
        all.put(
                Key.CALLBACK_NETWORKS,
                new Arrival("10.0.0.0/8", s -> receiver(s).networks(), List.of(Network.parse("10.0.0.0/8"))));
        all.put(Key.TYPE_ROLES, new Arrival("accounting", s -> report(s).roles(), Set.of("accounting")));
        all.put(Key.TYPE_LOCATION, new Arrival("result", s -> report(s).answersWithResult(), true));
        return all;
    }

    /** What a key of a type means nothing without; or something else that does no harm. */
    private static String[] needed(Key key) {
        return switch (key) {
            case TYPE_WINDOW_ZONE -> new String[] {"window.cron", "5 5 * * *"};
            case TYPE_DOOR_HEADERS, TYPE_DOOR_WAIT -> new String[] {"door", "POST"};
            default -> new String[] {"priority", "5"};
        };
    }

    /** The file itself, and what is read from a file or by a handler, have tests of their own. */
    private static final Set<Key> ELSEWHERE =
            EnumSet.of(Key.CONFIG, Key.STORE_KIND, Key.TYPE_SCHEMA_FILE, Key.TYPE_OPTIONS);

    @Test
    void everyKeyArrivesWithAValueThatIsNotItsDefault() {
        Map<Key, Arrival> arrivals = arrivals();
        for (Key key : Key.values()) {
            if (!ELSEWHERE.contains(key)) {
                assertThat(arrivals).as("a value for " + key).containsKey(key);
                Arrival arrival = arrivals.get(key);
                Settings settings = load(
                        new HashMap<>(Map.of(
                                "accepted.queues.narrow.capacity",
                                "10000",
                                "accepted.types.report.handler",
                                "demo",
                                "accepted.types.report." + needed(key)[0],
                                needed(key)[1],
                                "accepted.require-tls",
                                "false",
                                "accepted.schedules.report.cron",
                                "0 3 * * *",
                                "accepted.schedules.report.type",
                                "report")),
                        key,
                        arrival.value());
                assertThat(arrival.place().apply(settings)).as(key.pattern()).isEqualTo(arrival.expected());
                Settings without = load(
                        new HashMap<>(Map.of(
                                "accepted.types.report.handler",
                                "demo",
                                "accepted.queues.narrow.capacity",
                                "10000",
                                "accepted.schedules.report.cron",
                                "0 3 * * *",
                                "accepted.schedules.report.type",
                                "report")),
                        key,
                        null);
                assertThat(arrival.place().apply(without))
                        .as(key.pattern() + " by default")
                        .isNotEqualTo(arrival.expected());
            }
        }
    }

    private static Settings load(Map<String, String> given, Key key, String value) {
        given.put("accepted.callbacks.report.hosts", "hooks.example.com");
        given.put("accepted.callbacks.report.secrets", "${env.SECRET}");
        if (value != null) {
            given.put(key.of(key.pattern().contains("queues.*") ? "narrow" : "report"), value);
        }
        Faults faults = new Faults();
        Settings settings = new SettingsLoader(new Sources(name -> null, given, Map.of(), Map.of()), faults).load();
        faults.throwIfAny();
        return settings;
    }

    @Test
    void aDurableStoreSaysWhichDatabase() {
        Map<String, String> durable = Map.of("accepted.store.kind", "jdbc");
        assertThatThrownBy(() -> load(new HashMap<>(durable), Key.CONFIG, null))
                .hasMessageContaining("accepted.store.url or accepted.store.jndi");
        Map<String, String> both = new HashMap<>(durable);
        both.put("accepted.store.jndi", "java:x");
        both.put("accepted.store.url", "jdbc:h2:mem:lost");
        assertThatThrownBy(() -> load(both, Key.CONFIG, null))
                .hasMessageContaining("both do")
                .hasMessageContaining("a file of H2's");
        both.remove("accepted.store.jndi");
        both.put("accepted.store.url", "jdbc:h2:file:/var/lib/accepted/jobs");
        assertThat(load(both, Key.CONFIG, null).keeping().store().isDurable()).isTrue();
        assertThat(load(new HashMap<>(), Key.CONFIG, null).keeping().store().isDurable())
                .isFalse();
    }

    @Test
    void aSchemaFileIsFoundBesideTheSettingsFile() throws IOException {
        Files.writeString(folder.resolve("any.schema.json"), "{\"type\":\"object\"}");
        Path file = folder.resolve("accepted.yaml");
        Files.writeString(file, "accepted: {types: {report: {handler: demo, schema-file: any.schema.json}}}");
        Settings settings =
                load(new HashMap<>(Map.of("accepted.config", file.toUri().toString())), Key.CONFIG, null);
        assertThat(report(settings).input().schema()).isEqualTo("{\"type\":\"object\"}");
        assertThat(settings.source()).isEqualTo("accepted.yaml");
    }

    @Test
    void theReadmesTableSaysWhatTheKeysSay() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = table();
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        String there = begin < 0 || end < 0 ? "" : readme.substring(begin + BEGIN.length(), end);
        if (!there.equals(table)) {
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target/settings.md"), table);
        }
        assertThat(there)
                .as("the README's table; target/settings.md has what it should be")
                .isEqualTo(table);
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        for (Key.Group group : Key.Group.values()) {
            String name = group.name().charAt(0) + group.name().substring(1).toLowerCase(Locale.ROOT);
            table.append("\n### ")
                    .append(name)
                    .append("\n\n| setting | type | default | meaning | example |\n|---|---|---|---|---|\n");
            for (Key key : Key.values()) {
                if (key.group() == group) {
                    List<String> cells = new ArrayList<>();
                    cells.add(code(key.pattern().replace("*", "‹name›")));
                    cells.add(key.type());
                    cells.add(key.otherwise().isEmpty() ? "" : code(key.otherwise()));
                    cells.add(key.meaning());
                    cells.add(code(key.example()));
                    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
                }
            }
        }
        return table.append('\n').toString();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
