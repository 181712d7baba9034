package dev.accepted.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What tests have seen of the contract, over all classes of a build: a line for each operation, status and media type. */
final class Seen {

    private static final Path FILE = Path.of("target", "contract", "seen.txt");
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private Seen() {}

    static void note(String operation, int status, String mediaType) {
        append(FILE, operation + " " + status + (mediaType.isEmpty() ? "" : " " + mediaType) + "\n");
    }

    private static void append(Path file, String line) {
        if (KNOWN.add(line)) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** All lines of all classes so far. */
    static Set<String> all() throws IOException {
        return Files.exists(FILE) ? new TreeSet<>(Files.readAllLines(FILE)) : Set.of();
    }
}
