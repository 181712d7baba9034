package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The pages of the list and of the whole, as a browser gets them. */
class ListPageTest extends Browsing {

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {default: {concurrency: 2}, night: {concurrency: 1}}
                  types:
                    demo: {handler: demo, description: It takes its time}
                    later: {handler: demo, queues: [night], window: {cron: "0 0 1 1 *"}}
                """;
    }

    @Test
    void aUserSeesOwnJobsAndAViewerThoseOfAll() throws Exception {
        submit("user", "{\"type\":\"later\",\"name\":\"Mine\"}");
        submit("other", "{\"type\":\"later\",\"name\":\"Of another\"}");

        assertThat(browse("user", home() + "/jobs").body())
                .contains(">Mine</a>")
                .doesNotContain("Of another", "Owner<");
        String all = browse("viewer", home() + "/jobs").body();
        assertThat(all).contains(">Mine</a>", ">Of another</a>", "Owner<").doesNotContain("Submit a job");
    }

    @Test
    void theFilterIsKeptInItsFieldsItsTabsAndItsLinks() throws Exception {
        submit("user", "{\"type\":\"later\",\"name\":\"Sought\"}");
        submit("user", "{\"type\":\"later\",\"name\":\"Sought\"}");

        String page = browse(
                        "user", home() + "/jobs?q=sought&type=later&owner=&submitted-after=2020-01-01T00:00&limit=1")
                .body();

        assertThat(page)
                .contains(
                        "value=\"sought\"",
                        "<option selected value=\"later\">",
                        "value=\"2020-01-01T00:00:00\"",
                        "job-status=UNDETERMINED&amp;q=sought&amp;submitted-after=2020-01-01T00%3A00%3A00Z&amp;type=later",
                        "q=sought&amp;submitted-after=2020-01-01T00%3A00%3A00Z&amp;type=later&amp;limit=1&amp;cursor=");
    }

    @Test
    void theTabsCountWhatTheRestOfTheFilterLetsPassAndNothingThatWouldHaveToBeSearchedFor() throws Exception {
        submit("Admin", "{\"type\":\"later\"}");

        assertThat(browse("Admin", home() + "/jobs?owner=Admin&job-status=FAILURE")
                        .body())
                .contains(">Waiting <span class=\"count\">1</span>", ">Failed <span class=\"count\">0</span>");
        assertThat(browse("user", home() + "/jobs?owner=Admin").body())
                .contains(">Waiting <span class=\"count\">0</span>");
        assertThat(browse("Admin", home() + "/jobs?q=later").body()).doesNotContain("class=\"count\"");
        assertThat(browse("Admin", home() + "/jobs?owner=Admin&type=later").body())
                .doesNotContain("class=\"count\"");
    }

    @Test
    void whatIsWrongWithAFilterIsToldOnTheListWithTheFilterKept() throws Exception {
        HttpResponse<String> page = browse("user", home() + "/jobs?q=kept&submitted-after=yesterday");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("<h1>Jobs</h1>", "role=\"alert\"", "yesterday", "value=\"kept\"");
        assertThat(browse("user", home() + "/jobs?colour=red").body()).contains("<h1>Jobs</h1>", "colour");
        assertThat(jetty.get("user", home() + "/jobs?submitted-after=2020-01-01T00:00")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whereNoJobIsThePageSaysWhy() throws Exception {
        assertThat(browse("nobody", home() + "/jobs").statusCode()).isEqualTo(403);
        assertThat(browse("user", home() + "/jobs?q=nothing-like-this").body()).contains("No job fits this filter.");
    }

    @Test
    void theOverviewShowsQueuesTypesAndTheServer() throws Exception {
        String page = browse("viewer", home()).body();

        assertThat(page)
                .contains(
                        "<h1>Overview</h1>",
                        ">night</a>",
                        "of 1</td>",
                        "It takes its time",
                        "our own pool of",
                        "ended");
    }
}
