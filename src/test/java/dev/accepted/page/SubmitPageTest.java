package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The form of a type, filled in and sent as a browser does it. Nothing runs: what was asked is what is looked at. */
class SubmitPageTest extends Browsing {

    @Override
    protected String settings() {
        return """
                accepted:
                  limits: {active-jobs: 50}
                  queues: {default: {concurrency: 1}, night: {concurrency: 1}, full: {concurrency: 1, capacity: 1}}
                  types:
                    order:
                      handler: demo
                      description: An order
                      queues: [default, night]
                      window: {cron: "0 0 1 1 *"}
                      schema: |
                        {"type": "object", "additionalProperties": false, "required": ["customer"], "properties": {
                          "customer": {"type": "string", "title": "Customer", "minLength": 2},
                          "count": {"type": "integer", "minimum": 1, "default": 3},
                          "tags": {"type": "array", "items": {"type": "string"}},
                          "scan": {"type": "string", "contentEncoding": "base64"},
                          "password": {"type": "string", "writeOnly": true},
                          "address": {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}}}}
                    bytes: {handler: demo, raw: true, window: {cron: "0 0 1 1 *"}, media-types: [text/plain]}
                    crowded: {handler: demo, queues: [full], window: {cron: "0 0 1 1 *"}}
                """;
    }

    private String form(String type) {
        return home() + "/job-types/" + type + "/jobs";
    }

    private static String part(String name, String file, String text) {
        return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (file == null ? "" : "; filename=\"" + file + "\"\r\nContent-Type: text/plain") + "\r\n\r\n" + text
                + "\r\n";
    }

    private HttpResponse<String> send(String type, String... parts) throws Exception {
        return post("user", form(type), "multipart/form-data; boundary=X", String.join("", parts) + "--X--\r\n");
    }

    private String input(HttpResponse<String> answer) throws Exception {
        return jetty.get("user", wayOf(answer) + "/input").body();
    }

    @Test
    void theFormHasAFieldForEachMember() throws Exception {
        String page = browse("user", home() + "/job-types/order").body();

        assertThat(page)
                .contains(
                        "name=\"customer\" required minlength=\"2\"",
                        "type=\"number\" name=\"count\" value=\"3\" min=\"1\"",
                        "type=\"file\" name=\"scan\"",
                        "type=\"password\" name=\"password\"",
                        "<legend>address</legend>",
                        "name=\"address.city\"",
                        "name=\"_queue\"",
                        "name=\"_input\"");
        assertThat(browse("viewer", home() + "/job-types/order").body())
                .contains("You may not submit")
                .doesNotContain("<form");
    }

    @Test
    void whatIsFilledInBecomesTheInputAndNothingElseDoes() throws Exception {
        HttpResponse<String> answer = send(
                "order",
                part("customer", null, "ACME"),
                part("count", null, "7"),
                part("tags", null, "a b\r\nc"),
                part("scan", "s.bin", "hi"),
                part("password", null, ""),
                part("address.city", null, "Hamburg"),
                part("_name", null, "An order of mine"),
                part("_priority", null, "2"),
                part("_queue", null, "night"),
                part("_scheduled-start-time", null, "2035-01-31T08:00"),
                part("_summary", null, ""),
                part("_input", null, ""));

        assertThat(input(answer))
                .isEqualTo("{\"customer\":\"ACME\",\"count\":7,\"tags\":[\"a b\",\"c\"],\"scan\":\"aGk=\","
                        + "\"address\":{\"city\":\"Hamburg\"}}");
        assertThat(jetty.get("user", wayOf(answer)).body())
                .contains("\"An order of mine\"", "\"priority\":\"2\"", "\"queue\":\"night\"", "01-01-2036");
    }

    @Test
    void aFileThatWasNotChosenIsNotGiven() throws Exception {
        HttpResponse<String> answer =
                send("order", part("customer", null, "ACME"), part("scan", "", ""), part("address.city", null, ""));

        assertThat(input(answer)).isEqualTo("{\"customer\":\"ACME\"}");
    }

    @Test
    void theWholeInputCanBeTypedAsJson() throws Exception {
        assertThat(input(send("order", part("customer", null, ""), part("_input", null, "{\"customer\":\"ACME\"}"))))
                .isEqualTo("{\"customer\":\"ACME\"}");
        HttpResponse<String> broken = send("order", part("_input", null, "{\"customer\":"));
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("role=\"alert\"", "{\"customer\":</textarea>");
    }

    @Test
    void faultsStandAtTheirFieldsWithWhatWasTypedButNoSecret() throws Exception {
        HttpResponse<String> answer = send(
                "order",
                part("customer", null, "A"),
                part("count", null, "0"),
                part("password", null, "hush-hush"),
                part("_name", null, "Kept"),
                part("_priority", null, "9"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "<title>Not accepted: order",
                        "href=\"#f-customer\"",
                        "href=\"#f-count\"",
                        "href=\"#f-_priority\"",
                        "value=\"A\"",
                        "value=\"Kept\"",
                        "aria-invalid=\"true\"",
                        "<details id=\"more\" open>")
                .doesNotContain("hush-hush");
    }

    @Test
    void secretsInJsonAreMaskedWhenItIsShownAgain() throws Exception {
        HttpResponse<String> answer =
                send("order", part("_input", null, "{\"customer\":\"A\",\"password\":\"hush-hush\"}"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("***").doesNotContain("hush-hush");
    }

    @Test
    void aTypeThatTakesBytesTakesAFile() throws Exception {
        assertThat(input(send("bytes", part("file", "notes.txt", "hello"), part("_name", null, "Notes"))))
                .isEqualTo("hello");
        HttpResponse<String> none = send("bytes", part("file", "", ""), part("_name", null, "Kept"));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("takes one file", "value=\"Kept\"");
        HttpResponse<String> image = send(
                "bytes", part("file", "a.png", "x").replace("text/plain", "image/png"), part("_name", null, "Kept"));
        assertThat(image.statusCode()).isEqualTo(415);
        assertThat(image.body()).contains("<h1>bytes</h1>", "value=\"Kept\"");
    }

    @Test
    void whoFindsNoRoomKeepsWhatWasTyped() throws Exception {
        wayOf(send("crowded", part("result", null, "first")));

        HttpResponse<String> full = send("crowded", part("result", null, "typed in vain"));

        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).isPresent();
        assertThat(full.body()).contains("<h1>crowded</h1>", "is full", "typed in vain");
    }

    @Test
    void hostileTextsComeBackAsTexts() throws Exception {
        String page = send("order", part("customer", null, "\"><script>alert(1)</script>"), part("count", null, "x"))
                .body();

        assertThat(page).contains("&lt;script>alert(1)").doesNotContain("<script>alert");
    }
}
