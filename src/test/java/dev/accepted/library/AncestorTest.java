package dev.accepted.library;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the closest ancestor, RESTEasy's Asynchronous Job Service, does not do, or does otherwise. */
class AncestorTest extends LibraryTest {

    @Override
    protected String settings() {
        return "accepted: {store: {max-ended: 1}}";
    }

    @Test
    void the202HasABodyThatLeadsToTheJob() throws Exception {
        HttpResponse<String> accepted = send(rest("user", "guarded/all"));
        assertThat(job(accepted)).endsWith(accepted.body().replaceAll(".*\"id\":\"([0-9]+)\".*", "$1"));
        assertThat(accepted.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void the202AndTheMonitorSayWhenToAskAgain() throws Exception {
        HttpResponse<String> accepted = post("user", "slow/always/again", "");
        assertThat(accepted.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 120L);
        HttpResponse<String> unfinished = get("user", job(accepted) + "/result");
        assertThat(unfinished.statusCode()).isEqualTo(202);
        assertThat(unfinished.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 120L);
        post("user", "slow/let/again", "");
    }

    @Test
    void whoWaitsInVainIsToldHowTheJobStandsAndNotThatTheServerFails() throws Exception {
        String job = job(
                send(rest("user", "slow/always/vain").header("Prefer", "wait=1").POST(BodyPublishers.noBody())));
        HttpResponse<String> status = ours(by("user", job).header("Prefer", "wait=1"));
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.body()).contains("\"job-status\":\"INPROGRESS\"");
        assertThat(ours(by("user", job + "/result").header("Prefer", "wait=1")).statusCode())
                .isEqualTo(202);
        post("user", "slow/let/vain", "");
    }

    @Test
    void deleteEndsTheWork() throws Exception {
        String job = job(post("user", "slow/always/ended", ""));
        awaitStatus("user", job, "INPROGRESS");
        ours(by("user", job).DELETE());
        await(() -> get("Admin", library.base() + "/metrics")
                .body()
                .contains("accepted_jobs_ended_seconds_count{status=\"CANCELLED\",type=\"slow.always\"}"));
    }

    @Test
    void aRunningJobStaysHoweverManyEndMeanwhile() throws Exception {
        String running = job(post("user", "slow/always/stays", "still here"));
        awaitStatus("user", running, "INPROGRESS");
        for (int i = 0; i < 5; i++) {
            String other = job(send(rest("user", "guarded/all")));
            await(() -> get("user", other + "?f=text").body().matches("(?s)SUCCESS.*|.*gone.*"));
        }
        assertThat(get("user", running + "?f=text").body()).isEqualTo("INPROGRESS\n");
        post("user", "slow/let/stays", "");
        assertThat(result("user", running).body()).isEqualTo("still here");
    }

    @Test
    void roleAnnotationsHold() throws Exception {
        assertThat(send(rest("other", "guarded/clerks")).statusCode()).isEqualTo(403);
        assertThat(result("user", job(send(rest("user", "guarded/clerks")))).body())
                .isEqualTo("for clerks");
    }

    @Test
    void aJobIsItsOwnersAndNobodyElses() throws Exception {
        String job = job(post("user", "slow/always/own", ""));
        for (String part : new String[] {"", "/result", "/input", "/log"}) {
            assertThat(get("other", job + part).statusCode()).as(part).isEqualTo(404);
        }
        assertThat(ours(by("other", job).DELETE()).statusCode()).isEqualTo(404);
        assertThat(get("user", job).statusCode()).isEqualTo(200);
        post("user", "slow/let/own", "");
    }
}
