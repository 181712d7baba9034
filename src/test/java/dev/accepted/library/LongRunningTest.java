package dev.accepted.library;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods of an application that is not ours become jobs, and answer as if they had been asked directly. */
class LongRunningTest extends LibraryTest {

    @Override
    protected String settings() {
        return """
                accepted:
                  types:
                    mirror.thread: {timeout: PT7M, description: in another thread}
                    moody: {backoff: {first: PT0.01S, most: PT0.01S}}
                """;
    }

    @Test
    void theSeedsStory() throws Exception {
        HttpResponse<String> accepted = send(rest("Admin", "resources/2130040").PUT(BodyPublishers.ofString("new")));
        String job = job(accepted);
        String path = URI.create(job).getPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(accepted.body()).isEqualTo("{\"task\":{\"href\":\"" + path + "\",\"id\":\"" + id + "\"}}");
        assertThat(accepted.headers().firstValue("Retry-After")).isPresent();
        assertThat(accepted.headers().firstValue("Link")).contains("<" + job + ">; rel=\"monitor\"");
        HttpResponse<String> result = result("Admin", job);
        assertThat(get("Admin", job).body())
                .matches("\\{\"job\":\\{\"@uri\":\"" + path + "\",\"id\":\"" + id + "\",\"name\":\"Update Resource\","
                        + "\"job-state\":\"COMPLETED\",\"job-status\":\"SUCCESS\",\"percent-complete\":\"100\","
                        + "\"scheduled-start-time\":\"[^\"]+ GMT\",\"start-time\":\"[^\"]+ GMT\","
                        + "\"end-time\":\"[^\"]+ GMT\",\"owner\":\"Admin\",\"summary\":\"random text\",.*");
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.body()).isEqualTo("2130040 is 'new' now, as Admin wishes\n");
    }

    @Test
    void theJobSeesEveryParameterAndContextAsTheRequestDid() throws Exception {
        HttpResponse<String> direct = send(mirrored().PUT(BodyPublishers.ofString("f=1&f=%C3%A4")));
        String now = direct.body();
        assertThat(now)
                .as(direct.toString())
                .contains(
                        "caller=user",
                        "clerk=true",
                        "auditor=false",
                        "cookie=sweet",
                        "header=[one, two]",
                        "form=[1, ä]",
                        "query=[1, 2]",
                        "matrix=x y",
                        "scheme=BASIC");
        HttpResponse<String> later =
                result("user", job(send(mirrored().POST(BodyPublishers.ofString("f=1&f=%C3%A4")))));
        assertThat(later.statusCode()).isEqualTo(201);
        assertThat(later.headers().firstValue("X-Mirrored")).contains("yes");
        assertThat(later.body()).isEqualTo(now.replace("method=PUT", "method=POST"));
    }

    private HttpRequest.Builder mirrored() {
        return rest("user", "mirror/image/all/a%20b;m=x%20y?q=1&q=2")
                .header("X-Own", "one")
                .header("X-Own", "two")
                .header("Cookie", "flavour=sweet")
                .header("Accept-Language", "de")
                .header("Accept", "text/plain")
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void theMethodSpeaksOfItsJobFromAnyThread() throws Exception {
        HttpResponse<String> result = result("user", job(post("user", "mirror/x/thread", "")));
        assertThat(result.body()).isEqualTo("mirror.thread user 1");
    }

    @Test
    void largeBodiesAreKeptAndCredentialsAreNot() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(7).nextBytes(large);
        String job = job(send(rest("user", "mirror/x/digest")
                .header("Cookie", "JSESSIONID=secret; theme=dark")
                .header("Accepted-Base", "http://elsewhere/")
                .POST(BodyPublishers.ofByteArray(large))));
        assertThat(result("user", job).body())
                .isEqualTo(large.length + " " + Arrays.hashCode(large) + " no credentials theme=dark none");
    }

    @Test
    void aMethodCanChooseWhatItGetsOfTheHead() throws Exception {
        String job = job(send(rest("user", "mirror/x/narrow")
                .header("X-Own", "one")
                .header("X-Other", "two")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("text"))));
        assertThat(result("user", job).body().toLowerCase(java.util.Locale.ROOT))
                .contains("content-type", "x-other")
                .doesNotContain("x-own", "user-agent");
    }

    @ParameterizedTest
    @CsvSource({
        "sold-out, FAILURE, 422, <sold-out/>, The resource answered 422.",
        "lost, FAILURE, 404, '', The resource answered 404.",
        "busy, FAILURE, 503, busy 2, The resource answered 503.",
        "better, SUCCESS, 200, better, ''",
        "fine, SUCCESS, 204, '', ''"
    })
    void whatItAnswersIsTheResultAndFrom400OnTheJobHasFailed(
            String mood, String status, int code, String body, String why) throws Exception {
        String job = job(post("user", "moody/" + mood, ""));
        HttpResponse<String> result = result("user", job);
        assertThat(result.statusCode()).isEqualTo(code);
        assertThat(result.body()).isEqualTo(body);
        assertThat(result.headers().firstValue("Job-Status")).contains(status);
        assertThat(get("user", job).body()).contains("\"job-status\":\"" + status + "\"", why);
    }

    @Test
    void anExceptionOfWhichNobodyMakesAnAnswerFailsTheJobAndStaysInTheLog() throws Exception {
        String job = job(post("user", "moody/broken", ""));
        HttpResponse<String> result = result("user", job);
        assertThat(result.statusCode()).isEqualTo(409);
        assertThat(result.body()).contains("\"code\":\"job-failed\"").doesNotContain("secret", "IllegalState");
        assertThat(get("user", job).body()).contains("\"job-status\":\"FAILURE\"", "\"attempt\":\"2\"");
    }

    @Test
    void anAnswerThatWouldLeadAstrayIsNamedAndNotGiven() throws Exception {
        HttpResponse<String> result = result("user", job(post("user", "moody/moved", "")));
        assertThat(result.statusCode()).isEqualTo(502);
        assertThat(result.body()).contains("\"original-status\":\"303\"");
    }

    @Test
    void cancelInterruptsTheMethodAndARetryAsksItOnceMore() throws Exception {
        String job = job(post("user", "slow/always/retried", "the text"));
        awaitStatus("user", job, "INPROGRESS");
        assertThat(act("user", job + "/cancel").statusCode()).isEqualTo(202);
        awaitStatus("user", job, "CANCELLED");
        String again = job(act("user", job + "/retry"));
        post("user", "slow/let/retried", "");
        assertThat(result("user", again).body()).isEqualTo("the text");
    }

    @Test
    void deleteEndsTheMethodToo() throws Exception {
        String job = job(post("user", "slow/always/deleted", ""));
        awaitStatus("user", job, "INPROGRESS");
        assertThat(ours(by("user", job).DELETE()).statusCode()).isEqualTo(202);
        await(() -> get("user", job).statusCode() == 410);
    }

    @Test
    void aRequestWithAKeyMakesOneJob() throws Exception {
        String job = job(send(keyed("once", "a")));
        HttpResponse<String> repeat = send(keyed("once", "a"));
        assertThat(job(repeat)).isEqualTo(job);
        assertThat(repeat.headers().firstValue("Idempotency-Replayed")).contains("true");
        HttpResponse<String> other = send(keyed("once", "b"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("\"code\":\"idempotency-key-reused\"");
        assertThat(send(keyed("two\" words", "a")).statusCode()).isEqualTo(400);
    }

    private HttpRequest.Builder keyed(String key, String body) {
        return rest("user", "mirror/x/digest").header("Idempotency-Key", key).POST(BodyPublishers.ofString(body));
    }

    @Test
    void settingsHaveTheLastWordOnAType() throws Exception {
        String types = library.base() + "/job-management/job-types/";
        assertThat(get("user", types + "update-resource").body()).contains("\"timeout\":\"PT1H\"");
        assertThat(get("user", types + "mirror.thread").body()).contains("\"timeout\":\"PT7M\"", "in another thread");
        assertThat(get("user", types + "guarded-for-clerks").statusCode()).isEqualTo(200);
        assertThat(get("user", types + "slow.always").body())
                .contains("\"slow\"")
                .doesNotContain("\"submit\"");
    }

    @Test
    void nobodyCanMakeSuchAJobElsewhere() throws Exception {
        HttpResponse<String> raw = send(by("user", library.base() + "/job-management/job-types/mirror.digest/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("a")));
        HttpResponse<String> described = send(by("user", library.base() + "/job-management/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"type\":\"mirror.digest\",\"input\":\"a\"}")));
        for (HttpResponse<String> refused : java.util.List.of(raw, described)) {
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("made by requests to their own resource");
        }
        assertThat(get("user", library.base() + "/job-management/openapi.json").body())
                .doesNotContain("mirror.digest");
    }

    @Test
    void headMakesNoJob() throws Exception {
        assertThat(result("user", job(send(rest("user", "slow/get")))).body()).isEqualTo("got");
        assertThat(send(rest("user", "slow/get").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }
}
