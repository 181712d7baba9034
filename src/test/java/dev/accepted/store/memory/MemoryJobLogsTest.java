package dev.accepted.store.memory;

import static dev.accepted.job.JobFixtures.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.store.JobLogs;
import dev.accepted.store.JobLogsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryJobLogsTest implements JobLogsContract {

    @TempDir
    Path temp;

    private SpoolFolder folder;

    @Override
    public JobLogs logs(long most, long quota) throws IOException {
        folder = SpoolFolder.open(temp, quota, new Random(1));
        return new MemoryJobLogs(folder, most);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void aLogCountsAgainstTheQuotaOnlyOnceItHasLeftMemory() throws IOException {
        JobLogs logs = logs(PLENTY, PLENTY);
        logs.append(id(1), "x".repeat(65_536));
        assertThat(folder.used()).isZero();

        logs.append(id(1), "x");
        assertThat(folder.used()).isEqualTo(65_537);

        logs.append(id(1), "x".repeat(10_000));
        assertThat(folder.used()).isEqualTo(75_537);

        logs.remove(id(1));
        assertThat(folder.used()).isZero();
    }

    @Test
    void aLogThatCannotBeWrittenIsCutAndTheHandlerSparedAnException() throws IOException {
        JobLogs logs = logs(PLENTY, PLENTY);
        logs.append(id(1), "before\n");
        folder.close();
        Files.delete(temp.resolve("spool.lock"));
        Files.delete(temp);

        logs.append(id(1), "x".repeat(100_000));
        logs.append(id(1), "after\n");

        assertThat(logs.read(id(1), 0)).hasContent("before\n[The log ends here: it could not be written.]\n");
        Files.createDirectory(temp);
    }
}
