package dev.accepted.handler.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads that carry bytes to and from one program; they end with it. If one of them cannot go on, because the spool is full
 * for instance, it ends the program.
 */
final class Pumps {

    private static final Logger LOG = System.getLogger(Pumps.class.getName());

    /** How long the program's children may hold on to its output after it has ended. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Executor threads;
    private final Process program;
    private final List<CompletableFuture<Void>> pumps = new ArrayList<>();

    /** Carries bytes to the end of a stream. */
    @FunctionalInterface
    interface Pump {

        /** Returns when there is no more. */
        void run() throws IOException;
    }

    Pumps(Executor threads, Process program) {
        this.threads = threads;
        this.program = program;
    }

    void add(Pump pump) {
        pumps.add(CompletableFuture.runAsync(() -> carry(pump), threads));
    }

    private void carry(Pump pump) {
        try {
            pump.run();
        } catch (IOException e) {
            kill();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            kill();
            throw e;
        }
    }

    /** By its handle: {@code Process.destroyForcibly} closes the streams too, and the other pumps would fail in this one's place. */
    private void kill() {
        program.toHandle().destroyForcibly();
    }

    /**
     * Waits a while for the pumps, after the program has ended.
     *
     * @throws IOException if one of them could not go on
     */
    void await() throws IOException, InterruptedException {
        try {
            all().get(LINGER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException childrenHoldOn) {
            return;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw new IOException(e.getCause());
        }
    }

    /**
     * Waits for the pumps, which have nothing to carry any more, since all processes that held the other ends are gone. Does
     * not stop for an interrupt, but keeps it.
     */
    void end() {
        boolean interrupted = Thread.interrupted();
        long begun = System.nanoTime();
        boolean waits = true;
        while (waits) {
            try {
                all().get(LINGER.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
                waits = false;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException alreadyTold) {
                waits = false;
            } catch (TimeoutException aProcessHasEscaped) {
                LOG.log(Level.WARNING, "A process that has escaped holds the output of " + program.pid() + " open");
                waits = false;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Void> all() {
        return CompletableFuture.allOf(pumps.toArray(CompletableFuture[]::new));
    }
}
