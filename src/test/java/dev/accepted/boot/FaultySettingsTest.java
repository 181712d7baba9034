package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.config.SettingsException;
import dev.accepted.container.RunningJetty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in the settings stops the deployment, and is told at once, wherever it is found. */
class FaultySettingsTest {

    @TempDir
    private Path temp;

    @Test
    void allFaultsAreListedInOneMessage() throws Exception {
        Path file = Files.writeString(temp.resolve("accepted.yaml"), """
                accepted:
                  colour: red
                  shutdown-grace: soon
                  executor: {jndi-name: "java:comp/env/none"}
                  types:
                    nameless: {handler: no.such.Handler}
                    text: {handler: java.lang.String}
                    broken: {handler: demo, schema: "{"}
                    missing: {handler: command, options: {program: /no/such/program}}
                    demo: {handler: demo}
                    accounts: {handler: demo, roles: [accounting]}
                    bytes: {handler: demo, raw: true, max-bytes: 3}
                    dented: {handler: demo, door: [POST]}
                    queried: {handler: http, door: [POST], options: {url: "http://localhost/?a=b"}}
                    leaking: {handler: http, door: [POST], door-headers: [SOAPAction, Cookie], options: {url: "http://localhost/"}}
                    tracing: {handler: http, door: [TRACE], options: {url: "http://localhost/"}}
                    doorless: {handler: http, door-wait: PT1S, options: {url: "http://localhost/"}}
                    drawn: {handler: http, door: [POST], schema: "{}", options: {url: "http://localhost/"}}
                  callbacks:
                    empty: {colour: red}
                    odd: {hosts: ["ftp://a.example", "a.example:0"], secrets: [whsec_tooShort, "${env.NO_SUCH_VARIABLE}"], networks: [10.0.0.0/33, localhost]}
                  schedules:
                    nothing: {}
                    Shouting: {cron: "* * * * *", type: demo}
                    unknown: {cron: "61 * * * *", zone: Europe/Atlantis, type: none}
                    never: {cron: "0 0 31 2 *", type: demo, colour: red}
                    unfit: {cron: "* * * * *", type: demo, input: {steps: 0, duration: soon}, queue: none, priority: 7}
                    unread: {cron: "* * * * *", type: demo, input: "{"}
                    stranger: {cron: "* * * * *", type: accounts}
                    much: {cron: "* * * * *", type: bytes, input: four}
                    of-a-broken-type: {cron: "* * * * *", type: text}
                """);
        assertThatThrownBy(() -> new RunningJetty(
                        Files.createDirectory(temp.resolve("work")), Map.of("accepted.config", file.toString())))
                .hasStackTraceContaining(SettingsException.class.getName())
                .hasStackTraceContaining("accepted.colour")
                .hasStackTraceContaining("accepted.shutdown-grace")
                .hasStackTraceContaining("java:comp/env/none")
                .hasStackTraceContaining("accepted.types.nameless.handler")
                .hasStackTraceContaining("accepted.types.text.handler")
                .hasStackTraceContaining("accepted.types.broken.schema")
                .hasStackTraceContaining("/no/such/program")
                .hasStackTraceContaining(
                        "accepted.types.dented.door must be of a type whose handler passes requests on")
                .hasStackTraceContaining("accepted.types.queried.options.url must be without a query")
                .hasStackTraceContaining("accepted.types.leaking.door-headers must be names of headers, none of them")
                .hasStackTraceContaining("'Cookie'")
                .hasStackTraceContaining("accepted.types.tracing.door must be of [GET, POST, PUT, PATCH, DELETE]")
                .hasStackTraceContaining("The type 'doorless' has no door")
                .hasStackTraceContaining("The type 'drawn' takes raw bytes, so it can have no schema")
                .hasStackTraceContaining("accepted.callbacks.empty.colour is no setting")
                .hasStackTraceContaining("accepted.callbacks.empty.hosts must be set")
                .hasStackTraceContaining("accepted.callbacks.empty.secrets must be set")
                .hasStackTraceContaining("accepted.callbacks.odd.hosts must be hosts such as")
                .hasStackTraceContaining("'ftp://a.example'")
                .hasStackTraceContaining("'a.example:0'")
                .hasStackTraceContaining("accepted.callbacks.odd.secrets must be whsec_")
                .hasStackTraceContaining("accepted.callbacks.odd.networks must be networks such as")
                .hasStackTraceContaining("'10.0.0.0/33'")
                .hasStackTraceContaining("'localhost'")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("tooShort"))
                .hasStackTraceContaining("'Shouting' below accepted.schedules is no name of a schedule")
                .hasStackTraceContaining("accepted.schedules.unknown.cron must be a cron expression")
                .hasStackTraceContaining("accepted.schedules.unknown.zone must be a time zone")
                .hasStackTraceContaining("accepted.schedules.unknown.type must be one of the job types")
                .hasStackTraceContaining("accepted.schedules.never.cron must be")
                .hasStackTraceContaining("accepted.schedules.never.colour is no setting")
                .hasStackTraceContaining("accepted.schedules.unfit.input.steps: ")
                .hasStackTraceContaining("accepted.schedules.unfit.input.duration: ")
                .hasStackTraceContaining("accepted.schedules.unfit.queue: ")
                .hasStackTraceContaining("accepted.schedules.unfit.priority: ")
                .hasStackTraceContaining("accepted.schedules.unread.input must be JSON")
                .hasStackTraceContaining("accepted.schedules.stranger.roles: ")
                .hasStackTraceContaining("accepted.schedules.much.input must be a text of at most 3 bytes")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("of-a-broken-type"));
    }
}
