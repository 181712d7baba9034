package dev.accepted.page;

import static dev.accepted.container.RunningJetty.request;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The page of a job as a browser gets it. */
class JobPageTest extends Browsing {

    @Test
    void aBrowserGetsAPageAtTheSameAddress() throws Exception {
        String job =
                submit("user", "{\"type\":\"demo\",\"name\":\"Update Resource\",\"input\":{\"duration\":\"PT10M\"}}");

        HttpResponse<String> page = browse("user", job);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains(Pages.POLICY);
        assertThat(page.headers().firstValue("Vary")).contains("Accept, Prefer");
        assertThat(page.body()).contains(">Update Resource</h1>", "Cancel job", "\"duration\" : \"PT10M\"");
        assertThat(jetty.get("user", job).headers().firstValue("Content-Type")).contains("application/json");
        assertThat(browse("viewer", job).body()).contains("Update Resource").doesNotContain("Cancel job");
    }

    @Test
    void hostileTextsStayTexts() throws Exception {
        String hostile = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>";

        String page = browse(
                        "user",
                        submit(
                                "user",
                                "{\"type\":\"demo\",\"name\":\"" + hostile + "\",\"summary\":\"" + hostile
                                        + "\",\"input\":{\"duration\":\"PT0S\",\"result\":\"" + hostile + "\"}}"))
                .body();

        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>alert", "<img");
    }

    @Test
    void whatGoesWrongIsAPageToo() throws Exception {
        HttpResponse<String> page = browse("user", jetty.base() + "/job-management/jobs/abc");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains(Pages.POLICY);
        assertThat(page.body()).contains("<h1>No such job</h1>", "user");
        HttpResponse<String> outside = browse("user", jetty.base() + "/nowhere");
        assertThat(outside.statusCode()).isEqualTo(404);
        assertThat(outside.body()).contains("<h1>There is nothing here</h1>");
    }

    @Test
    void thePagesFilesAreServedAndNothingBesideThem() throws Exception {
        HttpResponse<String> style = jetty.get("user", jetty.base() + "/job-management/page/style.css");

        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(style.headers().firstValue("Content-Type")).contains("text/css;charset=utf-8");
        assertThat(jetty.get("user", jetty.base() + "/job-management/page/Pages.class")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void cancelByAFormLeadsBackToTheJob() throws Exception {
        String job = submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT10M\"}}");

        assertThat(wayOf(press("user", job + "/cancel", ""))).isEqualTo(job);
        assertThat(browse("user", job).body()).contains("Cancel");
    }

    @Test
    void whatCannotBeDoneIsToldOnTheJobsOwnPage() throws Exception {
        String job = submit("user", "{\"type\":\"demo\",\"name\":\"Mine\",\"input\":{\"duration\":\"PT0S\"}}");
        await().until(() -> jetty.get("user", job).body().contains("SUCCESS"));

        HttpResponse<String> cancel = press("user", job + "/cancel", "");
        assertThat(cancel.statusCode()).isEqualTo(409);
        assertThat(cancel.body()).contains(">Mine</h1>", "cannot be cancelled");
        HttpResponse<String> retry = press("user", job + "/retry", "");
        assertThat(retry.statusCode()).isEqualTo(409);
        assertThat(retry.body()).contains(">Mine</h1>", "Only a job that ended without success is retried");
        assertThat(jetty.post("user", job + "/cancel", "").headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @Test
    void theMeaningOfAProblemIsAPageToo() throws Exception {
        assertThat(browse("user", home() + "/problems/queue-full").body()).contains("<h1>", "<code>queue-full</code>");
    }

    @Test
    void deleteByAFormLeadsToTheListAndAskedAgainSaysThatItIsGone() throws Exception {
        String job = submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\"}}");
        await().until(() -> jetty.get("user", job).body().contains("SUCCESS"));

        assertThat(browse("user", job).body()).contains("action=\"" + job.substring(job.indexOf("/api")) + "/delete\"");
        assertThat(wayOf(press("user", job + "/delete", ""))).isEqualTo(home() + "/jobs");
        HttpResponse<String> again = press("user", job + "/delete", "");
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("was deleted");
    }

    @Test
    void theScriptsFormAndTheWholePageHaveTagsOfTheirOwnAndTheScriptsIsHeldLikeAnyLongPoll() throws Exception {
        String job = submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\",\"steps\":3}}");
        await().until(() -> jetty.get("user", job).body().contains("SUCCESS"));

        HttpResponse<String> brief = brief(job, "return=minimal", "\"none\"");
        assertThat(brief.body()).contains("Succeeded").doesNotContain("Step 2 of 3", "h-input");
        String tag = brief.headers().firstValue("ETag").orElseThrow();
        assertThat(brief(job, "return=minimal, wait=10", tag).statusCode()).isEqualTo(304);
        HttpResponse<String> whole = brief(job, "wait=0", tag);
        assertThat(whole.body()).contains("Step 2 of 3");
        String wholeTag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(wholeTag).startsWith("\"").isNotEqualTo(tag);
        assertThat(brief(job, "wait=0", wholeTag).statusCode()).isEqualTo(304);
        assertThat(browse("Admin", job).headers().firstValue("ETag"))
                .as("another name on it is another page")
                .get()
                .isNotEqualTo(wholeTag);
    }

    private HttpResponse<String> brief(String job, String prefer, String tag) throws Exception {
        return send(request("user:user", job)
                .header("Accept", CHROMIUM)
                .header("Prefer", prefer)
                .header("If-None-Match", tag)
                .build());
    }

    @Test
    void theCommandIsSafeInAShellWhoeverIsSignedIn() {
        assertThat(JobSheet.shellWord("Ada.Lovelace@example.com")).isEqualTo("Ada.Lovelace@example.com");
        assertThat(JobSheet.shellWord("O'Brien; rm -rf $HOME")).isEqualTo("'O'\\''Brien; rm -rf $HOME'");
    }

    @Test
    void onlyScriptlessBrowsersReloadUntilTheEnd() throws Exception {
        String job = submit("user", "{\"type\":\"demo\",\"input\":{\"duration\":\"PT10M\"}}");

        assertThat(browse("user", job).body()).contains("<noscript><meta http-equiv=\"refresh\" content=\"5\">");
        press("user", job + "/cancel", "");
        await().until(() -> jetty.get("user", job).body().contains("CANCELLED"));
        assertThat(browse("user", job).body()).doesNotContain("http-equiv");
        assertThat(browse("user", job).headers().firstValue("Refresh")).isEmpty();
    }
}
