package dev.accepted.container;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A slow old application is put behind front doors by settings alone: told on every container alike. Its old clients know nothing of
 * 202 and get what they always got; new ones poll.
 */
@Timeout(120)
public interface DoorStory {

    /** The same application behind a door that waits longer than it takes, and one that does not. */
    String DOORS = """
            orders: {handler: http, door: [GET, POST], options: {url: "%2$s"}}
            hurried-orders: {handler: http, door: [POST], door-wait: PT0.2S, options: {url: "%2$s"}}
            """;

    String ORDER = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><order article=\"key\"/>";

    /** The absolute URI of the context. */
    String base();

    /** The application behind the doors. */
    LegacyOrders legacy();

    private RawHttp.Answer raw(String method, String target, String body) throws IOException {
        try (RawHttp client = new RawHttp(base())) {
            return client.send(method + " " + target + " HTTP/1.0\r\nHost: localhost\r\n" + RawHttp.by("user")
                            + "Content-Type: text/xml; charset=iso-8859-1\r\nContent-Length: " + body.length()
                            + "\r\n\r\n"
                            + body)
                    .answer(false);
        }
    }

    private String path(String below) {
        return URI.create(base()).getPath() + below;
    }

    private HttpResponse<String> order(String door) throws Exception {
        return send(by("user", base() + door)
                .header("Content-Type", "text/xml; charset=iso-8859-1")
                .POST(BodyPublishers.ofString(ORDER.replace("key", "Schl\u00fcssel"), StandardCharsets.ISO_8859_1))
                .build());
    }

    private static String location(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return accepted.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> result(String job) throws Exception {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> send(by("user", job + "/result").build()).statusCode() != 202);
        return send(by("user", job + "/result").build());
    }

    @Test
    default void anOldClientThatKnowsNothingOf202GetsWhatItAlwaysGot() throws Exception {
        RawHttp.Answer booked = raw("POST", path("/sync/orders"), ORDER);
        assertThat(booked.status()).as(booked.toString()).isEqualTo(200);
        assertThat(booked.field("Content-Type").replace(" ", "")).isEqualTo("text/xml;charset=iso-8859-1");
        assertThat(booked.field("Transfer-Encoding")).isNull();
        assertThat(booked.field("Content-Length")).isNotNull();
        assertThat(booked.body()).contains("article=\"key\" booked=\"yes\"");
        String id = booked.body().replaceFirst("(?s).*id=\"", "").replaceFirst("(?s)\".*", "");
        assertThat(raw("GET", path("/sync/orders/" + id), "").body()).isEqualTo(booked.body());
    }

    @Test
    default void itsMistakesAreTheApplicationsToExplain() throws Exception {
        RawHttp.Answer refused = raw("POST", path("/sync/orders"), "<order");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).endsWith("<error>this is no order</error>");
        assertThat(raw("GET", path("/sync/orders/none"), "").status()).isEqualTo(404);
    }

    @Test
    default void aNewClientGets202AndPolls() throws Exception {
        String job = location(order("/async/orders"));
        assertThat(send(by("user", job).build()).body()).contains("\"type\":\"orders\"", "\"summary\":\"POST /\"");
        HttpResponse<String> result = result(job);
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.body()).contains("article=\"Schl\u00fcssel\" booked=\"yes\"");
        assertThat(send(by("user", job + "?f=text").build()).body()).isEqualTo("SUCCESS\n");
    }

    @Test
    default void oneThatWouldRatherNotPollSaysHowLongItWaits() throws Exception {
        HttpResponse<String> booked = send(by("user", base() + "/async/orders")
                .headers("Content-Type", "text/xml", "Prefer", "wait=30")
                .POST(BodyPublishers.ofString("<order article=\"bolt\"/>"))
                .build());
        assertThat(booked.statusCode()).isEqualTo(200);
        assertThat(booked.body()).contains("article=\"bolt\" booked=\"yes\"");
    }

    @Test
    default void aDoorThatWaitedLongEnoughAnswers202AndNothingIsLost() throws Exception {
        HttpResponse<String> result = result(location(order("/sync/hurried-orders")));
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.body()).contains("booked=\"yes\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/guarded/../admin",
                "/guarded/..",
                "/..",
                "/../../admin",
                "/guarded/./x",
                "/%2e%2e/guarded",
                "/guarded/%2E%2e/x",
                "/guarded/.%2e/x",
                "/guarded/..;/x",
                "/guarded/..;a=b/x",
                "/guarded/%2e%2e%3bx/x",
                "/guarded//x",
                "//evil.example/guarded",
                "/guarded/;/x",
                "/guarded/a%2fb",
                "/guarded/..%2Fx",
                "/guarded/..%5cx",
                "/guarded/a\\b",
                "/guarded/%252e%252e/x",
                "/guarded/..%252fx",
                "/guarded/%c0%ae%c0%ae/x",
                "/guarded/a%00",
                "/guarded/a%0d%0aX-Evil:%201",
                "/guarded/a%zz",
                "/guarded/a%"
            })
    default void aPathThatCouldLeaveTheDoorIsRefused(String rest) throws Exception {
        for (String kind : new String[] {"/async", "/sync"}) {
            assertThat(raw("POST", path(kind + "/orders" + rest), "").status()).isIn(400, 404);
        }
        assertThat(legacy().asked()).noneMatch(line -> line.contains("guarded") || line.contains("admin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/async/orders;x=/guarded",
                "/async;x/orders/guarded",
                "/async/orders;/guarded",
                "/%61sync/orders/guarded",
                "/async/o%72ders/guarded",
                "/async/./orders/guarded",
                "/async/../async/orders/guarded",
                "/async/none/../orders/guarded",
                "/x/../async/orders/guarded",
                "//async/orders/guarded",
                "/async//orders/guarded",
                "/async/@evil.example/guarded",
                "/async/orders@evil.example/guarded",
                "/async/orders:81/guarded",
                "/async/Orders/guarded",
                "/asynchronous/orders/guarded"
            })
    default void aDoorIsNamedPlainly(String below) throws Exception {
        assertThat(raw("POST", path(below), "").status()).isIn(400, 404);
        assertThat(legacy().asked()).noneMatch(line -> line.contains("guarded"));
    }

    @Test
    default void whatTheRequestLineSaysOfAHostIsNotWhereTheRequestGoes() throws Exception {
        RawHttp.Answer answer = raw("GET", "http://localhost" + path("/sync/orders/absolute"), "");
        assertThat(answer.status()).as(answer.toString()).isIn(404, 400);
        assertThat(answer.status() == 400 || legacy().asked().contains("GET /orders/absolute HTTP/1.1"))
                .isTrue();
    }
}
