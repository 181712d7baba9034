package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a client that has an answer is told when it asks again, and what is known without a body. */
class ConditionalTest extends ApplicationTest {

    private static final String LATER = "{\"type\":\"demo\",\"scheduled-start-time\":\"2030-01-01T00:00:00Z\"}";

    @Test
    void anUnfinishedJobThatTheClientHasIsAnswered304() throws Exception {
        String job = submitted(LATER);
        HttpResponse<String> first = jetty.get("user", job);
        String tag = header(first, "ETag");
        assertThat(tag).startsWith("W/\"");
        HttpResponse<String> second = ifNoneMatch("user", job, "\"x\", " + tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        for (String field : List.of("ETag", "Vary", "Cache-Control", "Retry-After")) {
            assertThat(header(second, field)).as(field).isEqualTo(header(first, field));
        }
        jetty.post("user", job + "/cancel", "");
        HttpResponse<String> third = ifNoneMatch("user", job, tag);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(header(third, "ETag")).startsWith("\"");
        assertThat(ifNoneMatch("user", job, "W/" + header(third, "ETag")).statusCode())
                .isEqualTo(304);
    }

    @Test
    void eachFormAndEachCallersRightsHaveATagOfTheirOwn() throws Exception {
        String job = submitted(LATER);
        String owners = header(jetty.get("user", job), "ETag");
        assertThat(List.of(
                        owners,
                        header(jetty.get("user", job + "?f=xml"), "ETag"),
                        header(jetty.get("user", job + "?f=text"), "ETag"),
                        header(jetty.get("viewer", job), "ETag")))
                .doesNotHaveDuplicates();
        assertThat(header(jetty.get("Admin", job), "ETag")).isEqualTo(owners);
        assertThat(ifNoneMatch("viewer", job, owners).statusCode()).isEqualTo(200);
    }

    @Test
    void thePageOfAnUnfinishedJobIsDrawnEachTimeForItTellsMoreThanTheVersionOfItsJob() throws Exception {
        String job = submitted(LATER);
        HttpResponse<String> page = ifNoneMatch("user", job + "?f=html", "*");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("ETag")).isEmpty();
    }

    @Test
    void anUnfinishedResultIsTheJobUnderTheSameTag() throws Exception {
        String job = submitted(LATER);
        HttpResponse<String> unfinished = jetty.get("user", job + "/result");
        assertThat(unfinished.statusCode()).isEqualTo(202);
        assertThat(header(unfinished, "ETag")).isEqualTo(header(jetty.get("user", job), "ETag"));
        HttpResponse<String> same = ifNoneMatch("user", job + "/result", header(unfinished, "ETag"));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(header(same, "Content-Location")).isEqualTo(header(unfinished, "Content-Location"));
    }

    @Test
    void listsTypesAndTheHomeThatHaveNotChangedAreAnswered304() throws Exception {
        submitted(LATER);
        for (String path :
                List.of("", "/jobs", "/jobs?limit=1&f=xml", "/job-types", "/job-types/demo", "/problems/gone")) {
            String uri = jetty.base() + "/job-management" + path;
            String tag = header(jetty.get("user", uri), "ETag");
            assertThat(ifNoneMatch("user", uri, tag).statusCode()).as(uri).isEqualTo(304);
        }
        String jobs = jetty.base() + "/job-management/jobs";
        String before = header(jetty.get("user", jobs), "ETag");
        submitted(LATER);
        assertThat(ifNoneMatch("user", jobs, before).statusCode()).isEqualTo(200);
    }

    @Test
    void headAnswersLikeGetWithoutTheBody() throws Exception {
        String waiting = submitted(LATER);
        String ended = submitted("{\"type\":\"demo\",\"input\":{\"duration\":\"PT0S\",\"result\":\"made\"}}");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> jetty.get("user", ended + "?f=text").body().equals("SUCCESS\n"));
        String home = jetty.base() + "/job-management";
        for (String uri : List.of(
                home,
                home + "/jobs",
                home + "/job-types",
                home + "/job-types/demo",
                home + "/job.xsd",
                home + "/problems/gone",
                home + "/jobs/5",
                home + "/nothing",
                waiting,
                waiting + "?f=xml",
                waiting + "/result",
                waiting + "/input",
                waiting + "/log",
                ended,
                ended + "?f=text",
                ended + "/result",
                ended + "/log",
                jetty.base() + "/health/ready")) {
            HttpResponse<String> get = jetty.get("user", uri);
            HttpResponse<String> head =
                    send(by("user", uri).method("HEAD", BodyPublishers.noBody()).build());
            assertThat(head.statusCode()).as(uri).isEqualTo(get.statusCode());
            assertThat(head.body()).as(uri).isEmpty();
            assertThat(fields(head)).as(uri).isEqualTo(fields(get)).containsKey("content-length");
        }
    }

    @Test
    void optionsSaysWhatAResourceKnows() throws Exception {
        String home = jetty.base() + "/job-management";
        String job = submitted(LATER);
        Map<String, List<String>> known = Map.of(
                home,
                List.of("GET", "HEAD", "OPTIONS"),
                home + "/jobs",
                List.of("GET", "HEAD", "OPTIONS", "POST"),
                home + "/job-types/demo/jobs",
                List.of("OPTIONS", "POST"),
                job + "/result",
                List.of("GET", "HEAD", "OPTIONS"),
                job + "/cancel",
                List.of("OPTIONS", "POST"));
        for (Map.Entry<String, List<String>> resource : known.entrySet()) {
            HttpResponse<String> options = send(by("user", resource.getKey())
                    .method("OPTIONS", BodyPublishers.noBody())
                    .build());
            assertThat(options.statusCode()).as(resource.getKey()).isIn(200, 204);
            assertThat(List.of(header(options, "Allow").split(" *, *")))
                    .as(resource.getKey())
                    .containsExactlyInAnyOrderElementsOf(resource.getValue());
        }
    }

    private String submitted(String body) throws Exception {
        HttpResponse<String> accepted = jetty.submit("user", body);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return header(accepted, "Location");
    }

    private static HttpResponse<String> ifNoneMatch(String user, String uri, String tags) throws Exception {
        return send(by(user, uri).header("If-None-Match", tags).build());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError(name + " of " + answer));
    }

    private static Map<String, List<String>> fields(HttpResponse<String> answer) {
        Map<String, List<String>> fields = new TreeMap<>(answer.headers().map());
        fields.remove("date");
        return fields;
    }
}
