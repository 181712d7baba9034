package dev.accepted.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Phase;
import dev.accepted.job.Progress;
import dev.accepted.job.TypeName;
import dev.accepted.store.Spool.Draft;
import dev.accepted.store.Spool.FullException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the handler of one attempt sees. Deaf and dumb once the attempt is over, for a handler may have left threads. */
final class AttemptContext implements JobContext {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .findAndAddModules()
            .build();

    private final Job started;
    private final Workshop workshop;
    private final StopSignal stop;
    private volatile boolean over;
    private volatile boolean lacksRoom;
    private @Nullable Draft draft;
    private @Nullable Document taken;
    private String resultType = "";
    private @Nullable String resultName;
    private Head.@Nullable Answered resultHead;

    AttemptContext(Job started, Workshop workshop, StopSignal stop) {
        this.started = started;
        this.workshop = workshop;
        this.stop = stop;
    }

    @Override
    public JobId id() {
        return started.id();
    }

    @Override
    public TypeName type() {
        return started.request().type();
    }

    @Override
    public String name() {
        return started.request().name();
    }

    @Override
    public int attempt() {
        return started.attempt();
    }

    @Override
    public Caller owner() {
        return started.request().owner();
    }

    @Override
    public Instant deadline() {
        return ((Phase.Started) started.phase())
                .startedAt()
                .plus(started.request().terms().timeout());
    }

    @Override
    public Document input() {
        return started.request().input();
    }

    @Override
    public JsonNode json() throws IOException, JobFailedException {
        return inputAs(JsonNode.class);
    }

    @Override
    public <T> T inputAs(Class<T> type) throws IOException, JobFailedException {
        try (InputStream in = input().content().open()) {
            return JSON.readValue(in, type);
        } catch (JsonProcessingException e) {
            throw JobFailedException.forGood("The input does not fit: " + e.getOriginalMessage());
        }
    }

    @Override
    public void progress(int percent, String text) {
        if (!over) {
            Progress progress = new Progress(Math.max(0, Math.min(100, percent)), text);
            workshop.storage()
                    .jobs()
                    .update(id(), job -> job.progress(attempt(), progress))
                    .ifPresent(workshop.changes()::publish);
        }
    }

    @Override
    public synchronized void log(String line) {
        if (!over) {
            Instant now = workshop.time().instant().truncatedTo(ChronoUnit.MILLIS);
            workshop.storage().logs().append(id(), now + " " + line + "\n");
        }
    }

    @Override
    public OutputStream result(String mediaType, @Nullable String fileName) throws IOException {
        return open(mediaType, fileName, null);
    }

    @Override
    public OutputStream answer(Head.Answered head, String mediaType) throws IOException {
        return open(mediaType, null, head);
    }

    private synchronized OutputStream open(String mediaType, @Nullable String fileName, Head.@Nullable Answered head)
            throws IOException {
        if (over) {
            throw new IOException("The attempt is over");
        }
        discardDraft();
        Draft fresh = workshop.storage().spool().begin();
        draft = fresh;
        resultType = mediaType;
        resultName = fileName;
        lacksRoom = false;
        resultHead = head;
        return new KeptOpen(fresh);
    }

    @Override
    public boolean isStopAsked() {
        return stop.isAsked();
    }

    @Override
    public StopHook onStop(Runnable task) {
        return stop.onStop(task);
    }

    /**
     * Ends the attempt, and takes what it made; null if it made nothing.
     *
     * @throws IOException if it could not be kept, whether the handler minded or not
     */
    synchronized @Nullable Document takeResult() throws IOException {
        over = true;
        if (lacksRoom) {
            throw new FullException("The result is not whole");
        }
        Draft written = draft;
        draft = null;
        taken = written == null ? null : new Document(resultType, resultName, written.finish(), resultHead);
        return taken;
    }

    /** From now on nothing is heard of the attempt; to be called before its job ends, whose log is whole then. */
    synchronized void silence() {
        over = true;
    }

    /** Whether there was no room for all of its result. */
    boolean lacksRoom() {
        return lacksRoom;
    }

    /** Ends the attempt; a result that was not taken is thrown away. */
    synchronized void abandon() {
        over = true;
        discardDraft();
    }

    /** Throws away a result that was taken, and came too late to count. */
    synchronized void discardResult() {
        if (taken != null) {
            taken.content().discard();
        }
    }

    private void discardDraft() {
        if (draft != null) {
            try {
                draft.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            draft = null;
        }
    }

    /** Closing it ends the handler's writing, not the draft, which counts only when the handler has returned normally. */
    private final class KeptOpen extends OutputStream {

        private final Draft draft;

        KeptOpen(Draft draft) {
            this.draft = draft;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                draft.write(bytes, offset, length);
            } catch (FullException e) {
                lacksRoom = true;
                throw e;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
