package dev.accepted.store.memory;

import dev.accepted.store.Spool.FullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The folder where inputs, results and logs are kept that are too large for memory, with a quota over all of them.
 *
 * <p>A folder belongs to one running application: a second one that is given the same is refused, since each removes the
 * files that an earlier life has left. Files carry random names, and only their owner can read them. After a crash they stay
 * until the next start. Safe for use by many threads.
 */
public final class SpoolFolder implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SpoolFolder.class.getName());
    private static final Pattern OURS = Pattern.compile("spool-[0-9a-f]{32}");
    private static final String LOCK = "spool.lock";
    private static final Set<PosixFilePermission> FOLDER_FOR_OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_FOR_OWNER = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final long quota;
    private final RandomGenerator random;
    private final FileChannel lock;
    private final AtomicLong used = new AtomicLong();

    private SpoolFolder(Path folder, long quota, RandomGenerator random, FileChannel lock) {
        this.folder = folder;
        this.quota = quota;
        this.random = random;
        this.lock = lock;
    }

    /**
     * Opens a folder, which is made if it is not there, and removes what an earlier life has left in it. Other files stay.
     *
     * @param quota how many bytes may be kept in it
     * @param random makes the files' names; unguessable
     * @throws IOException if it cannot be used, or another application uses it
     */
    public static SpoolFolder open(Path folder, long quota, RandomGenerator random) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, forOwner(folder, FOLDER_FOR_OWNER));
        }
        if (isPosix(folder) && !FOLDER_FOR_OWNER.containsAll(Files.getPosixFilePermissions(folder))) {
            LOG.log(
                    Level.WARNING,
                    "The spool folder {0} is open to other users of this machine; they see how many inputs and results "
                            + "there are, though not what is in them",
                    folder);
        }
        FileChannel lock = lock(folder);
        try {
            SpoolFolder opened = new SpoolFolder(folder, quota, random, lock);
            opened.removeAll();
            return opened;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                forOwner(folder, FILE_FOR_OWNER));
        try {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return channel;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // As for another process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(
                "The spool folder " + folder + " is in use by another running application, which would lose"
                        + " its files; give each deployment a folder of its own (accepted.spool.folder)");
    }

    private void removeAll() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> isOurs(file.getFileName().toString()))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isOurs(String fileName) {
        return OURS.matcher(fileName).matches();
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] forOwner(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** A file to come; it is made when something is written. */
    SpoolFile newFile() {
        byte[] name = new byte[16];
        random.nextBytes(name);
        return new SpoolFile(this, folder.resolve("spool-" + HexFormat.of().formatHex(name)));
    }

    void create(Path file) throws IOException {
        Files.createFile(file, forOwner(file, FILE_FOR_OWNER));
    }

    /** Takes so many bytes out of the quota, or none. */
    void reserve(long bytes) throws FullException {
        while (true) {
            long before = used.get();
            if (bytes > quota - before) {
                throw new FullException("The spool has " + quota + " bytes, of which " + before
                        + " are used; there is no room for " + bytes + " more");
            }
            if (used.compareAndSet(before, before + bytes)) {
                return;
            }
        }
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** How many bytes of the quota are taken. */
    public long used() {
        return used.get();
    }

    /** How many bytes may be kept. */
    public long quota() {
        return quota;
    }

    /** Removes all that was kept, and leaves the folder to the next. Nothing can be read or written any more. */
    @Override
    public void close() {
        try {
            removeAll();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The spool folder " + folder + " could not be cleared", e);
        }
    }
}
