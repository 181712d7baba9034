package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.RawHttp;
import dev.accepted.handler.http.FakeTarget.Asked;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What may not pass a front door, and who. The endpoint hears of none of it. */
class DoorGuardTest extends BehindDoors {

    /** What a careless client or an attacker writes, byte by byte. */
    private RawHttp.Answer raw(String target, String... fields) throws Exception {
        return rawTo("localhost", target, fields);
    }

    private RawHttp.Answer rawTo(String host, String target, String... fields) throws Exception {
        try (RawHttp client = new RawHttp(jetty.base())) {
            StringBuilder lines = new StringBuilder();
            List.of(fields).forEach(field -> lines.append(field).append("\r\n"));
            return client.send("POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + RawHttp.by("Admin") + lines
                            + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                    .answer(false);
        }
    }

    @Test
    void whereARequestGoesIsTheOperatorsWhateverTheRequestLineAndHostSay() throws Exception {
        assertThat(rawTo("evil.example", "http://evil.example/api/company/async/legacy/absolute")
                        .status())
                .isEqualTo(202);
        assertThat(raw(
                                "/api/company/async/legacy/forwarded",
                                "X-Forwarded-Host: evil.example",
                                "Forwarded: host=evil.example")
                        .status())
                .isEqualTo(202);
        for (String path : new String[] {"/absolute", "/forwarded"}) {
            Awaitility.await().until(() -> !about("/api" + path).isEmpty());
            assertThat(aboutOnce(path).header())
                    .containsEntry("Host", "localhost:" + target.port())
                    .doesNotContainKeys("X-Forwarded-Host", "Forwarded");
        }
    }

    @Test
    void aQueryStaysAQuery() throws Exception {
        String query = "?u=http://evil.example/&x=%0d%0aX-Evil:%201&y=%23a&z=../..";
        result(location(pass("POST", "/async/legacy/queried" + query, "")));
        Asked asked = aboutOnce("/queried" + query);
        assertThat(asked.line()).isEqualTo("POST /api/queried" + query + " HTTP/1.1");
        assertThat(asked.header()).doesNotContainKey("X-Evil");
    }

    @Test
    void whatNoAddressCanHoldIsEncoded() throws Exception {
        assertThat(raw("/api/company/async/legacy/unsafe?q={a|b}\"").status()).isEqualTo(202);
        Awaitility.await().until(() -> about("/api/unsafe?q=%7Ba%7Cb%7D%22").size() == 1);
    }

    @Test
    void noFieldBecomesTwoAndWhatIsOfTheConnectionEndsHere() throws Exception {
        assertThat(raw("/api/company/async/legacy/umlaut", "SOAPAction: \u00e4").status())
                .isEqualTo(400);
        assertThat(raw("/api/company/async/legacy/bare", "SOAPAction: a\rX-Evil: 1")
                        .status())
                .isEqualTo(400);
        assertThat(raw("/api/company/async/legacy/zero", "SOAPAction: a\0b").status())
                .isEqualTo(400);
        assertThat(raw(
                                "/api/company/async/legacy/hop",
                                "SOAPAction: a",
                                "X-Mode: b",
                                "Connection: X-Mode, keep-alive",
                                "Keep-Alive: timeout=5",
                                "TE: trailers")
                        .status())
                .isEqualTo(202);
        Awaitility.await().until(() -> !about("/api/hop").isEmpty());
        assertThat(aboutOnce("/hop").header())
                .containsEntry("SOAPAction", "a")
                .doesNotContainKeys("X-Mode", "Keep-Alive", "TE", "X-Evil");
        assertThat(about("/api/umlaut")).isEmpty();
    }

    @Test
    void aBodyHasALimitAndAMediaTypeThatTheTypeTakes() throws Exception {
        assertThat(pass("POST", "/async/small/limited", "0123456789", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(202);
        assertThat(pass("POST", "/async/small/limited", "0123456789a", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(413);
        HttpResponse<String> chunked = send(by("Admin", jetty.base() + "/sync/small/limited")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("0123456789a")))
                .build());
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(pass("POST", "/async/small/limited", "x", "Content-Type", "image/png")
                        .statusCode())
                .isEqualTo(415);
        assertThat(about("/api/limited")).hasSizeLessThan(2);
    }

    @Test
    void aBodyThatUnpacksToMuchMoreIsNotUnpacked() throws Exception {
        HttpResponse<String> accepted = send(by("Admin", jetty.base() + "/sync/legacy/bomb")
                .headers("Content-Type", "text/xml", "Content-Encoding", "gzip, gzip")
                .POST(BodyPublishers.ofByteArray(ZIPPED))
                .build());
        assertThat(accepted.statusCode()).isEqualTo(201);
        assertThat(aboutOnce("/bomb").body()).isEqualTo(ZIPPED);
    }

    @Test
    void toPassTakesTheRightToSubmitAndTheTypesRole() throws Exception {
        for (String kind : new String[] {"async", "sync"}) {
            String path = "/" + kind + "/legacy/rights";
            assertThat(send(HttpRequest.newBuilder(URI.create(jetty.base() + path))
                                    .build())
                            .statusCode())
                    .isEqualTo(401);
            for (String nobody : new String[] {"viewer", "nobody"}) {
                assertThat(passBy(nobody, "POST", path, "x").statusCode()).isEqualTo(403);
            }
            assertThat(passBy("user", "POST", "/" + kind + "/accounts/rights", "x")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(about("/api/rights")).isEmpty();
    }

    @Test
    void theJobIsItsOwners() throws Exception {
        String job = location(passBy("user", "POST", "/async/legacy/owned", "x"));
        result(job);
        assertThat(jetty.get("other", job).statusCode()).isEqualTo(404);
        assertThat(jetty.get("user", job).body()).contains("\"owner\":\"user\"");
    }

    @Test
    void noPageOfAnotherSiteComesThroughNotEvenByGet() throws Exception {
        for (String kind : new String[] {"async", "sync"}) {
            String path = "/" + kind + "/legacy/foreign";
            for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
                HttpResponse<String> site = pass(method, path, "", "Sec-Fetch-Site", "cross-site");
                assertThat(site.statusCode()).isEqualTo(403);
                assertThat(site.body()).contains("\"code\":\"cross-origin\"");
                assertThat(pass(method, path, "", "Origin", "https://evil.example")
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(about("/api/foreign")).isEmpty();
        assertThat(pass("GET", "/async/legacy/own", "", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void whoHasTooManyJobsIsToldWhenToComeAgain() throws Exception {
        String first = location(passBy("other", "POST", "/async/legacy/never/many", "x"));
        String second = location(passBy("other", "POST", "/async/legacy/never/many", "x"));
        for (String kind : new String[] {"async", "sync"}) {
            HttpResponse<String> refused = passBy("other", "POST", "/" + kind + "/legacy/never/many", "x");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(header(refused, "Retry-After")).matches("[0-9]+");
            assertThat(header(refused, "RateLimit")).isNotNull();
            assertThat(header(refused, "Job-Status")).isNull();
        }
        cancel(first);
        cancel(second);
    }

    @Test
    void aFullQueueIsFullForDoorsToo() throws Exception {
        String running = location(pass("POST", "/async/narrow/never/1", "x"));
        Awaitility.await().until(() -> !about("/api/never/1").isEmpty());
        String waiting = location(pass("POST", "/sync/narrow/never/2", "x"));
        for (String kind : new String[] {"async", "sync"}) {
            HttpResponse<String> refused = pass("POST", "/" + kind + "/narrow/never/3", "x");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"queue-full\"");
            assertThat(header(refused, "Retry-After")).matches("[0-9]+");
        }
        cancel(waiting);
        cancel(running);
        assertThat(about("/api/never/2")).isEmpty();
    }
}
