package dev.accepted.page;

import static dev.accepted.container.RunningJetty.request;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The page of a job as a browser gets it. */
class JobPageTest extends ApplicationTest {

    private static final String CHROMIUM =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";

    private HttpResponse<String> browse(String user, String uri) throws Exception {
        return send(request(user + ":" + user, uri).header("Accept", CHROMIUM).build());
    }

    private String submit(String json) throws Exception {
        return jetty.submit("user", json).headers().firstValue("Location").orElseThrow();
    }

    @Test
    void aBrowserGetsAPageAtTheSameAddress() throws Exception {
        String job = submit("{\"type\":\"demo\",\"name\":\"Update Resource\",\"input\":{\"duration\":\"PT10M\"}}");

        HttpResponse<String> page = browse("user", job);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains(Pages.POLICY);
        assertThat(page.headers().firstValue("Vary")).contains("Accept, Prefer");
        assertThat(page.body()).contains("<h1>Update Resource</h1>", "Cancel job", "\"duration\" : \"PT10M\"");
        assertThat(jetty.get("user", job).headers().firstValue("Content-Type")).contains("application/json");
        assertThat(browse("viewer", job).body()).contains("Update Resource").doesNotContain("Cancel job");
    }

    @Test
    void hostileTextsStayTexts() throws Exception {
        String hostile = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>";

        String page = browse(
                        "user",
                        submit("{\"type\":\"demo\",\"name\":\"" + hostile + "\",\"summary\":\"" + hostile
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
}
