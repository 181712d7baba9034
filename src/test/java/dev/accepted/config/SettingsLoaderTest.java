package dev.accepted.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {

    private static final String GRACE = "accepted.shutdown-grace";

    @TempDir
    private Path folder;

    private final Map<String, String> jndi = new HashMap<>();
    private final Map<String, String> context = new HashMap<>();
    private final Map<String, String> system = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Faults faults = new Faults();

    @Test
    void withoutSettingsThereIsTheDemoTypeOnly() {
        Settings settings = load();
        faults.throwIfAny();
        assertThat(settings.types()).containsOnlyKeys(new TypeName("demo"));
        assertThat(settings.queues()).containsEntry(new QueueName("default"), new Settings.Queue(8, 10_000));
    }

    @Test
    void theMoreSpecificSourceWins() throws IOException {
        assertThat(load().executor().shutdownGrace()).hasSeconds(10);
        file("accepted: {shutdown-grace: PT1S}");
        assertThat(load().executor().shutdownGrace()).hasSeconds(1);
        environment.put("ACCEPTED_SHUTDOWN_GRACE", "PT2S");
        assertThat(load().executor().shutdownGrace()).hasSeconds(2);
        system.put(GRACE, "PT3S");
        assertThat(load().executor().shutdownGrace()).hasSeconds(3);
        context.put(GRACE, "PT4S");
        assertThat(load().executor().shutdownGrace()).hasSeconds(4);
        jndi.put(GRACE, "PT5S");
        assertThat(load().executor().shutdownGrace()).hasSeconds(5);
        faults.throwIfAny();
    }

    @Test
    void allFaultsAreToldAtOnceWithValueAndSource() throws IOException {
        file("""
                accepted:
                  require-tls: maybe
                  colour: red
                  cors: {origins: [https://a.example, https://b.example/app, "*"]}
                  limits: {active-jobs: 0}
                  queues: {narrow: {concurrency: 0}}
                  types:
                    report: {handler: demo, retention: soon, queues: [wide], window: {cron: "99 2 * * *"}}
                """);
        load();
        SettingsException wrong = catchThrowableOfType(SettingsException.class, faults::throwIfAny);
        assertThat(wrong.faults())
                .anyMatch(fault -> fault.contains("require-tls must be true or false, but is 'maybe' (")
                        && fault.contains("accepted.yaml"))
                .anyMatch(fault -> fault.contains("accepted.colour is no setting"))
                .anyMatch(fault -> fault.contains("accepted.queues.narrow.concurrency") && fault.contains("'0'"))
                .anyMatch(fault -> fault.contains("accepted.types.report.retention") && fault.contains("'soon'"))
                .anyMatch(fault -> fault.contains("accepted.types.report.queues") && fault.contains("'wide'"))
                .anyMatch(fault -> fault.contains("accepted.types.report.window.cron"))
                .anyMatch(fault -> fault.contains("accepted.cors.origins") && fault.contains("'https://b.example/app'"))
                .anyMatch(fault -> fault.contains("accepted.cors.origins") && fault.contains("'*'"))
                .anyMatch(fault -> fault.contains("accepted.limits.active-jobs") && fault.contains("'0'"))
                .hasSize(9);
    }

    @Test
    void placeholdersOfHandlersArriveAsTheyAre() throws IOException {
        file("accepted: {types: {sleep: {handler: other, options: {arguments: ['${input.seconds}'], a: b}}}}");
        Settings settings = load();
        var options = settings.types().get(new TypeName("sleep")).options();
        assertThat(options.list("arguments")).containsExactly("${input.seconds}");
        options.refuseUnread();
        SettingsException wrong = catchThrowableOfType(SettingsException.class, faults::throwIfAny);
        assertThat(wrong.faults()).singleElement().asString().contains("options.a is not known");
    }

    @Test
    void theDevelopmentServersFileHasNoFaults() {
        context.put("accepted.config", "webapp-config/accepted.yaml");
        assertThat(load().types()).containsKey(new TypeName("update-resource"));
        faults.throwIfAny();
    }

    private void file(String yaml) throws IOException {
        Path file = folder.resolve("accepted.yaml");
        Files.writeString(file, yaml);
        context.put("accepted.config", file.toString());
    }

    private Settings load() {
        return new SettingsLoader(new Sources(jndi::get, context, system, environment), faults).load();
    }
}
