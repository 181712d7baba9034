package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.JobId;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of jobs as clients see it: filters, pages, and what is said of a wrong parameter. */
class ListTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOBS = "/job-management/jobs";
    /** Nothing runs, so that the list stays as it is. */
    private static final String SETTINGS = """
            accepted:
              queues: {day: {concurrency: 1}, night: {concurrency: 1}}
              types:
                report: {handler: demo, queues: [day, night], window: {cron: "0 0 1 1 *"}}
                backup: {handler: demo, queues: [night], window: {cron: "0 0 1 1 *"}}
            """;

    /** The names of all jobs, newest first; other's begin with o. */
    private static final List<String> ALL = List.of("u-12", "u-11", "o-5", "o-4", "o-3", "o-2", "o-1", "u-10", "u-9");

    @Override
    protected String settings() {
        return SETTINGS;
    }

    @BeforeAll
    void submit() throws Exception {
        submit("user", "u-9", "report", "day");
        submit("user", "u-10", "report", "night");
        for (int i = 1; i <= 5; i++) {
            submit("other", "o-" + i, "backup", "night");
        }
        submit("user", "u-11", "report", "day");
        HttpResponse<String> last = submit("user", "u-12", "backup", "night");
        assertThat(jetty.post("user", last.headers().firstValue("Location").orElseThrow() + "/cancel", "")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> submit(String who, String name, String type, String queue) throws Exception {
        HttpResponse<String> answer = jetty.submit(
                who,
                "{\"type\":\"" + type + "\",\"name\":\"" + name + "\",\"summary\":\"About " + name + "\",\"queue\":\""
                        + queue + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    private JsonNode list(String who, String query) throws Exception {
        HttpResponse<String> answer = jetty.get(who, jetty.base() + JOBS + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("jobs");
    }

    private static List<String> names(JsonNode jobs) {
        return jobs.path("job").findValuesAsText("name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?job-state=COMPLETED                        | u-12
            ?job-state=SCHEDULED&owner=user             | u-11 u-10 u-9
            ?job-status=CANCELLED&job-status=SUCCESS    | u-12
            ?job-state=SCHEDULED&job-status=CANCELLED   |
            ?type=report                                | u-11 u-10 u-9
            ?type=report&type=backup&owner=user         | u-12 u-11 u-10 u-9
            ?type=none                                  |
            ?queue=day                                  | u-11 u-9
            ?queue=night&type=report                    | u-10
            ?owner=other&q=O-3                          | o-3
            ?q=about+U                                  | u-12 u-11 u-10 u-9
            ?q=%25                                      |
            ?owner=user&type=&q=&submitted-after=       | u-12 u-11 u-10 u-9
            ?submitted-before=2020-01-02T00:00:00Z      |
            ?submitted-after=01-01-2020%2012:00:00%20AM%20GMT&queue=day | u-11 u-9
            ?submitted-after=9998-01-01T00:00:00Z       |
            """)
    void aFilterLetsThroughWhatItSays(String query, String expected) throws Exception {
        List<String> names = expected == null ? List.of() : List.of(expected.split(" ", -1));

        assertThat(names(list("Admin", query))).isEqualTo(names);
        assertThat(names(list("viewer", query))).isEqualTo(names);
        assertThat(names(list("user", query)))
                .isEqualTo(names.stream().filter(name -> name.startsWith("u")).toList());
    }

    @Test
    void whoSeesOnlyOwnJobsFindsNoOthersWhateverIsAskedFor() throws Exception {
        assertThat(names(list("user", "?owner=other"))).isEmpty();
        assertThat(names(list("user", "?owner=other&owner=user"))).hasSize(4);
        assertThat(names(list("user", "?queue=night"))).containsExactly("u-12", "u-10");
    }

    @Test
    void theTotalIsTheFiltersAndLeftOutWhereItWouldTakeCounting() throws Exception {
        assertThat(list("Admin", "").path("@total").asText()).isEqualTo("9");
        assertThat(list("Admin", "?job-state=SCHEDULED&limit=2").path("@total").asText())
                .isEqualTo("8");
        assertThat(list("Admin", "?queue=night&job-state=SCHEDULED")
                        .path("@total")
                        .asText())
                .isEqualTo("6");
        assertThat(list("user", "").path("@total").asText()).isEqualTo("4");
        assertThat(list("user", "?queue=night").has("@total")).isFalse();
        assertThat(list("Admin", "?q=u").has("@total")).isFalse();
    }

    @Test
    void aWalkThroughThePagesKeepsTheFilterTheLimitAndTheForm() throws Exception {
        String query = "?owner=other&owner=user&type=backup&limit=2&q=about+&f=json";
        List<String> met = new ArrayList<>();
        HttpResponse<String> page = jetty.get("Admin", jetty.base() + JOBS + query);
        HttpResponse<String> last = page;
        while (true) {
            JsonNode jobs = JSON.readTree(page.body()).path("jobs");
            met.addAll(names(jobs));
            last = page;
            if (!jobs.has("next")) {
                break;
            }
            assertThat(jobs.path("next").asText())
                    .startsWith("/api/company/job-management/jobs?")
                    .contains("owner=other&owner=user", "type=backup", "limit=2", "q=about+", "f=json");
            String link = "<" + jetty.base().replace("/api/company", "")
                    + jobs.path("next").asText() + ">; rel=\"next\"";
            assertThat(page.headers().allValues("Link")).contains(link);
            page = follow(jobs.path("next"));
        }
        assertThat(met).containsExactly("u-12", "o-5", "o-4", "o-3", "o-2", "o-1");

        assertThat(last.headers().allValues("Link")).hasSize(1).allMatch(link -> link.endsWith("rel=\"prev\""));
        JsonNode before = JSON.readTree(
                        follow(JSON.readTree(last.body()).at("/jobs/prev")).body())
                .path("jobs");
        assertThat(names(before)).containsExactly("o-4", "o-3");
    }

    private HttpResponse<String> follow(JsonNode path) throws Exception {
        return jetty.get("Admin", jetty.base().replace("/api/company", "") + path.asText());
    }

    @Test
    void thePageBeyondTheLastOneIsEmptyAndLeadsBack() throws Exception {
        JsonNode beyond = list("Admin", "?limit=3&cursor=" + new Cursor(false, new JobId(1)));
        assertThat(names(beyond)).isEmpty();
        assertThat(beyond.has("next")).isFalse();
        assertThat(names(JSON.readTree(follow(beyond.path("prev")).body()).path("jobs")))
                .containsExactly("o-1", "u-10", "u-9");

        JsonNode before = list("Admin", "?limit=3&cursor=" + new Cursor(true, new JobId(Long.MAX_VALUE)));
        assertThat(names(before)).isEmpty();
        assertThat(before.has("prev")).isFalse();
        assertThat(names(JSON.readTree(follow(before.path("next")).body()).path("jobs")))
                .isEqualTo(ALL.subList(0, 3));
    }

    @Test
    void itemsAreTheElevenMembersWithTypeAndQueue() throws Exception {
        JsonNode item = list("user", "?limit=1").path("job").get(0);
        List<String> members = new ArrayList<>();
        item.fieldNames().forEachRemaining(members::add);
        assertThat(members).hasSize(13).endsWith("type", "queue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ?colour=red                       | 'colour' is not known here; known are cursor, f, job-state
            ?limit=0                          | 'limit' must be a whole number from 1 to 500, but is '0'
            ?limit=501                        | but is '501'
            ?limit=2&limit=3                  | 'limit' is given more than once
            ?q=a&q=b                          | 'q' is given more than once
            ?job-state=started                | 'job-state' must be one of SCHEDULED, STARTED, COMPLETED, but is 'started'
            ?job-status=DONE                  | FAILURE, CANCELLED, TIMEOUT, but is 'DONE'
            ?type=No%20Type                   | 'type' must be the name of a job type, such as 'update-resource', but is 'No Type'
            ?queue=Q                          | 'queue' must be the name of a queue, such as 'default', but is 'Q'
            ?submitted-after=yesterday        | 'submitted-after' must be a time like 2026-11-24T02:00:00Z
            ?submitted-before=2026-02-30T00:00:00Z | but is '2026-02-30T00:00:00Z'
            ?cursor=after-1                   | 'cursor' must come from a link of this list, but is 'after-1'
            """)
    void whatIsWrongIsNamedWithWhatIsAllowed(String query, String detail) throws Exception {
        assertRefused(query, detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bwAAAAAAAAAA",
                "bwAAAAAAAAAB=",
                "bv________8",
                "b_______________",
                "x",
                "",
                "%00",
                "eAAAAAAAAAAB"
            })
    void aCursorThatIsNoneOfOursIsRefused(String cursor) throws Exception {
        assertRefused("?cursor=" + cursor, "'cursor' must come from a link of this list");
    }

    @Test
    void tooManyValuesAndTooLongTextsAreRefused() throws Exception {
        assertRefused("?" + "owner=a&".repeat(101), "'owner' may be given 100 times, but is given 101 times");
        assertRefused("?q=" + "a".repeat(201), "'q' may have 200 characters, but has 201");
    }

    private void assertRefused(String query, String detail) throws Exception {
        HttpResponse<String> answer = jetty.get("user", jetty.base() + JOBS + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(ProblemCode.INVALID_PARAMETER.key());
        assertThat(problem.path("detail").asText()).contains(detail);
    }
}
