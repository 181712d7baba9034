package dev.accepted.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people do on the pages, done in a real browser. */
class PagesIT extends BrowserTest {

    @Test
    void submitsByTheFormAndReadsTheResult() throws Exception {
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/job-types/squares");
            page.getByLabel("rows").fill("3");
            button(page, "Submit").click();

            assertThat(page.locator("#state")).containsText("Succeeded");
            assertThat(page.locator("#result table")).containsText("9");
            assertThat(page).hasTitle("✓ Squares · Accepted");
            Download file =
                    page.waitForDownload(() -> page.getByText("Open the result").click());
            assertThat(file.suggestedFilename()).isEqualTo("squares.csv");
            assertThat(Files.readString(file.path())).contains("NUMBER,SQUARE");
        }
    }

    @Test
    void submitsAFile() {
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/job-types/checksum");
            page.getByLabel("File")
                    .setInputFiles(new FilePayload("a.txt", "text/plain", "abc".getBytes(StandardCharsets.UTF_8)));
            button(page, "Submit").click();

            assertThat(page.locator("#result")).containsText("ba7816bf");
        }
    }

    @Test
    void whatIsRefusedKeepsWhatWasTypedAndLeadsToTheField() {
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/job-types/everything");
            page.getByLabel("Customer").fill("ACME");
            page.getByLabel("City").fill("Hamburg");
            page.getByLabel("Postal code").fill("x");
            page.getByLabel("Password").fill("hush");
            button(page, "Submit").click();

            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            visit.forgive("status of 422");
            assertThat(page.getByLabel("Customer")).hasValue("ACME");
            assertThat(page.getByLabel("Password")).hasValue("");
            page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK).click();
            assertThat(page.getByLabel("Postal code")).isFocused();
            page.getByLabel("Postal code").fill("20095");
            button(page, "Submit").click();

            assertThat(page.locator("#h-input")).isVisible();
            assertThat(page.locator("pre", new Page.LocatorOptions().setHasText("20095")))
                    .isVisible();
        }
    }

    @Test
    void aTimeIsTypedInTheReadersZoneAndSentInUtc() {
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/job-types/update-resource");
            page.getByText("Name, time and place").click();
            page.getByLabel("Start not before").fill("2035-07-01T12:00");
            button(page, "Submit").click();

            assertThat(page.locator("#events time").last()).hasAttribute("datetime", "2035-07-01T10:00:00Z");
            assertThat(page.locator("#progress time").first()).containsText("12:00:00");
            assertThat(page.locator("#progress time").first()).hasAttribute("title", "2035-07-01 10:00:00 UTC");
            page.navigate(home() + "/jobs?submitted-after=2026-01-01T11:00:00Z");
            assertThat(page.getByLabel("From")).hasValue("2026-01-01T12:00");
            button(page, "Filter").click();
            page.waitForURL(Pattern.compile("submitted-after=2026-01-01T11%3A00%3A00\\.000Z"));
        }
    }

    @Test
    void watchesABarMoveToTheEndWithoutLosingThePlace() throws Exception {
        String job = submit("user", demo("Watched", "\"duration\":\"PT6S\",\"steps\":24"));
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            page.evaluate("document.body.dataset.mark = 'same'");
            assertThat(page.locator("#progress progress")).hasAttribute("max", "100");
            page.evaluate("getSelection().selectAllChildren(document.getElementById('h-script'))");
            Locator link = page.getByText("The whole log as text");
            link.focus();
            int before = Integer.parseInt(page.locator("#progress progress").getAttribute("value"));
            page.waitForFunction("before => +document.querySelector('#progress progress').value > before + 20", before);

            assertThat(page.locator("#state")).containsText("Running");
            assertThat(page).hasTitle(Pattern.compile("\\d+ % Watched"));
            assertThat(page.locator("#announce")).hasText("");
            assertThat(link).isFocused();
            assertThat(page.evaluate("String(getSelection())")).isEqualTo("From a script");
            assertThat(page.locator("#state")).containsText("Succeeded");
            assertThat(page.locator("#live")).hasText("Live: ended");
            assertThat(page.locator("#announce")).hasText("Succeeded");
            assertThat(page.locator("link[rel=icon]")).hasAttribute("href", Pattern.compile("ok\\.svg$"));
            assertThat(page.locator("#log")).containsText("Step 24 of 24");
            List<String> lines = page.locator("#log").textContent().lines().toList();
            assertThat(lines).doesNotHaveDuplicates().hasSize(24);
            assertThat(page.evaluate("document.body.dataset.mark")).isEqualTo("same");
        }
    }

    @Test
    void nothingJumpsWhileItIsLive() throws Exception {
        String job = submit("user", demo("Calm", "\"duration\":\"PT4S\",\"steps\":8,\"result\":\"made\""));
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            page.evaluate("() => { window.jumps = 0; new PerformanceObserver(list => list.getEntries()"
                    + ".forEach(e => { window.jumps += e.value; })).observe({type: 'layout-shift'}); }");
            assertThat(page.locator("#live")).hasText("Live: ended");
            assertThat(page.locator("#result")).containsText("made");

            assertThat(((Number) page.evaluate("() => window.jumps")).doubleValue())
                    .as("cumulative layout shift, of which 0.1 is called good")
                    .isLessThan(0.05);
        }
    }

    @Test
    void whatIsSelectedInAPartThatChangesStaysUntilTheReaderLetsGo() throws Exception {
        String job = submit("user", demo("Selected", "\"duration\":\"PT4S\",\"steps\":8"), "INPROGRESS");
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            page.evaluate("getSelection().selectAllChildren(document.querySelector('#state .state'))");
            assertThat(page.locator("#live")).hasText("Live: ended");

            assertThat(page.locator("#state")).containsText("Running");
            page.evaluate("getSelection().removeAllRanges()");
            assertThat(page.locator("#state")).containsText("Succeeded");
        }
    }

    @Test
    void theKeyboardsPlaceIsKeptOrGoesToTheHeading() throws Exception {
        String job = submit("user", demo("Focused", "\"duration\":\"PT3S\",\"steps\":6"));
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            button(page, "Cancel job").focus();
            assertThat(page.locator("#live")).hasText("Live: ended");

            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Focused")))
                    .isFocused();
        }
    }

    @Test
    void saysWhenTheConnectionIsLostAndGoesOnAfterwards() throws Exception {
        String job = submit("user", demo("Lost", "\"duration\":\"PT30S\",\"steps\":120"));
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            assertThat(page.locator("#live")).hasText("Live: on");
            visit.context().setOffline(true);
            assertThat(page.locator("#live")).hasText("Live: connection lost");
            visit.context().setOffline(false);
            assertThat(page.locator("#live")).hasText("Live: on");
            visit.forgive("ERR_INTERNET_DISCONNECTED");
        }
    }

    @Test
    void liveCanBeSwitchedOffAndThatIsRemembered() throws Exception {
        String job = submit("user", demo("Still", "\"duration\":\"PT30S\",\"steps\":120"));
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            page.locator("#live").click();
            assertThat(page.locator("#live")).hasText("Live: off");
            page.reload();
            assertThat(page.locator("#live")).hasText("Live: off");
            page.locator("#live").click();
            page.reload();
            assertThat(page.locator("#live")).hasText("Live: on");
        }
    }

    @Test
    void cancelsRetriesAndDeletes() throws Exception {
        String job = submit("user", demo("Steered", "\"duration\":\"PT60S\""), "INPROGRESS");
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            button(page, "Cancel job").click();
            assertThat(page.locator("#state")).containsText("Cancelled");
            button(page, "Retry").click();
            assertThat(page.getByText("the earlier job")).isVisible();
            button(page, "Delete").click();
            page.waitForURL(home() + "/jobs");
            visit.openProblem(page.url() + "/1", 410);
        }
    }

    @Test
    void filtersAndRetriesManyInOneConfirmedStep() throws Exception {
        for (int i = 0; i < 3; i++) {
            submit("user", demo("Bulk " + i, "\"duration\":\"PT0S\",\"fail\":true"), "FAILURE");
        }
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/jobs");
            page.getByLabel("Search").fill("bulk");
            button(page, "Filter").click();
            assertThat(page.locator("#rows tbody tr")).hasCount(3);
            page.getByLabel("Select all on this page").check();
            page.locator("#bulk-retry summary").click();
            button(page, "Retry the selected").click();

            page.waitForURL(Pattern.compile("jobs\\?q=bulk$"));
            assertThat(page.locator("#rows tbody tr")).hasCount(6);
            page.locator("#bulk-delete summary").click();
            page.getByText("Delete all of mine that match").click();
            assertThat(page.getByText("No job fits this filter.")).isVisible();
        }
    }

    @Test
    void whatIsTickedStaysTickedWhileTheListMoves() throws Exception {
        submit("user", demo("Ticked", "\"duration\":\"PT60S\""));
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/jobs");
            page.getByLabel("Select Ticked").check();
            submit("user", demo("Newer than that", "\"duration\":\"PT60S\""));
            assertThat(page.locator("#rows")).containsText("Newer than that");

            assertThat(page.getByLabel("Select Ticked")).isChecked();
            assertThat(page.getByLabel("Select Newer than that")).not().isChecked();
        }
    }

    @Test
    void whatCannotBeDoneToManyIsToldForEach() throws Exception {
        String ended = submit("user", demo("Ended", "\"duration\":\"PT0S\""), "SUCCESS");
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/jobs?q=Ended");
            page.getByLabel("Select Ended").check();
            page.locator("#bulk-cancel summary").click();
            button(page, "Cancel the selected").click();

            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("0 cancelled, 1 refused");
            assertThat(page.locator("main")).containsText(ended.substring(ended.lastIndexOf('/') + 1));
            page.getByText("Back to the list").click();
            page.waitForURL(Pattern.compile("jobs\\?q=Ended$"));
        }
    }

    @Test
    void eachRoleSeesWhatItMaySeeAndDo() throws Exception {
        String job = submit("user", demo("Of user", "\"duration\":\"PT60S\""), "INPROGRESS");
        try (Visit viewer = visit("viewer")) {
            Page page = viewer.open(job);
            assertThat(page.locator("main form")).hasCount(0);
            assertThat(page.locator("header")).containsText("viewer");
            viewer.open(home() + "/jobs");
            assertThat(page.locator("#rows")).containsText("Of user");
            assertThat(page.locator("form[method=post]")).hasCount(0);
        }
        try (Visit other = visit("other")) {
            other.openProblem(job, 404);
            assertThat(other.open(home() + "/jobs").locator("#rows")).not().containsText("Of user");
        }
        try (Visit admin = visit("Admin")) {
            button(admin.open(job), "Cancel job").click();
            assertThat(admin.page().locator("#state")).containsText("Cancelled");
            assertThat(admin.page().locator("#error")).containsText("Admin");
        }
    }

    @Test
    void withoutScriptEverythingIsAForm() throws Exception {
        try (Visit visit = visit(Visit.as("user").setJavaScriptEnabled(false))) {
            Page page = visit.open(home() + "/job-types/update-resource");
            page.getByLabel("duration").fill("PT2S");
            button(page, "Submit").click();
            String job = page.url();
            assertThat(page.locator("#live")).isHidden();
            assertThat(page.locator("#state"))
                    .containsText("Succeeded", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(page.locator("meta[http-equiv=refresh]")).hasCount(0);
            assertThat(page).hasURL(job);
            visit.open(home() + "/jobs?q=Update");
            page.getByLabel("Select Update Resource").first().check();
            page.locator("#bulk-delete summary").click();
            button(page, "Delete the selected").click();
            visit.openProblem(job, 410);
        }
    }

    @Test
    void anAdministratorPausesAQueueAndItsJobsSaySoUntilItIsResumed() throws Exception {
        try (Visit admin = visit("Admin");
                Visit user = visit("user")) {
            Page overview = admin.open(home());
            button(overview, "Pause batch").click();
            assertThat(overview.locator("#queues")).containsText("by Admin");
            Page job = user.open(submit("user", "{\"type\":\"queued\",\"input\":{\"duration\":\"PT0S\"}}"));
            assertThat(job.locator("#progress")).containsText("That queue is paused");
            assertThat(user.open(home()).locator("#queues")).containsText("Paused");
            assertThat(job.locator("main form")).hasCount(0);
            job.goBack();
            assertThat(overview.locator("#queues")).containsText("1 of 50");
            button(overview, "Resume batch").click();
            assertThat(job.locator("#state")).containsText("Succeeded");
            assertThat(button(overview, "Pause batch")).isVisible();
        }
    }
}
