package dev.accepted.store.memory;

import dev.accepted.store.Spool;
import dev.accepted.store.SpoolContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileSpoolTest implements SpoolContract {

    @TempDir
    Path temp;

    private final List<SpoolFolder> folders = new ArrayList<>();

    @Override
    public Spool spool(long quota) throws IOException {
        folders.add(SpoolFolder.open(Files.createTempDirectory(temp, "spool"), quota, new Random(1)));
        return new FileSpool(folders.get(folders.size() - 1));
    }

    @Override
    public long used() {
        return folders.get(folders.size() - 1).used();
    }

    @AfterEach
    void close() {
        folders.forEach(SpoolFolder::close);
    }
}
