package dev.accepted.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a request becomes a job, and who is answered before it has ended. */
class WhenTest extends LibraryTest {

    @Test
    void whatIsPreferredIsAJobOnlyForThoseWhoPreferIt() throws Exception {
        post("user", "slow/let/preferred", "");
        HttpResponse<String> direct = post("user", "slow/preferred/preferred", "");
        assertThat(direct.statusCode()).isEqualTo(200);
        assertThat(direct.body()).isEqualTo("no job");
        HttpResponse<String> later = send(rest("user", "slow/preferred/preferred")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.noBody()));
        assertThat(later.statusCode()).isEqualTo(202);
        assertThat(later.headers().firstValue("Preference-Applied")).contains("respond-async");
        String result = later.headers().firstValue("Location").orElseThrow();
        assertThat(result).endsWith("/result");
        assertThat(result("user", result.replace("/result", "")).body()).isEqualTo("a job");
    }

    @Test
    void aSlowMethodThatIsQuickAnswersItself() throws Exception {
        post("user", "slow/let/quick", "");
        HttpResponse<String> answer = post("user", "slow/slow/quick?f=own", "");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(answer.headers().firstValue("X-Own")).contains("own");
        assertThat(answer.headers().firstValue("Link").orElseThrow()).contains("rel=\"monitor\"");
        assertThat(answer.body()).isEqualTo("{\"name\":\"quick\"}");
    }

    @Test
    void aSlowMethodThatIsSlowIsATask() throws Exception {
        HttpResponse<String> answer = post("user", "slow/slow/lasting?f=own", "");
        String job = job(answer);
        assertThat(answer.body()).startsWith("{\"task\":");
        post("user", "slow/let/lasting", "");
        assertThat(result("user", job).body()).isEqualTo("{\"name\":\"lasting\"}");
    }

    @Test
    void whoPrefersATaskGetsItAtOnce() throws Exception {
        HttpResponse<String> answer = send(rest("user", "slow/slow/asked")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(202);
        post("user", "slow/let/asked", "");
    }

    @Test
    void whoWaitsGetsTheAnswerWhenItIsThereWhateverItsConditionsSay() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = sendAsync(rest("user", "slow/always/waited")
                .header("Prefer", "wait=30")
                .header("If-Match", "\"own\"")
                .POST(BodyPublishers.ofString("text")));
        await(() -> get("user", library.base() + "/job-management/jobs?type=slow.always")
                .body()
                .contains("INPROGRESS"));
        assertThat(waiting).isNotDone();
        post("user", "slow/let/waited", "");
        HttpResponse<String> answer = waiting.get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("text");
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=30");
    }

    @Test
    void whoWaitsForAFormIsAnsweredOnceAndByNobodyElse() throws Exception {
        HttpResponse<String> answer = send(rest("user", "mirror/x/all/form")
                .header("Prefer", "wait=30")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("f=1")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().allValues("X-Filtered")).containsExactly("once");
        assertThat(answer.body()).contains("form=[1]");
    }

    @Test
    void aFailureIsAnsweredAsItself() throws Exception {
        HttpResponse<String> answer =
                send(rest("user", "moody/sold-out").header("Prefer", "wait=30").POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("<sold-out/>");
    }
}
