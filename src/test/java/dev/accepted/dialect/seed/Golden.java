package dev.accepted.dialect.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files with what an answer must be, byte for byte, beside this class in the resources. A file of JSON or XML has a line
 * feed at its end, which the answer has not.
 */
final class Golden {

    private static final Path ACTUAL = Path.of("target", "golden");

    private Golden() {}

    /** Compares; what does not agree is kept in {@code target/golden}, to be copied from there if it is right. */
    static void holds(String file, byte[] actual) {
        String text = new String(actual, StandardCharsets.UTF_8);
        String whole = file.endsWith(".txt") ? text : text + "\n";
        String expected = read(file);
        if (!whole.equals(expected)) {
            keep(file, whole);
        }
        assertThat(whole)
                .as("src/test/resources/dev/accepted/dialect/seed/%s; the actual one is in %s", file, ACTUAL)
                .isEqualTo(expected);
    }

    private static String read(String file) {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keep(String file, String text) {
        try {
            Files.createDirectories(ACTUAL);
            Files.writeString(ACTUAL.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
