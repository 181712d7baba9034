package dev.accepted.handler.command;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A fresh folder that only our own user can enter, for one run of a program; closing it deletes it with all it holds. */
record WorkFolder(Path path) implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WorkFolder.class.getName());
    private static final String OURS_ONLY = "rwx------";

    static WorkFolder below(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path made = Files.createTempDirectory(
                parent, "command-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OURS_ONLY)));
        return new WorkFolder(made.toRealPath());
    }

    /** A file in here, if it is one: links are not followed, for a program's input may have made them. */
    Optional<Path> file(String name) {
        Path file = path.resolve(name);
        try {
            boolean isHere = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && file.toRealPath().startsWith(path);
            return isHere ? Optional.of(file) : Optional.empty();
        } catch (IOException notReadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            delete(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The work folder " + path + " cannot be deleted and stays", e);
        }
    }

    private static void delete(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OURS_ONLY));
            for (Path inner : list(file)) {
                delete(inner);
            }
        }
        Files.deleteIfExists(file);
    }

    /** The whole list, so that no folder is open while those below it are deleted. */
    private static List<Path> list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(files::add);
        }
        return files;
    }
}
