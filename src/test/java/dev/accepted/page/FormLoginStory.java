package dev.accepted.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people see who sign in by a page of the container, with the descriptor of {@code webapp-config/form-login}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FormLoginStory {

    static final String SETTINGS = "accepted: {types: {update-resource: {handler: demo}}}\n";

    @TempDir
    static Path temp;

    private Chromium chromium;

    /** Starts the container; its context root. */
    abstract String serve(Path folder) throws Exception;

    abstract void stopServer() throws Exception;

    private String base;

    @BeforeAll
    final void start() throws Exception {
        chromium = Chromium.open();
        base = serve(Files.createDirectory(temp.resolve("server")));
    }

    @AfterAll
    final void stop() throws Exception {
        stopServer();
        if (chromium != null) {
            chromium.close();
        }
    }

    private Visit visit() {
        return new Visit(chromium.browser(), base, new NewContextOptions());
    }

    private static void signIn(Page page, String name, String password) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(password);
        BrowserTest.button(page, "Sign in").click();
    }

    @Test
    void whoeverFollowsALinkSignsInAndIsLedToWhereItLeads() {
        try (Visit visit = visit()) {
            Page page = visit.open(base + "/job-management/job-types/update-resource");
            assertThat(page).hasTitle("Sign in · Accepted");
            signIn(page, "user", "wrong");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("is wrong");
            signIn(page, "user", "user");

            assertThat(page.locator("h1")).hasText("update-resource");
            assertThat(page.locator("header")).containsText("Signed in as user");
            page.getByLabel("duration").fill("PT30S");
            BrowserTest.button(page, "Submit").click();
            assertThat(page.locator("#state")).containsText("Running");
            BrowserTest.button(page, "Cancel job").click();
            assertThat(page.locator("#state")).containsText("Cancelled");
        }
    }

    @Test
    void aPageWhoseSessionHasEndedSaysSoAndStops() {
        try (Visit visit = visit()) {
            Page page = visit.open(base + "/job-management/jobs");
            signIn(page, "viewer", "viewer");
            assertThat(page.locator("h1")).hasText("Jobs");
            assertThat(page.locator("main form[method=post]")).hasCount(0);
            visit.context().clearCookies();
            assertThat(page.locator("#live")).hasText("Live: sign in again");
        }
    }

    @Test
    void theSignInPageIsSoundAndAsksForNothingElse() throws Exception {
        try (Visit visit = visit()) {
            Page page = visit.open(base + "/job-management/jobs");
            assertThat(page.evaluate("performance.getEntriesByType('resource').length"))
                    .isEqualTo(0);
            assertThat(page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth"))
                    .isEqualTo("384px");
            assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
                    .isEmpty();
            page.setViewportSize(320, 640);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(320);
            Path html = Files.createDirectories(temp.resolve("html"));
            Files.writeString(
                    html.resolve("signin.html"),
                    page.request()
                            .get(
                                    base + "/job-management/jobs",
                                    RequestOptions.create().setHeader("Accept", "text/html"))
                            .text());
            assertThat(HtmlChecker.errors(html)).isEmpty();
        }
    }

    @Test
    void aProgramIsToldThatNobodyHasSignedIn() {
        try (Visit visit = visit()) {
            APIResponse answer = visit.context()
                    .request()
                    .get(
                            base + "/job-management/jobs",
                            RequestOptions.create().setHeader("Accept", "application/json"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        }
    }

    @Test
    void theSessionsCookieIsForNoOtherSiteAndNoScript() {
        try (Visit visit = visit()) {
            signIn(visit.open(base + "/job-management"), "Admin", "admin");
            assertThat(visit.page()).hasTitle(Pattern.compile("Overview"));
            List<Cookie> cookies = visit.context().cookies();
            assertThat(cookies).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.httpOnly).isTrue();
                assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
            });
        }
    }
}
