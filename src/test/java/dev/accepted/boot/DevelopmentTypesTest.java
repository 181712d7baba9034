package dev.accepted.boot;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The job types that {@code mvn jetty:run} offers do real work with real programs. */
class DevelopmentTypesTest extends ApplicationTest {

    @Override
    protected Path settingsFile() throws IOException {
        return Path.of("webapp-config/accepted.yaml");
    }

    @Test
    void theChecksumOfTwentyMebibytesIsTheFilesOwn() throws Exception {
        byte[] file = new byte[20 << 20];
        new Random(202).nextBytes(file);
        String job = location(send(by("user", jetty.base() + "/job-management/job-types/checksum/jobs")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(file))
                .build()));
        assertThat(result(job).body())
                .startsWith(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    @Test
    void aTextIsSorted() throws Exception {
        String job = location(send(by("user", jetty.base() + "/job-management/job-types/sort/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("pear\nfig\napple\n"))
                .build()));
        assertThat(result(job).body()).isEqualTo("apple\nfig\npear\n");
    }

    @Test
    void rowsOfADatabaseAreATable() throws Exception {
        String job = location(jetty.submit("user", "{\"type\":\"squares\",\"input\":{\"rows\":100000}}"));
        assertThat(result(job).body())
                .startsWith("NUMBER,SQUARE\r\n1,1\r\n2,4\r\n")
                .endsWith("\r\n100000,10000000000\r\n");
    }

    @Test
    void cancelEndsTheProcessOfARunningJob() throws Exception {
        String job = location(jetty.submit("user", "{\"type\":\"sleep\",\"input\":{\"seconds\":1847}}"));
        awaitStatus(job, "INPROGRESS");
        await("the program never ran", () -> sleepers() > 0);
        jetty.post("user", job + "/cancel", "");
        awaitStatus(job, "CANCELLED");
        assertThat(sleepers()).isZero();
    }

    /** And {@code OpenApiLintIT} finds it good. */
    @Test
    void theContractHasAPathForEachType() throws Exception {
        String contract =
                jetty.get("user", jetty.base() + "/job-management/openapi.yaml").body();
        assertThat(contract)
                .contains("/job-management/job-types/checksum/jobs", "/job-management/job-types/sleep/jobs");
        Files.writeString(Files.createDirectories(Path.of("target", "contract")).resolve("served.yaml"), contract);
    }

    private long sleepers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 1847"))
                .count();
    }

    private String location(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return accepted.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> result(String job) throws Exception {
        await("never ended", () -> jetty.get("user", job + "/result").statusCode() != 202);
        HttpResponse<String> result = jetty.get("user", job + "/result");
        assertThat(result.statusCode()).as(result.body()).isEqualTo(200);
        return result;
    }

    private void awaitStatus(String job, String status) {
        await("never " + status, () -> jetty.get("user", job + "?f=text").body().equals(status + "\n"));
    }

    private void await(String otherwise, Callable<Boolean> condition) {
        Awaitility.await(otherwise)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(condition);
    }
}
