package dev.accepted.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people and handlers say stays text, and nobody else's page does anything here. */
class HostilePagesIT extends BrowserTest {

    private String hostile(String type, String status) throws Exception {
        return submit(
                "user",
                new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "type",
                                "hostile",
                                "name",
                                Hostile.TEXT,
                                "summary",
                                Hostile.TEXT,
                                "input",
                                Map.of("type", type, "more", Hostile.TEXT))),
                status);
    }

    private static void isHarmless(Page page) {
        assertThat(page.locator("main img, main script, main svg:not(.icon):not(.chart), body > img"))
                .hasCount(0);
        assertThat(page.title()).endsWith("· Accepted");
    }

    @Test
    void namesSummariesLogsInputsFaultsAndProgressAreTexts() throws Exception {
        String job = hostile("", "FAILURE");
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            assertThat(page.locator("h1")).hasText(Hostile.TEXT);
            assertThat(page.locator("#log")).containsText(Hostile.TEXT);
            assertThat(page.locator("#error")).containsText(Hostile.TEXT);
            assertThat(page.locator("#details")).containsText(Hostile.TEXT);
            isHarmless(page);
            visit.open(home() + "/jobs?q=%3Cscript%3E");
            assertThat(page.getByLabel("Search")).hasValue("<script>");
            assertThat(page.locator("#rows")).containsText(Hostile.TEXT);
            isHarmless(page);
            visit.openProblem(home() + "/jobs/%3Cimg%20src=x%20onerror=alert(1)%3E", 404);
            isHarmless(page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/csv", "application/json"})
    void resultsThatAreShownAreTextsBothOnThePageAndByThemselves(String type) throws Exception {
        String job = hostile(type, "SUCCESS");
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            assertThat(page.locator("#result")).containsText("<script>");
            isHarmless(page);
            if (!type.equals("text/csv")) { // which a browser saves
                visit.open(job + "/result");
                assertThat(page.evaluate("document.contentType")).isEqualTo(type);
                assertThat(page.title()).isNotEqualTo("taken");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "no type at all"})
    void resultsThatABrowserWouldRunAreDownloaded(String type) throws Exception {
        String job = hostile(type, "SUCCESS");
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            isHarmless(page);
            Download file =
                    page.waitForDownload(() -> page.getByText("Open the result").click());
            assertThat(file.suggestedFilename()).doesNotContain("/", "<", ">");
            assertThat(page.url()).isEqualTo(job);
        }
    }

    @Test
    void aPageOfAnotherSiteCannotActInTheNameOfWhoeverIsSignedIn() throws Exception {
        String job = submit("user", demo("Not yours", "\"duration\":\"PT60S\""), "INPROGRESS");
        try (Visit visit = visit("user")) {
            Page page = visit.open(job);
            page.route(
                    "http://evil.example/**",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody("<form method=post action='" + job + "/cancel'><button>Win</button></form>")));
            page.navigate("http://evil.example/");
            page.getByText("Win").click();

            assertThat(page.locator("main")).containsText("another origin");
            visit.forgive("evil.example");
            visit.forgive("status of 403");
            visit.open(job);
            assertThat(page.locator("#state")).containsText("Running");
        }
    }

    @Test
    void noOtherSiteShowsAPageInAFrame() throws Exception {
        try (Visit visit = visit("user")) {
            Page page = visit.open(home() + "/jobs");
            page.route(
                    "http://evil.example/**",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody("<iframe src='" + home() + "/jobs'></iframe>")));
            page.navigate("http://evil.example/");
            page.waitForTimeout(300);
            assertThat(page.frames())
                    .noneMatch(frame ->
                            frame.url().startsWith(home()) && frame.title().contains("Jobs"));
            visit.forgive("evil.example");
            visit.forgive("frame-ancestors");
        }
    }
}
