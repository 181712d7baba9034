package dev.accepted.engine.estimate;

import static dev.accepted.engine.estimate.Kind.about;
import static dev.accepted.engine.estimate.Kind.always;
import static dev.accepted.engine.estimate.Kind.changing;
import static dev.accepted.engine.estimate.Kind.either;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.estimate.Simulation.Watched;
import dev.accepted.handler.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How good {@code Retry-After} is: three hours of mixed work from a cold start, each job watched by a client that does as it is
 * told, beside clients that ask every second and every five. The README shows what is measured here.
 */
class SimulationTest {

    private static final long SEED = 1;

    /** Durations are medians, and log-normal with this spread unless they are always the same. */
    private static final List<Kind> KINDS = List.of(
            Kind.of("an instant", 30, about(0.15, 0.5)),
            Kind.of("always 4 s", 30, always(4)),
            Kind.of("always a minute", 30, always(60)),
            Kind.of("always 20 s, and one day a minute", 30, changing(180, always(20), always(60))),
            Kind.of("about 8 s", 30, about(8, 0.5)),
            Kind.of("about a minute", 30, about(60, 0.6)),
            Kind.of("about 2 minutes, tells each 5 %", 30, about(120, 0.8)).telling(20, 1),
            Kind.of("about 90 s, tells each 25 %", 30, about(90, 0.8)).telling(4, 1),
            Kind.of("about a minute, slower than it tells", 30, about(60, 0.6)).telling(20, 2),
            Kind.of("3 s, or for one in five 2 minutes", 30, either(0.8, about(3, 0.1), about(120, 0.1))),
            Kind.of("about 40 s, one in five fails at once", 30, about(40, 0.2)).failing(0.2),
            Kind.of("about 30 s, starts each 10 minutes", 60, about(30, 0.3))
                    .at(Window.parse("*/10 * * * *", ZoneOffset.UTC)),
            Kind.of("about 20 s, twelve at once for two places", 300, about(20, 0.5))
                    .together(12)
                    .in(Simulation.NARROW));

    /** What no wait of 1 to 30 seconds can do in twelve polls. */
    private static final Kind LONG =
            Kind.of("about 30 minutes, tells each 1 %", 300, about(1800, 0.2)).telling(100, 1);

    /** What nobody can foretell: to be in time for nine in ten, even one who knew the distribution would ask 13 times. */
    private static final Kind WILD = Kind.of("seconds to minutes, tells nothing", 30, about(30, 1.2));

    private static Map<Kind, List<Watched>> watched = Map.of();

    @BeforeAll
    static void simulate() {
        watched = new Simulation(
                        Stream.concat(KINDS.stream(), Stream.of(WILD, LONG)).toList(), SEED)
                .run(Duration.ofHours(3));
    }

    @Test
    void ofEachKindNineInTenLearnOfTheEndInTime() {
        watched.forEach((kind, jobs) ->
                assertThat(part(jobs, Watched::inTime)).as(kind.name()).isGreaterThanOrEqualTo(0.9));
    }

    @Test
    void nobodyAsksMoreThanTwelveTimesOnTheAverage() {
        assertThat(mean(all(), Watched::polls)).isLessThan(12);
        KINDS.forEach(kind -> assertThat(mean(watched.get(kind), Watched::polls))
                .as(kind.name())
                .isLessThan(12));
        assertThat(mean(watched.get(WILD), Watched::polls)).isLessThan(16);
        assertThat(mean(watched.get(LONG), Watched::polls)).isLessThan(70);
    }

    @Test
    void theReadmeShowsWhatIsMeasured() throws IOException {
        StringBuilder table = new StringBuilder("""
                | how long they run | polls a job | in time | half are late by | nine in ten by | each 1 s: polls | each 5 s: polls | in time |
                |---|---|---|---|---|---|---|---|
                """);
        watched.forEach((kind, jobs) -> table.append(line(kind.name(), jobs)));
        table.append(line("all", all()));
        String number = String.format(Locale.ROOT, "%,d jobs", all().size());
        String error = "off by " + percent(firstToldEndIsOffBy()) + " of that time at the median";
        Files.writeString(Path.of("target", "simulation.md"), table + number + ", " + error + "\n");
        assertThat(Files.readString(Path.of("README.md")))
                .as("what is in target/simulation.md")
                .contains(table, number, error);
    }

    private static String line(String name, List<Watched> jobs) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %s | %.1f s | %.1f s | %.0f | %.0f | %s |\n",
                name,
                mean(jobs, Watched::polls),
                percent(part(jobs, Watched::inTime)),
                quantile(jobs, 0.5, Watched::late),
                quantile(jobs, 0.9, Watched::late),
                mean(jobs, job -> job.pollsEvery(1)),
                mean(jobs, job -> job.pollsEvery(5)),
                percent(part(jobs, job -> job.inTimeEvery(5))));
    }

    private static double firstToldEndIsOffBy() {
        return quantile(all().stream().filter(Watched::wasToldAnEnd).toList(), 0.5, Watched::firstToldEndIsOffBy);
    }

    private static List<Watched> all() {
        return watched.values().stream().flatMap(List::stream).toList();
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private static double part(List<Watched> jobs, Predicate<Watched> which) {
        return (double) jobs.stream().filter(which).count() / jobs.size();
    }

    private static double mean(List<Watched> jobs, ToDoubleFunction<Watched> of) {
        return jobs.stream().mapToDouble(of).average().orElseThrow();
    }

    private static double quantile(List<Watched> jobs, double part, ToDoubleFunction<Watched> of) {
        double[] all = jobs.stream().mapToDouble(of).sorted().toArray();
        return all[(int) (part * all.length)];
    }
}
