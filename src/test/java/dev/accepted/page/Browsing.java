package dev.accepted.page;

import static dev.accepted.container.RunningJetty.request;
import static dev.accepted.container.RunningJetty.send;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;

/** A test that asks as browsers do, without being one. */
abstract class Browsing extends ApplicationTest {

    static final String CHROMIUM =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";

    String home() {
        return jetty.base() + "/job-management";
    }

    HttpResponse<String> browse(String user, String uri) throws Exception {
        return send(request(user + ":" + user.toLowerCase(Locale.ROOT), uri)
                .header("Accept", CHROMIUM)
                .build());
    }

    /** Sends a form whose fields are encoded already. */
    HttpResponse<String> press(String user, String uri, String fields) throws Exception {
        return post(user, uri, "application/x-www-form-urlencoded", fields);
    }

    HttpResponse<String> post(String user, String uri, String mediaType, String body) throws Exception {
        return send(request(user + ":" + user.toLowerCase(Locale.ROOT), uri)
                .header("Accept", CHROMIUM)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Where a 303 leads. */
    String wayOf(HttpResponse<String> answer) {
        if (answer.statusCode() != 303) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        String path = answer.headers().firstValue("Location").orElseThrow();
        return jetty.base().replace("/api/company", "") + path;
    }

    String submit(String user, String json) throws Exception {
        return jetty.submit(user, json).headers().firstValue("Location").orElseThrow();
    }
}
