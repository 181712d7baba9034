package dev.accepted.store.jdbc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads, on threads that nobody interrupts; whoever asks waits, and keeps an interrupt for later. */
final class Database {

    private final Jdbi jdbi;
    private final Executor threads;

    Database(Jdbi jdbi, Executor threads) {
        this.jdbi = jdbi;
        this.threads = threads;
    }

    /** What this finds out, outside any transaction. */
    <T> T read(Function<Handle, T> question) {
        return await(CompletableFuture.supplyAsync(() -> jdbi.withHandle(question::apply), threads));
    }

    /** The answer; what the other thread met is thrown here. */
    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException met) {
                throw met;
            }
            throw e;
        }
    }
}
