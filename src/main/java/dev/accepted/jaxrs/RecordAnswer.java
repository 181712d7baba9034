package dev.accepted.jaxrs;

import dev.accepted.handler.JobContext;
import dev.accepted.job.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerException;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;

/** Writes what the application answers into the job's result, head and all, as it comes. */
final class RecordAnswer implements ContainerResponseWriter {

    private final JobContext job;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile int status;

    RecordAnswer(JobContext job) {
        this.job = job;
    }

    @Override
    public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse answer) {
        status = answer.getStatus();
        List<Head.Field> fields = new ArrayList<>();
        answer.getStringHeaders()
                .forEach((name, values) -> values.stream()
                        .filter(value -> Head.Field.isName(name) && Head.Field.isValue(value))
                        .forEach(value -> fields.add(new Head.Field(name, value))));
        try {
            return job.answer(
                    new Head.Answered(status, fields),
                    answer.getMediaType() == null
                            ? "application/octet-stream"
                            : answer.getMediaType().toString());
        } catch (IOException e) {
            throw new ContainerException(e);
        }
    }

    @Override
    public boolean suspend(long time, TimeUnit unit, TimeoutHandler handler) {
        return true;
    }

    @Override
    public void setSuspendTimeout(long time, TimeUnit unit) {
        // The attempt has a limit of its own.
    }

    @Override
    public void commit() {
        done.complete(null);
    }

    @Override
    public void failure(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public boolean enableResponseBuffering() {
        return false;
    }

    /**
     * Waits for the end of the answer.
     *
     * @return its status
     * @throws Exception what the method threw, if nothing in the application makes an answer of it
     */
    int await() throws Exception {
        try {
            done.get();
            return status;
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    /** Jersey wraps what a method throws; that it was interrupted must be known as such. */
    private static Exception thrown(ExecutionException wrapped) {
        for (Throwable at = wrapped.getCause(); at != null; at = at.getCause()) {
            if (at instanceof InterruptedException interrupt) {
                return interrupt;
            }
        }
        return wrapped.getCause() instanceof Exception exception ? exception : wrapped;
    }
}
