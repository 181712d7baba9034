package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page in every state that it can be in: its HTML, its access, its widths, and how it prints. */
class SoundPagesIT extends BrowserTest {

    private static final String LONG = "Averylongnamewithoutanyspaceinit".repeat(6);

    private final Map<String, String> states = new LinkedHashMap<>();

    @BeforeAll
    void makeJobsOfEachKind() throws Exception {
        states.put("running", submit("user", demo("Running", "\"duration\":\"PT300S\",\"steps\":1000"), "INPROGRESS"));
        states.put("scheduled", submit("user", "{\"type\":\"nightly-report\",\"summary\":\"The ledger of the day\"}"));
        states.put("succeeded", submit("user", demo(LONG, "\"duration\":\"PT0S\",\"result\":\"done\""), "SUCCESS"));
        states.put("failed", submit("user", demo("Failed", "\"duration\":\"PT0S\",\"fail\":true"), "FAILURE"));
        states.put("again", submit("user", "{\"type\":\"tries\",\"input\":{\"duration\":\"PT0S\",\"fail\":true}}"));
        states.put("table", submit("user", "{\"type\":\"squares\",\"input\":{\"rows\":60}}", "SUCCESS"));
        states.put(
                "calling-back",
                submit(
                        "user",
                        "{\"type\":\"update-resource\",\"callback\":\"http://localhost:1/a/long/path\",\"input\":{\"duration\":\"PT0S\"}}",
                        "SUCCESS"));
        String cancelled = submit("user", demo("Cancelled", "\"duration\":\"PT60S\""));
        jetty.post("user", cancelled + "/cancel", "");
        states.put("cancelled", cancelled);
        String late = "{\"type\":\"update-resource\",\"timeout\":\"PT0.05S\",\"input\":{\"duration\":\"PT60S\"}}";
        states.put("late", submit("user", late, "TIMEOUT"));
        jetty.post("Admin", home() + "/queues/batch/pause", "");
        states.put("held", submit("user", "{\"type\":\"queued\",\"input\":{\"duration\":\"PT0S\"}}"));
        String hostile = "{\"type\":\"hostile\",\"name\":\"<b>\",\"input\":{\"type\":\"text/csv\"}}";
        states.put("hostile", submit("user", hostile, "SUCCESS"));
        states.put("schedules", home() + "/schedules");
        states.put("schedule", home() + "/schedules/nightly");
        states.put("list", home() + "/jobs");
        states.put("filtered", home() + "/jobs?q=a&job-status=FAILURE&submitted-after=2026-01-01T00:00:00Z");
        states.put("empty", home() + "/jobs?q=nothing-like-this");
        states.put("overview", home());
        states.put("types", home() + "/job-types");
        states.put("form", home() + "/job-types/everything");
        states.put("file", home() + "/job-types/checksum");
        states.put("meaning", home() + "/problems/queue-full");
        states.put("wrong-filter", home() + "/jobs?limit=none");
        states.put("unknown", home() + "/jobs/abc");
    }

    /** Opens each page for an administrator, who sees most. */
    private void each(NewContextOptions options, ThrowingConsumer check) throws Exception {
        try (Visit visit = visit(options)) {
            for (Map.Entry<String, String> state : states.entrySet()) {
                visit.page().navigate(state.getValue());
                check.accept(state.getKey(), visit.page());
            }
            refused(visit);
            check.accept("refused", visit.page());
            confirming(visit);
            check.accept("confirming", visit.page());
            button(visit.page(), "Cancel the selected").click();
            assertThat(visit.page().locator("h1").textContent()).contains("refused");
            check.accept("many at once", visit.page());
            visit.forgive("status of 4");
        }
    }

    /** The form after a refusal, with every fold open. */
    private void refused(Visit visit) {
        Page page = visit.open(home() + "/job-types/everything");
        page.getByText("Name, time and place").click();
        page.getByLabel("Customer").fill("ACME");
        page.getByLabel("City").fill("Hamburg");
        page.getByLabel("Postal code").fill("x");
        page.getByLabel("Time limit").fill("PT99H");
        page.getByText("Submit", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
        page.waitForSelector("[role=alert]");
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    }

    /** The list with something ticked, and the question whether it is meant. */
    private void confirming(Visit visit) {
        Page page = visit.open(home() + "/jobs?q=Failed");
        page.getByLabel("Select Failed").check();
        page.locator("#bulk-cancel summary").click();
    }

    @FunctionalInterface
    private interface ThrowingConsumer {
        void accept(String state, Page page) throws Exception;
    }

    private static void isAccessible(String state, Page page) {
        hasNoViolation(state, new AxeBuilder(page).setLegacyMode(true));
    }

    /** By night the colours are others, and nothing else is. */
    private static void isLegibleByNight(String state, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        hasNoViolation(
                state + " by night", new AxeBuilder(page).setLegacyMode(true).withRules(List.of("color-contrast")));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void hasNoViolation(String state, AxeBuilder axe) {
        assertThat(axe.analyze().getViolations())
                .as(state)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }

    @Test
    void everybodyCanUseThemByDayAndByNight() throws Exception {
        each(Visit.as("Admin").setColorScheme(ColorScheme.LIGHT), (state, page) -> {
            isAccessible(state, page);
            isLegibleByNight(state, page);
        });
    }

    @Test
    void nothingIsWiderThanTheSmallestScreen() throws Exception {
        List<String> wide = new ArrayList<>();
        each(Visit.as("Admin").setViewportSize(320, 640), (state, page) -> {
            int width = (int) page.evaluate("document.documentElement.scrollWidth");
            if (width > 320) {
                wide.add(state + " is " + width + " wide");
            }
        });
        assertThat(wide).isEmpty();
    }

    @Test
    void theirHtmlIsValid() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("html"));
        try (Visit visit = visit(Visit.as("Admin").setJavaScriptEnabled(false))) {
            for (Map.Entry<String, String> state : states.entrySet()) {
                Response answer = visit.page().navigate(state.getValue());
                Files.writeString(folder.resolve(state.getKey() + ".html"), answer.text());
            }
            visit.forgive("status of 4");
        }
        assertThat(HtmlChecker.errors(folder)).isEmpty();
    }

    @Test
    void printedTheyAreWithoutWhatCanOnlyBePressed() {
        try (Visit visit = visit("Admin")) {
            Page page = visit.open(states.get("running"));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("#actions").isVisible()).isFalse();
            assertThat(page.locator("#log").isVisible()).isTrue();
        }
    }
}
