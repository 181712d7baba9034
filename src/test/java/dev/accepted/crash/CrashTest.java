package dev.accepted.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few kills with each build; {@code mvn -Pcrash} makes many. */
@Timeout(300)
class CrashTest {

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLostWhenTheServerIsKilled() throws Exception {
        CrashTrial.Report report = new CrashTrial(folder, 3, new Random(6)).run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.accepted()).isGreaterThan(10);
    }
}
