package dev.accepted.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the contract's judge lets pass what is right, and nothing else. */
class ContractTest {

    private static final Contract CONTRACT = new Contract(OpenApi.written());
    private static final String JOB = "/job-management/jobs/2130040";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job-scheduled",
                "job-started",
                "job-cancelling",
                "job-succeeded",
                "job-failed",
                "job-cancelled",
                "job-cancelled-before-it-ran",
                "job-timed-out",
                "job-waiting-for-second-attempt",
                "job-waiting-in-line"
            })
    void theGoldenJobsAreAsTheDocumentSays(String name) {
        assertThat(CONTRACT.faults(job(golden(name + ".json"), "application/json")))
                .isEmpty();
        assertThat(CONTRACT.faults(job(golden(name + ".xml"), "application/xml")))
                .isEmpty();
        assertThat(CONTRACT.faults(job(golden(name + ".txt"), "text/plain"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "home,/job-management",
        "history,/job-management/jobs/2130040/history",
        "jobs,/job-management/jobs",
        "job-types,/job-management/job-types",
        "job-type-json,/job-management/job-types/sleep",
        "job-type-raw,/job-management/job-types/checksum",
        "problem-meaning,/job-management/problems/queue-full"
    })
    void soIsEveryOtherGoldenBody(String name, String path) {
        assertThat(CONTRACT.faults(exchange("GET", path, 200, "application/json", golden(name + ".json"))))
                .isEmpty();
        assertThat(CONTRACT.faults(exchange("GET", path, 200, "application/xml", golden(name + ".xml"))))
                .isEmpty();
        assertThat(CONTRACT.faults(exchange("GET", path, 200, "text/plain", golden(name + ".txt"))))
                .isEmpty();
    }

    @Test
    void aMemberMoreIsAFaultAtAnyDepthAndInAnyForm() {
        String json = golden("job-failed.json");
        String xml = golden("job-failed.xml");
        assertThat(CONTRACT.faults(job(json.replace("\"type\":", "\"colour\":\"red\",\"type\":"), "application/json")))
                .anySatisfy(fault -> assertThat(fault).contains("colour"));
        assertThat(CONTRACT.faults(job(json.replace("{\"job\":", "{\"colour\":\"red\",\"job\":"), "application/json")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(job(json.replace("\"rel\":", "\"colour\":\"red\",\"rel\":"), "application/json")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(job(xml.replace("<type>u", "<colour>red</colour><type>u"), "application/xml")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(job(xml.replace("<rel>", "<colour>red</colour><rel>"), "application/xml")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(job(xml.replace("<job ", "<job colour=\"red\" "), "application/xml")))
                .isNotEmpty();
    }

    @Test
    void aMemberLessOrOfAnotherFormIsAFault() {
        String json = golden("job-started.json");
        assertThat(CONTRACT.faults(job(
                        json.replace("\"percent-complete\":\"30\"", "\"percent-complete\":30"), "application/json")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(job(json.replace("\"end-time\":\"\",", ""), "application/json")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(job(json.replace("INPROGRESS", "SUCCESS"), "application/json")))
                .as("a pair of state and status that does not exist")
                .isNotEmpty();
        assertThat(CONTRACT.faults(job(
                        golden("job-started.xml").replace("<job ", "<jab ").replace("</job>", "</jab>"),
                        "application/xml")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(job("INPROGRESS", "text/plain"))).isNotEmpty();
        assertThat(CONTRACT.faults(job("x", "image/png"))).isNotEmpty();
    }

    @Test
    void headerFieldsAreThoseOfTheDocument() {
        String task = golden("task.json");
        Map<String, String> right = Map.of(
                "Location", "http://localhost/api/company" + JOB,
                "Link", "<http://localhost/api/company" + JOB + ">; rel=\"monitor\"",
                "Retry-After", "3");
        assertThat(CONTRACT.faults(accepted(task, right))).isEmpty();
        assertThat(CONTRACT.faults(accepted(task, with(right, "Retry-After", "soon"))))
                .isNotEmpty();
        assertThat(CONTRACT.faults(accepted(task, with(right, "Retry-After", "121"))))
                .isNotEmpty();
        assertThat(CONTRACT.faults(accepted(task, with(right, "X-Colour", "red"))))
                .isNotEmpty();
        assertThat(CONTRACT.faults(accepted(task, Map.of("Retry-After", "3")))).hasSize(2);
    }

    @Test
    void aStatusThatIsNotInTheDocumentIsAFault() {
        assertThat(CONTRACT.faults(exchange("GET", JOB, 201, "application/json", golden("job-started.json"))))
                .singleElement()
                .asString()
                .contains("no status 201 for GET /job-management/jobs/{id}");
    }

    @Test
    void aPathOrMethodThatIsNotInTheDocumentMustBeRefused() {
        String problem = golden("problem.json");
        assertThat(CONTRACT.faults(exchange("GET", "/nowhere", 404, "application/problem+json", problem)))
                .isEmpty();
        assertThat(CONTRACT.faults(exchange("GET", "/nowhere", 200, "application/json", "{}")))
                .isNotEmpty();
        assertThat(CONTRACT.faults(exchange("PUT", JOB, 200, "application/json", golden("job-started.json"))))
                .isNotEmpty();
        assertThat(CONTRACT.faults(exchange("PUT", JOB, 405, "application/problem+json", problem)))
                .as("without Allow")
                .isNotEmpty();
    }

    @Test
    void aRequestThatTheDocumentDoesNotAllowMustBeRefused() {
        String page = golden("jobs.json");
        assertThat(CONTRACT.faults(exchange("GET", "/job-management/jobs?limit=3", 200, "application/json", page)))
                .isEmpty();
        assertThat(CONTRACT.faults(exchange("GET", "/job-management/jobs?limit=0", 200, "application/json", page)))
                .isNotEmpty();
        assertThat(CONTRACT.faults(exchange("GET", "/job-management/jobs?colour=red", 200, "application/json", page)))
                .isNotEmpty();
    }

    private static Exchange job(String body, String type) {
        return exchange("GET", JOB, 200, type, body);
    }

    private static Exchange accepted(String body, Map<String, String> fields) {
        return new Exchange(
                "POST",
                URI.create("http://localhost/api/company/job-management/jobs"),
                headers(Map.of("Content-Type", "application/json")),
                Optional.of("{\"type\":\"demo\"}".getBytes(StandardCharsets.UTF_8)),
                202,
                headers(with(fields, "Content-Type", "application/json")),
                Optional.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Exchange exchange(String method, String path, int status, String type, String body) {
        return new Exchange(
                method,
                URI.create("http://localhost/api/company" + path),
                headers(Map.of()),
                Optional.of(new byte[0]),
                status,
                headers(Map.of("Content-Type", type)),
                Optional.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return more;
    }

    private static HttpHeaders headers(Map<String, String> fields) {
        return HttpHeaders.of(
                fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue()))),
                (name, value) -> true);
    }

    private static String golden(String name) {
        try (InputStream in = ContractTest.class.getResourceAsStream("/dev/accepted/dialect/seed/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
