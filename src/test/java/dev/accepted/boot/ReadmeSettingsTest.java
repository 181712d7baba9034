package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.config.SettingsLoader;
import dev.accepted.config.Sources;
import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.JobTypes;
import dev.accepted.handler.demo.DemoFactory;
import dev.accepted.handler.http.HttpFactory;
import dev.accepted.handler.sql.Drivers;
import dev.accepted.handler.sql.SqlFactory;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings that the README shows can be used as they stand there. */
class ReadmeSettingsTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void eachExampleIsWithoutFault() throws IOException {
        List<String> examples = YAML.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            Path file = Files.writeString(folder.resolve("accepted.yaml"), example);
            Faults faults = new Faults();
            Map<String, String> where = Map.of("accepted.config", file.toString());
            Settings settings = new SettingsLoader(new Sources(name -> null, where, Map.of(), Map.of()), faults).load();
            JobTypes types = new DeployedTypes(handlers(), getClass().getClassLoader(), faults).of(settings);
            new DeployedSchedules(types, faults).of(settings);
            new DeployedReceivers((kind, name) -> Optional.of("whsec_" + "A".repeat(32)), faults).of(settings);
            faults.throwIfAny();
        }
    }

    /** Those that need something of the container or the environment have it. */
    private List<HandlerFactory> handlers() {
        Clock clock = Clock.systemUTC();
        DataSource anyBound = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> null);
        return List.of(
                new DemoFactory(),
                new HttpFactory(HttpClient.Builder::build, new HttpTime(clock), (kind, name) -> Optional.of("secret")),
                new SqlFactory(name -> anyBound, new Drivers(getClass().getClassLoader()), clock));
    }
}
