package dev.accepted.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.config.Settings.Given;
import dev.accepted.job.Caller;
import dev.accepted.job.ScheduleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a settings file where more is in it than one value to a name. */
class SettingsTest {

    @TempDir
    private Path folder;

    private Settings read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("accepted.yaml"), yaml);
        Faults faults = new Faults();
        Settings settings = new SettingsLoader(
                        new Sources(name -> null, Map.of("accepted.config", file.toString()), Map.of(), Map.of()),
                        faults)
                .load();
        faults.throwIfAny();
        return settings;
    }

    private Given input(String input) throws IOException {
        return read("accepted: {schedules: {report: {cron: 0 3 * * *, type: demo, input: " + input + "}}}")
                .schedules()
                .get(new ScheduleName("report"))
                .wish()
                .input();
    }

    @Test
    void theInputOfAScheduleKeepsItsMembersAndTheirLists() throws IOException {
        Given given = input("{text: 'one, two', days: [1, 2], nothing: '', to: {name: Ann}, 'with.dot': x}");
        assertThat(given.text()).isNull();
        assertThat(given.members())
                .isEqualTo(Map.of(
                        "text",
                        List.of("one, two"),
                        "days",
                        List.of("1", "2"),
                        "nothing",
                        List.of(""),
                        "to.name",
                        List.of("Ann"),
                        "with.dot",
                        List.of("x")));
    }

    @Test
    void orItIsAText() throws IOException {
        assertThat(input("'{\"days\":[1,2]}'")).isEqualTo(new Given("{\"days\":[1,2]}", Map.of()));
    }

    @Test
    void whatAScheduleLeavesOpenIsDecidedForIt() throws IOException {
        Settings.Schedule schedule = read("accepted: {schedules: {night.ly: {cron: 0 3 * * *, type: demo}}}")
                .schedules()
                .get(new ScheduleName("night.ly"));
        assertThat(schedule.owner()).isEqualTo(new Caller("schedule:night.ly", Set.of("job-user")));
        assertThat(schedule.moments().toString()).isEqualTo("0 3 * * * UTC");
        assertThat(schedule.skipIfActive()).isTrue();
        assertThat(schedule.catchUp()).isTrue();
        assertThat(schedule.wish())
                .isEqualTo(new Settings.Wish("demo", null, null, null, null, new Given(null, Map.of())));
    }

    @Test
    void aScheduleWithoutTimeOrTypeIsFaulty() {
        assertThatThrownBy(() -> read("accepted: {schedules: {report: {zone: UTC}}}"))
                .hasMessageContaining("accepted.schedules.report.cron must be set, but is missing")
                .hasMessageContaining("accepted.schedules.report.type must be set, but is missing");
    }
}
