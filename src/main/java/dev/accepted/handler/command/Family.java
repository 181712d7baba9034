package dev.accepted.handler.command;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A program and all that it has started. A process belongs to it if it is a child of one that does, if it is in the session
 * that was begun for the program (so that one whose parent has ended is found), or if it was begun with the program's mark in
 * its environment (so that one that left the session is found as well). What escapes: a process that has left the session,
 * lost its parent and been given another environment. Outside Linux only children of living parents are found. For one thread.
 */
final class Family {

    private static final Logger LOG = System.getLogger(Family.class.getName());

    /** How long to wait for processes that were killed; more is needed only by one that hangs in the kernel. */
    private static final Duration BURIAL = Duration.ofSeconds(10);

    private static final Duration FIRST_LOOK = Duration.ofMillis(2);
    private static final Duration LAST_LOOK = Duration.ofMillis(50);

    private final Process program;
    private final String mark;
    private final long startedAt;
    private final Map<Long, ProcessHandle> known = new HashMap<>();
    private boolean interrupted;

    /**
     * The family of a program that was just started.
     *
     * @param mark a variable of its environment that no other process has, as {@code name=value}
     */
    Family(Process program, String mark) {
        this.program = program;
        this.mark = new String(mark.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        this.startedAt = ProcessTable.find(program.pid())
                .map(ProcessTable.Entry::startedAt)
                .orElse(0L);
        known.put(program.pid(), program.toHandle());
    }

    /**
     * Ends every process of the family, and returns when they are gone: asks them to (SIGTERM), and kills (SIGKILL) what is
     * left after a while. Does not stop for an interrupt, but keeps it.
     */
    void end(Duration grace) {
        Set<ProcessHandle> left = living();
        if (!left.isEmpty()) {
            left.forEach(ProcessHandle::destroy);
            left = await(grace, false);
        }
        if (!left.isEmpty()) {
            left.forEach(ProcessHandle::destroyForcibly);
            left = await(BURIAL, true);
        }
        if (!left.isEmpty()) {
            LOG.log(Level.WARNING, "Processes {0} cannot be killed and stay", left);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until none is left, but not for ever; answers what is left. */
    private Set<ProcessHandle> await(Duration most, boolean killing) {
        long begun = System.nanoTime();
        long look = FIRST_LOOK.toNanos();
        Set<ProcessHandle> left = living();
        while (!left.isEmpty() && System.nanoTime() - begun < most.toNanos()) {
            LockSupport.parkNanos(look);
            interrupted |= Thread.interrupted();
            look = Math.min(2 * look, LAST_LOOK.toNanos());
            left = living();
            if (killing) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
        }
        return left;
    }

    /** Those that are alive now. Once seen, a process belongs to the family even if its parent ends. */
    private Set<ProcessHandle> living() {
        List<ProcessTable.Entry> table = ProcessTable.read();
        known.values().removeIf(process -> !process.isAlive());
        boolean found = true;
        while (found) {
            found = false;
            for (ProcessTable.Entry entry : table) {
                if (!entry.dead() && !known.containsKey(entry.pid()) && belongs(entry)) {
                    found |= ProcessHandle.of(entry.pid())
                            .map(process -> known.put(entry.pid(), process) == null)
                            .orElse(false);
                }
            }
        }
        Set<ProcessHandle> living = new HashSet<>(known.values());
        table.stream()
                .filter(ProcessTable.Entry::dead)
                .map(entry -> known.get(entry.pid()))
                .forEach(living::remove);
        return living;
    }

    private boolean belongs(ProcessTable.Entry entry) {
        return known.containsKey(entry.parent())
                || entry.session() == program.pid()
                || (entry.startedAt() >= startedAt && ProcessTable.hasVariable(entry.pid(), mark));
    }
}
