package dev.accepted.handler.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs on this machine. Read from {@code /proc}, which also knows sessions, and dead processes that nobody has fetched (the
 * JDK takes those for living); where there is no {@code /proc}, from the JDK, without either.
 */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final long UNKNOWN = -1;

    /** The fields of /proc/[pid]/stat after the name of the program, see proc(5). */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int STARTED = 19;

    /**
     * One process.
     *
     * @param pid its number
     * @param parent the number of its parent
     * @param session the number of the process that began its session; -1 if that is not known
     * @param startedAt in ticks since boot; -1 if that is not known
     * @param dead whether it has ended and only waits for its parent to hear of it
     */
    record Entry(long pid, long parent, long session, long startedAt, boolean dead) {}

    private ProcessTable() {}

    static List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path number : numbers) {
                find(Long.parseLong(number.getFileName().toString())).ifPresent(entries::add);
            }
        } catch (IOException noProc) {
            ProcessHandle.allProcesses().forEach(process -> entries.add(entry(process)));
        }
        return entries;
    }

    private static Entry entry(ProcessHandle process) {
        long parent = process.parent().map(ProcessHandle::pid).orElse(UNKNOWN);
        return new Entry(process.pid(), parent, UNKNOWN, UNKNOWN, !process.isAlive());
    }

    /** One process, if {@code /proc} knows it. */
    static Optional<Entry> find(long pid) {
        String stat = text(pid, "stat");
        // The name stands in brackets and may itself hold brackets and blanks.
        int name = stat == null ? -1 : stat.lastIndexOf(')');
        if (stat == null || name < 0) {
            return Optional.empty();
        }
        String[] fields = stat.substring(name + 2).split(" ", -1);
        return Optional.of(new Entry(
                pid,
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[SESSION]),
                Long.parseLong(fields[STARTED]),
                "ZXx".contains(fields[STATE])));
    }

    /** Whether a process was begun with this variable in its environment; false if that cannot be known. */
    static boolean hasVariable(long pid, String variable) {
        String environment = text(pid, "environ");
        return environment != null && ('\0' + environment).contains('\0' + variable + '\0');
    }

    private static @Nullable String text(long pid, String file) {
        try {
            return Files.readString(PROC.resolve(pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException endedMeanwhileOrNotOurs) {
            return null;
        }
    }
}
