package dev.accepted.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Who may ask for a long-running method, and see what becomes of it. */
class CallersTest extends LibraryTest {

    @Test
    void itsOwnRulesHoldBeforeTheJobAndInIt() throws Exception {
        assertThat(result("user", job(send(rest("user", "guarded/clerks")))).body())
                .isEqualTo("for clerks");
        assertThat(send(rest("other", "guarded/clerks")).statusCode()).isEqualTo(403);
        assertThat(result("other", job(send(rest("other", "guarded/all")))).body())
                .isEqualTo("for all");
        assertThat(send(rest("Admin", "guarded/none")).statusCode()).isEqualTo(403);
        assertThat(get("Admin", library.base() + "/job-management/jobs?type=guarded-for-nobody")
                        .body())
                .contains("\"job\":[]");
    }

    @Test
    void nobodyIsAskedToLogInByTheContainer() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(library.base() + "/rest/guarded/all")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic");
    }

    @Test
    void whoCouldNotSeeTheJobGetsNone() throws Exception {
        HttpResponse<String> answer = send(rest("stranger", "guarded/clerks"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"", "job-user");
    }

    @Test
    void othersDoNotSeeIt() throws Exception {
        String job = job(send(rest("user", "guarded/all")));
        assertThat(get("other", job).statusCode()).isEqualTo(404);
        assertThat(get("other", job + "/result").statusCode()).isEqualTo(404);
        assertThat(act("other", job + "/cancel").statusCode()).isEqualTo(404);
        assertThat(get("Admin", job).statusCode()).isEqualTo(200);
    }
}
