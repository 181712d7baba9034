package dev.accepted;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, as the design draws them. */
class RoomsTest {

    /** Wherever a build puts the classes of the tests, this one is among them. */
    private static final String TESTS =
            RoomsTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(location -> !location.contains(TESTS))
            .importPackages("dev.accepted");

    private static final String[] CORE = {
        "dev.accepted.job..",
        "dev.accepted.store..",
        "dev.accepted.handler..",
        "dev.accepted.engine..",
        "dev.accepted.dialect.."
    };

    @Test
    void theHouseIsNotEmpty() {
        assertThat(HOUSE).hasSizeGreaterThan(50);
    }

    @Test
    void jobSeesTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage("dev.accepted.job..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.accepted.job..", "java..", "org.jspecify.annotations")
                .because("everybody uses these words, so they may drag nothing along"));
    }

    @Test
    void theCoreDoesNotKnowTheWeb() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "org.glassfish..")
                .because("jobs run, are kept and are drawn the same whatever brings them in"));
    }

    @Test
    void implementationsOfPortsAreSeenByBootOnly() {
        for (String room : new String[] {
            "dev.accepted.store.memory",
            "dev.accepted.store.jdbc",
            "dev.accepted.engine.local",
            "dev.accepted.engine.estimate",
            "dev.accepted.handler.demo",
            "dev.accepted.handler.command",
            "dev.accepted.handler.http",
            "dev.accepted.handler.sql",
            "dev.accepted.dialect.seed"
        }) {
            check(noClasses()
                    .that(not(resideInAnyPackage(room + "..", "dev.accepted.boot..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(room + "..")
                    .because("everybody else speaks to the port, so that another implementation can take its place"));
        }
    }

    @Test
    void onlyBootReadsSettings() {
        check(noClasses()
                .that(not(resideInAnyPackage("dev.accepted.config..", "dev.accepted.boot..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.accepted.config..")
                .because("everybody else gets plain values by constructor"));
        check(noClasses()
                .that(not(resideInAPackage("dev.accepted.boot..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.accepted.boot..")
                .because("boot builds the others, which do not know who built them"));
    }

    @Test
    void theEngineDoesNotKnowHowJobsAreDrawnOrAskedFor() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.accepted.engine..", "dev.accepted.store..", "dev.accepted.handler..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.accepted.dialect..", "dev.accepted.http..", "dev.accepted.security..")
                .because("arrows go from the web to the engine to the store"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.accepted.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.accepted.engine..", "dev.accepted.handler..")
                .because("a store keeps jobs, whoever runs them"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.accepted.security..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.accepted.http..", "dev.accepted.engine..", "dev.accepted.store..")
                .because("who calls is settled before what is asked"));
    }

    @Test
    void pagesAreDrawnWithoutKnowingWhoAsksForThem() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.accepted.page..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.accepted.http..", "dev.accepted.security..", "jakarta.ws.rs..", "jakarta.servlet..")
                .because("a page is a form like the others, testable without a server"));
    }

    @Test
    void methodsOfOthersComeInByTheWeb() {
        check(noClasses()
                .that(not(resideInAnyPackage("dev.accepted.jaxrs..", "dev.accepted.boot..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.accepted.jaxrs..")
                .because("who works with us by annotations is a guest, of whom the house knows nothing"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.accepted.jaxrs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.accepted.engine..", "dev.accepted.store..", "dev.accepted.page..")
                .because("guests hand in requests where everybody does"));
    }

    @Test
    void databasesAreReachedFromTheirRoomsOnly() {
        check(noClasses()
                .that(not(resideInAnyPackage("dev.accepted.store.jdbc..", "dev.accepted.handler.sql..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .because("the rest must work without a database"));
    }

    @Test
    void clocksThreadsAndRandomIdsAreMadeInBootOnly() {
        check(noClasses()
                .that(not(resideInAPackage("dev.accepted.boot..")))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class)
                .because("time, ids and threads are parameters, so that tests can hold them"));
    }

    @Test
    void roomsDoNotGoRoundInCircles() {
        check(slices().matching("dev.accepted.(*)..").should().beFreeOfCycles());
    }

    @Test
    void noClassHidesBehindANameThatSaysNothing() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Service|Dto)")
                .because("a name says what the thing is"));
        assertThat(HOUSE.that(nameMatching(".*\\.utils?\\..*"))).isEmpty();
        assertThat(HOUSE.that(resideInAPackage("dev.accepted.job"))).isNotEmpty();
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
