package dev.accepted.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The same at every address: everything that a page leads to, follows or sends is found where the browser sees the application. */
abstract class PlaceStory extends BrowserTest {

    @Test
    void aJobIsSubmittedWatchedReadAndDeletedByPagesAlone() {
        try (Visit visit = visit("user")) {
            Page page = visit.open(home());
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Submit"))
                    .click();
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions()
                                    .setName("update-resource")
                                    .setExact(true))
                    .click();
            page.getByLabel("duration").fill("PT2S");
            page.getByLabel("result").fill("made");
            button(page, "Submit").click();

            assertThat(page).hasURL(Pattern.compile("/job-management/jobs/[0-9]+$"));
            assertThat(page.url()).startsWith(home());
            assertThat(page.locator("#state")).containsText("Succeeded");
            assertThat(page.locator("#log")).containsText("Step");
            assertThat(page.locator("#curl")).containsText(page.url());
            assertThat(page.locator("#result pre")).hasText("made");
            visit.open(page.url() + "/result");
            page.goBack();
            button(page, "Delete").click();
            assertThat(page).hasURL(home() + "/jobs");
        }
    }

    @Test
    void everyLinkOfEveryPageLeadsSomewhere() throws Exception {
        jetty.submit("user", demo("Linked", "\"duration\":\"PT0S\""));
        try (Visit visit = visit("Admin")) {
            Page page = visit.page();
            for (String place : List.of("", "/jobs", "/job-types", "/job-types/everything", "/schedules/nightly")) {
                visit.open(home() + place);
                Object links = page.evaluate(
                        "[...document.querySelectorAll('a[href],link[href],script[src],form[method=get]')]"
                                + ".map(e => e.href || e.src || e.action).filter(h => !h.includes('#'))");
                for (Object link : (List<?>) links) {
                    assertThat(link.toString()).as(place).startsWith(home());
                    assertThat(page.request().get(link.toString()).status())
                            .as("%s, linked from '%s'", link, place)
                            .isEqualTo(200);
                }
            }
        }
    }
}
