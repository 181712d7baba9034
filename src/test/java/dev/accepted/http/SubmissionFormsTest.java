package dev.accepted.http;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.container.ApplicationTest;
import dev.accepted.dialect.ProblemCode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Every form in which work can be handed in, and what is said of each that cannot. */
class SubmissionFormsTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOB = "/job-management/jobs";
    private static final String OBJECT = "/job-management/job-types/object/jobs";
    private static final String BYTES = "/job-management/job-types/bytes/jobs";
    /** Nothing runs: what was asked is what is looked at. */
    private static final String SETTINGS = """
            accepted:
              submission: {max-bytes: 100000}
              types:
                object:
                  handler: demo
                  window: {cron: "0 0 1 1 *"}
                  schema: |
                    {"type": "object", "additionalProperties": false, "properties": {
                      "count": {"type": "integer"}, "fast": {"type": "boolean"}, "names": {"type": "array", "items": {"type": "string"}},
                      "file": {"type": "string", "contentEncoding": "base64"}, "password": {"type": "string", "writeOnly": true}}}
                bytes:
                  handler: demo
                  window: {cron: "0 0 1 1 *"}
                  raw: true
                  max-bytes: 200000
                  media-types: ["text/*", application/octet-stream]
            """;

    @Override
    protected String settings() {
        return SETTINGS;
    }

    @Test
    void aSubmissionInXmlSaysTheSameAsInJson() throws Exception {
        String job = accepted(
                post(
                        JOB,
                        "application/xml",
                        "<submission><type>object</type><name>A &amp; B</name><priority>3</priority>"
                                + "<input><count>7</count><fast>true</fast><names>a</names><names>b</names></input></submission>"));
        assertThat(input(job)).isEqualTo("{\"count\":7,\"fast\":true,\"names\":[\"a\",\"b\"]}");
        assertThat(JSON.readTree(jetty.get("user", job).body()).at("/job/name").asText())
                .isEqualTo("A & B");
        assertThat(JSON.readTree(jetty.get("user", job).body())
                        .at("/job/priority")
                        .asText())
                .isEqualTo("3");
    }

    @Test
    void formsAndFlatXmlBecomeTheInputObject() throws Exception {
        assertThat(input(accepted(post(OBJECT, "application/x-www-form-urlencoded", "count=7&names=a+b&names=%C3%A4"))))
                .isEqualTo("{\"count\":7,\"names\":[\"a b\",\"\u00e4\"]}");
        assertThat(input(accepted(post(OBJECT, "application/xml", "<any><count>7</count></any>"))))
                .isEqualTo("{\"count\":7}");
        assertThat(input(accepted(post(
                        OBJECT,
                        "multipart/form-data; boundary=X",
                        part("count", null, "7") + part("file", "a.bin", "hi") + "--X--\r\n"))))
                .isEqualTo("{\"count\":7,\"file\":\"aGk=\"}");
    }

    @Test
    void aTypeWithoutDutiesNeedsNoBody() throws Exception {
        assertThat(input(accepted(send(by("user", jetty.base() + OBJECT)
                        .POST(BodyPublishers.noBody())
                        .build()))))
                .isEqualTo("{}");
    }

    @Test
    void membersAreMaskedThatAreNotForReading() throws Exception {
        assertThat(input(accepted(post(OBJECT, "application/json", "{\"password\":\"hush\"}"))))
                .isEqualTo("{\"password\":\"***\"}");
    }

    @Test
    void theOtherMembersOfARawSubmissionStandInTheQuery() throws Exception {
        HttpResponse<String> answer = send(
                by("user", jetty.base() + BYTES + "?name=Mine&priority=2&scheduled-start-time=2030-01-01T00:00:00Z")
                        .header("Content-Type", "text/plain")
                        .header("Content-Disposition", "attachment; filename=\"../etc/notes.txt\"")
                        .POST(BodyPublishers.ofString("hello"))
                        .build());
        String job = accepted(answer);
        HttpResponse<String> input = jetty.get("user", job + "/input");
        assertThat(input.body()).isEqualTo("hello");
        assertThat(input.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("filename=\"notes.txt\"");
        assertThat(JSON.readTree(jetty.get("user", job).body()).at("/job/name").asText())
                .isEqualTo("Mine");
    }

    @Test
    void theOneFileOfAFormIsTheRawInput() throws Exception {
        String job = accepted(post(
                BYTES,
                "multipart/form-data; boundary=X",
                part("comment", null, "look") + part("upload", "big.txt", "x".repeat(150_000)) + "--X--\r\n"));
        HttpResponse<String> input = jetty.get("user", job + "/input");
        assertThat(input.body()).hasSize(150_000);
        assertThat(input.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("filename=\"big.txt\"");
    }

    @Test
    void rawInputInASubmissionIsText() throws Exception {
        String job = accepted(post(JOB, "application/json", "{\"type\":\"bytes\",\"input\":\"hello\"}"));
        assertThat(input(job)).isEqualTo("hello");
        refused(post(JOB, "application/json", "{\"type\":\"bytes\",\"input\":{}}"), ProblemCode.INVALID_SUBMISSION);
    }

    @Test
    void xmlBringsNoDoctypeNoEntitiesAndNoAttributes() throws Exception {
        String entity = "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<submission><type>object</type><name>&x;</name></submission>";
        refused(post(JOB, "application/xml", entity), ProblemCode.MALFORMED_REQUEST);
        String bomb = "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
                + "<submission><type>&b;</type></submission>";
        refused(post(JOB, "application/xml", bomb), ProblemCode.MALFORMED_REQUEST);
        refused(post(JOB, "application/xml", "<!DOCTYPE s><submission/>"), ProblemCode.MALFORMED_REQUEST);
        refused(post(JOB, "application/xml", "<submission a=\"b\"/>"), ProblemCode.MALFORMED_REQUEST);
        refused(post(JOB, "application/xml", "<submission><type>object</type>"), ProblemCode.MALFORMED_REQUEST);
        refused(
                post(JOB, "application/xml", "<submission><type>object</type></submission>x"),
                ProblemCode.MALFORMED_REQUEST);
        refused(post(JOB, "application/xml", "<a>".repeat(101) + "</a>".repeat(101)), ProblemCode.TOO_LARGE);
        refused(
                post(JOB, "application/xml", "<submission><colour>red</colour></submission>"),
                ProblemCode.MALFORMED_REQUEST);
    }

    @Test
    void whatATypeDoesNotTakeIsUnsupported() throws Exception {
        refused(post(BYTES, "application/x-www-form-urlencoded", "a=b"), ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        refused(post(BYTES, "image/png", "x"), ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        refused(post(OBJECT, "text/plain", "x"), ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        refused(post(JOB, "application/x-www-form-urlencoded", "type=object"), ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        refused(
                send(by("user", jetty.base() + BYTES)
                        .POST(BodyPublishers.ofString("x"))
                        .build()),
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        refused(
                post(
                        BYTES,
                        "multipart/form-data; boundary=X",
                        part("p", "a.png", "x").replace("text/plain", "image/png") + "--X--\r\n"),
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void formsThatCannotBeReadOrDoNotFitAreToldSo() throws Exception {
        refused(post(OBJECT, "application/x-www-form-urlencoded", "count=%zz"), ProblemCode.MALFORMED_REQUEST);
        refused(post(OBJECT, "application/x-www-form-urlencoded", "count=seven"), ProblemCode.INVALID_SUBMISSION);
        refused(post(OBJECT, "multipart/form-data", "x"), ProblemCode.MALFORMED_REQUEST);
        refused(post(OBJECT, "multipart/form-data; boundary=X", "--X\r\n"), ProblemCode.MALFORMED_REQUEST);
        refused(
                post(BYTES, "multipart/form-data; boundary=X", part("p", null, "x") + "--X--\r\n"),
                ProblemCode.INVALID_SUBMISSION);
    }

    @Test
    void tooManyBytesAreRefusedWhetherTheLengthIsToldOrNot() throws Exception {
        refused(post(BYTES, "text/plain", "x".repeat(200_001)), ProblemCode.TOO_LARGE);
        refused(
                send(by("user", jetty.base() + BYTES)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(200_001))))
                        .build()),
                ProblemCode.TOO_LARGE);
        refused(post(OBJECT, "application/xml", "<a>" + "x".repeat(100_000) + "</a>"), ProblemCode.TOO_LARGE);
        refused(post(OBJECT, "application/x-www-form-urlencoded", "x".repeat(100_001)), ProblemCode.TOO_LARGE);
    }

    @Test
    void aBrowsersFormIsAnsweredWithTheWayToTheJob() throws Exception {
        HttpResponse<String> answer = send(by("user", jetty.base() + OBJECT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .POST(BodyPublishers.ofString("count=7"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(303);
        String path = answer.headers().firstValue("Location").orElseThrow();
        assertThat(path).startsWith("/api/company/job-management/jobs/");
        assertThat(jetty.get("user", jetty.base().replace("/api/company", "") + path)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void unknownQueryParametersAreToldSo() throws Exception {
        refused(post(OBJECT + "?colour=red", "application/json", "{}"), ProblemCode.INVALID_PARAMETER);
        refused(post(OBJECT + "?timeout=soon", "application/json", "{}"), ProblemCode.MALFORMED_REQUEST);
        refused(post("/job-management/job-types/none/jobs", "application/json", "{}"), ProblemCode.UNKNOWN_JOB_TYPE);
    }

    private String part(String name, String fileName, String text) {
        return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (fileName == null ? "" : "; filename=\"" + fileName + "\"\r\nContent-Type: text/plain") + "\r\n\r\n"
                + text
                + "\r\n";
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        HttpRequest request = by("user", jetty.base() + path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    private String accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String input(String job) throws Exception {
        return jetty.get("user", job + "/input").body();
    }

    /** A problem of this kind, and no job more than before. */
    private void refused(HttpResponse<String> answer, ProblemCode code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code.key());
    }
}
