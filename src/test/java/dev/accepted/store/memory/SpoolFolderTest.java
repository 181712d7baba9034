package dev.accepted.store.memory;

import static dev.accepted.job.JobFixtures.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.accepted.job.Content;
import dev.accepted.store.Spool.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFolderTest {

    @TempDir
    Path temp;

    private Path path;

    @BeforeEach
    void choose() {
        path = temp.resolve("deep").resolve("spool");
    }

    private SpoolFolder open() throws IOException {
        return SpoolFolder.open(path, 1_000_000, new Random(7));
    }

    private static Content keep(SpoolFolder folder, int length) throws IOException {
        try (Draft draft = new FileSpool(folder).begin()) {
            draft.write(new byte[length]);
            return draft.finish();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith("spool-"))
                    .toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void folderAndFilesAreForTheirOwnerOnly() throws IOException {
        try (SpoolFolder folder = open()) {
            keep(folder, 100_000);

            assertThat(permissions(path)).isEqualTo("rwx------");
            assertThat(files()).hasSize(1).allSatisfy(file -> {
                assertThat(permissions(file)).isEqualTo("rw-------");
                assertThat(file.getFileName().toString()).matches("spool-[0-9a-f]{32}");
                assertThat(file).hasSize(100_000);
            });
        }
    }

    @Test
    void theFolderOfAnOperatorKeepsItsPermissions() throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        try (SpoolFolder folder = open()) {
            keep(folder, 100_000);

            assertThat(permissions(path)).isEqualTo("rwxr-x---");
            assertThat(permissions(files().get(0))).isEqualTo("rw-------");
        }
    }

    @Test
    void smallContentsMakeNoFileAndLargeOnesOneEach() throws IOException {
        try (SpoolFolder folder = open()) {
            keep(folder, 65_536);
            assertThat(files()).isEmpty();

            keep(folder, 65_537);
            Content last = keep(folder, 65_538);
            assertThat(files()).hasSize(2);

            last.discard();
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void whatAnEarlierLifeLeftIsRemovedAndNothingElse() throws IOException {
        Files.createDirectories(path);
        List<String> others = List.of(
                "notes.txt",
                "spool-",
                "spool-0123456789abcdef0123456789abcdeg",
                "spool-0123456789abcdef0123456789abcdef.bak",
                "xspool-0123456789abcdef0123456789abcdef");
        for (String other : others) {
            Files.createFile(path.resolve(other));
        }
        Path leftover = Files.createFile(path.resolve("spool-0123456789abcdef0123456789abcdef"));

        try (SpoolFolder folder = open()) {
            assertThat(leftover).doesNotExist();
            assertThat(folder.used()).isZero();
        }
        assertThat(others).allSatisfy(other -> assertThat(path.resolve(other)).exists());
    }

    @Test
    void aFolderThatIsInUseIsRefusedAndItsFilesStay() throws IOException {
        try (SpoolFolder folder = open()) {
            Content kept = keep(folder, 100_000);

            assertThatIOException()
                    .isThrownBy(this::open)
                    .withMessageContaining(path.toString())
                    .withMessageContaining("in use");

            assertThat(kept.bytes()).hasSize(100_000);
        }
    }

    @Test
    void aFolderThatWasClosedIsEmptyAndFree() throws IOException {
        SpoolFolder first = open();
        Content kept = keep(first, 100_000);
        first.close();

        assertThat(files()).isEmpty();
        assertThatIOException().isThrownBy(kept::open);
        try (SpoolFolder second = open()) {
            assertThat(second.used()).isZero();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.createFile(temp.resolve("deep"));

        assertThatExceptionOfType(IOException.class).isThrownBy(this::open);
    }

    @Test
    void inputsResultsAndLogsShareTheQuota() throws IOException {
        try (SpoolFolder folder = open()) {
            MemoryJobLogs logs = new MemoryJobLogs(folder, 1_000_000);
            keep(folder, 400_000);
            logs.append(id(1), "x".repeat(500_000));

            assertThat(folder.used()).isEqualTo(900_000);
            assertThat(folder.quota()).isEqualTo(1_000_000);
            assertThatIOException().isThrownBy(() -> keep(folder, 100_001)).withMessageContaining("900000");
        }
    }
}
