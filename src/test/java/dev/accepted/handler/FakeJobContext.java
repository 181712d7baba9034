package dev.accepted.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.accepted.job.Caller;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.JobId;
import dev.accepted.job.Progress;
import dev.accepted.job.TypeName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An attempt without an engine: give a handler its input, and read what it said and made. Safe for use by many threads. */
public final class FakeJobContext implements JobContext {

    private static final ObjectMapper JSON = new JsonMapper();

    private final Document input;
    private volatile Caller owner = new Caller("ann", Set.of("job-user"));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> listener = line -> {};
    private final Set<Runnable> hooks = ConcurrentHashMap.newKeySet();
    private volatile boolean stopAsked;
    private Instant deadline = Instant.MAX;
    private volatile @Nullable OutputStream sink;
    private @Nullable ByteArrayOutputStream result;
    private String resultType = "";
    private @Nullable String resultName;
    private Head.@Nullable Answered resultHead;

    private FakeJobContext(Document input) {
        this.input = input;
    }

    /** An attempt with this input. */
    public static FakeJobContext of(Document input) {
        return new FakeJobContext(input);
    }

    /** An attempt with this JSON as input. */
    public static FakeJobContext ofJson(String json) {
        return of(Document.of("application/json", json.getBytes(StandardCharsets.UTF_8)));
    }

    /** An attempt with these bytes as input. */
    public static FakeJobContext ofBytes(byte... bytes) {
        return of(Document.of("application/octet-stream", bytes));
    }

    /** Asked for by somebody of this name. */
    public FakeJobContext ownedBy(String name) {
        owner = new Caller(name, Set.of("job-user"));
        return this;
    }

    /** Calls this for each log line too, on the thread that says it. */
    public FakeJobContext onLog(Consumer<String> reader) {
        listener = reader;
        return this;
    }

    /** Takes the result's bytes to this stream instead of keeping them, so that they can be many, or fail. */
    public FakeJobContext resultTo(OutputStream out) {
        sink = out;
        return this;
    }

    /** Ends the attempt's time at this instant. */
    public FakeJobContext until(Instant end) {
        deadline = end;
        return this;
    }

    /** Asks the attempt to stop, and has done what it wants done then; interrupting its thread is left to the test. */
    public void askToStop() {
        stopAsked = true;
        hooks.forEach(hook -> new Thread(hook, "stop-hook").start());
    }

    /** What it said so far. */
    public List<String> logLines() {
        return List.copyOf(log);
    }

    /** How far it said it was, each time. */
    public List<Progress> progressSteps() {
        return List.copyOf(progress);
    }

    /** What it made, if anything. */
    public synchronized Optional<Document> madeResult() {
        return Optional.ofNullable(result)
                .map(bytes -> new Document(resultType, resultName, Content.of(bytes.toByteArray()), resultHead));
    }

    /** What it made, as text in UTF-8; "" if nothing. */
    public synchronized String resultText() {
        return result == null ? "" : result.toString(StandardCharsets.UTF_8);
    }

    @Override
    public JobId id() {
        return new JobId(4711);
    }

    @Override
    public TypeName type() {
        return new TypeName("fake");
    }

    @Override
    public String name() {
        return "Fake";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Caller owner() {
        return owner;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Document input() {
        return input;
    }

    @Override
    public JsonNode json() throws IOException, JobFailedException {
        return inputAs(JsonNode.class);
    }

    @Override
    public <T> T inputAs(Class<T> type) throws IOException, JobFailedException {
        try (InputStream in = input.content().open()) {
            return JSON.readValue(in, type);
        } catch (JsonProcessingException e) {
            throw JobFailedException.forGood("The input does not fit: " + e.getOriginalMessage());
        }
    }

    @Override
    public void progress(int percent, String text) {
        progress.add(new Progress(Math.max(0, Math.min(100, percent)), text));
    }

    @Override
    public void log(String line) {
        log.add(line);
        listener.accept(line);
    }

    @Override
    public OutputStream result(String mediaType, @Nullable String fileName) {
        return open(mediaType, fileName, null);
    }

    @Override
    public OutputStream answer(Head.Answered head, String mediaType) {
        return open(mediaType, null, head);
    }

    private synchronized OutputStream open(String mediaType, @Nullable String fileName, Head.@Nullable Answered head) {
        resultHead = head;
        resultType = mediaType;
        resultName = fileName;
        result = new ByteArrayOutputStream();
        return sink == null ? result : sink;
    }

    @Override
    public boolean isStopAsked() {
        return stopAsked;
    }

    @Override
    public StopHook onStop(Runnable task) {
        Object turn = new Object();
        AtomicReference<Runnable> once = new AtomicReference<>(task);
        Runnable hook = () -> {
            synchronized (turn) {
                Optional.ofNullable(once.getAndSet(null)).ifPresent(Runnable::run);
            }
        };
        hooks.add(hook);
        if (stopAsked) {
            new Thread(hook, "stop-hook").start();
        }
        return () -> {
            hooks.remove(hook);
            once.set(null);
            synchronized (turn) {
                // it is over now, if it ran
            }
        };
    }
}
