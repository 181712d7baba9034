package dev.accepted.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.accepted.container.RunningJetty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test in a real browser: one server and one browser for all of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

    private static final String SETTINGS = """
            accepted:
              shutdown-grace: PT1S
              schedules:
                nightly: {cron: "0 0 1 1 *", type: update-resource, owner: user, name: Nightly}
              callbacks:
                dead: {hosts: ["http://localhost:1"], secrets: [whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA], networks: [127.0.0.0/8, "::1"]}
              queues: {default: {concurrency: 50}, batch: {concurrency: 1, capacity: 50}}
              types:
                update-resource:
                  handler: demo
                  name: Update Resource
                  summary: random text
                  description: A demo that takes its time, in steps.
                  attempts: 1
                tries:
                  handler: demo
                  description: A demo that is tried again.
                  attempts: 3
                  backoff: {first: PT1H, most: PT1H}
                nightly-report:
                  handler: demo
                  name: Nightly report
                  description: A demo that begins at two in the morning, Berlin time.
                  queues: [batch]
                  window: {cron: "0 2 * * *", zone: Europe/Berlin}
                checksum:
                  handler: command
                  name: Checksum
                  description: The SHA-256 checksum of a file.
                  raw: true
                  options: {program: /usr/bin/sha256sum, arguments: ["-"], stdin: body, result: stdout}
                queued:
                  handler: demo
                  description: A demo, one at a time.
                  queues: [batch]
                hostile:
                  handler: dev.accepted.page.Hostile
                  description: 'A <b>job</b> that says "things" & more.'
                  schema: '{"type": "object"}'
                squares:
                  handler: sql
                  name: Squares
                  description: A table of numbers and their squares, in CSV.
                  schema: |
                    {"type": "object", "additionalProperties": false, "required": ["rows"],
                     "properties": {"rows": {"type": "integer", "minimum": 1, "maximum": 10000000}}}
                  options:
                    url: jdbc:h2:mem:;LAZY_QUERY_EXECUTION=1
                    sql: select x as number, x * x as square from system_range(1, :rows)
                    count: select cast(:rows as bigint)
                    format: csv
                everything:
                  handler: demo
                  description: One field of each kind.
                  queues: [default, batch]
                  window: {cron: "0 0 1 1 *"}
                  schema: |
                    {"type": "object", "additionalProperties": false, "required": ["customer", "address"], "properties": {
                      "customer": {"type": "string", "title": "Customer", "description": "As in the contract.", "minLength": 2},
                      "count": {"type": "integer", "minimum": 1, "maximum": 99, "default": 3, "title": "Count"},
                      "kind": {"enum": ["daily", "weekly"], "title": "How often"},
                      "urgent": {"type": "boolean", "title": "Urgent"},
                      "from": {"type": "string", "format": "date", "title": "From"},
                      "at": {"type": "string", "format": "date-time", "title": "At"},
                      "password": {"type": "string", "writeOnly": true, "title": "Password"},
                      "scan": {"type": "string", "contentEncoding": "base64", "title": "Scan"},
                      "notes": {"type": "string", "maxLength": 5000, "title": "Notes"},
                      "tags": {"type": "array", "items": {"type": "string"}, "title": "Tags"},
                      "more": {"type": "object", "title": "More"},
                      "address": {"type": "object", "title": "Address", "required": ["city"], "properties": {
                        "city": {"type": "string", "title": "City"}, "zip": {"type": "string", "title": "Postal code", "pattern": "^[0-9]{5}$"}}}}}
            """;

    @TempDir
    static Path temp;

    private Chromium chromium;
    RunningJetty jetty;

    /** The server, with this folder to work in and these settings. */
    RunningJetty serve(Path work, Map<String, String> contextParams) throws Exception {
        return new RunningJetty(work, contextParams);
    }

    @BeforeAll
    final void start() throws Exception {
        chromium = Chromium.open();
        Path settings = Files.writeString(temp.resolve("accepted.yaml"), SETTINGS);
        jetty = serve(Files.createDirectory(temp.resolve("work")), Map.of("accepted.config", settings.toString()));
    }

    @AfterAll
    final void stop() throws Exception {
        if (jetty != null) {
            jetty.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    /** The context root as browsers see it. */
    String base() {
        return jetty.base();
    }

    String home() {
        return base() + "/job-management";
    }

    Visit visit(String user) {
        return visit(Visit.as(user));
    }

    Visit visit(NewContextOptions options) {
        return new Visit(chromium.browser(), base(), options);
    }

    /** Submits a job without a browser. */
    String submit(String user, String json) throws Exception {
        return jetty.submit(user, json).headers().firstValue("Location").orElseThrow();
    }

    /** The same, and waits until it has come so far. */
    String submit(String user, String json, String status) throws Exception {
        String job = submit(user, json);
        Awaitility.await().until(() -> jetty.get(user, job).body().contains("\"job-status\":\"" + status + "\""));
        return job;
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static String demo(String name, String input) {
        return "{\"type\":\"update-resource\",\"name\":\"" + name + "\",\"input\":{" + input + "}}";
    }
}
