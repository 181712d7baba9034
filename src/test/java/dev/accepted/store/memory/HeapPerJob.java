package dev.accepted.store.memory;

import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Progress;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobLogs;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * How many bytes of heap an ended job without a result costs, at a million of them: as the engine leaves it after a run of
 * the demo, everything included that is there because of the job.
 *
 * <p>Prints one line a case; {@code mvn -Pbench} runs it.
 */
final class HeapPerJob {

    private static final int JOBS = 1_000_000;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final TypeName TYPE = new TypeName("update-resource");
    private static final Place PLACE = new Place(new QueueName("default"), 5);
    private static final Terms TERMS = new Terms(Duration.ofMinutes(10), Duration.ofDays(7));

    private HeapPerJob() {}

    public static void main(String[] args) throws IOException {
        Caller admin = new Caller("Admin", Set.of("job-admin"));
        measure("one owner, no words of progress", "", n -> admin);
        measure("one owner, last words of progress", "Step 10 of 10", n -> admin);
        measure(
                "a thousand owners, each request with its own caller",
                "",
                n -> new Caller("user" + n % 1000, Set.of("job-user")));
        measureKeys();
        measureTheGone();
    }

    /** What a key costs beside its job, and long after it. */
    private static void measureKeys() {
        long before = usedHeap();
        OnceTable keys = new OnceTable(START, JOBS);
        long began = System.nanoTime();
        for (int n = 0; n < JOBS; n++) {
            OnceKey key = OnceKey.of("user" + n % 1000, "POST", "/job-management/jobs", "key-" + n);
            keys.claim(new Once(key, n, false), new JobId(n + 1L), () -> {});
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long after = usedHeap();
        long swept = System.nanoTime();
        keys.sweep(START.plus(Duration.ofDays(2)), job -> job.value() % 2 == 0);
        System.out.printf(
                "idempotency keys: %d bytes a key (%d keys in %.1f s; half of them forgotten in %d ms)%n",
                (after - before) / JOBS, JOBS, seconds, (System.nanoTime() - swept) / 1_000_000);
    }

    private static void measureTheGone() {
        long before = usedHeap();
        Tombstones stones = new Tombstones(Duration.ofDays(30), JOBS);
        for (int n = 0; n < JOBS; n++) {
            stones.add(new JobId(JobId.firstAt(START).value() + n), "user" + n % 1000, START);
        }
        System.out.printf(
                "of jobs that are gone, a thousand owners: %.1f bytes each (%d remembered)%n",
                (usedHeap() - before) / (double) JOBS, stones.size());
    }

    private static void measure(String what, String words, IntFunction<Caller> owner) throws IOException {
        Path temp = Files.createTempDirectory("heap-per-job");
        try (SpoolFolder folder = SpoolFolder.open(temp, 1_000_000, new SecureRandom())) {
            JobLogs logs = new MemoryJobLogs(folder, 1_000_000);
            long before = usedHeap();
            MemoryJobStore jobs = new MemoryJobStore(START, JOBS, JOBS, logs);
            long began = System.nanoTime();
            for (int n = 0; n < JOBS; n++) {
                run(jobs, n, words, owner.apply(n));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            long after = usedHeap();
            System.out.printf(
                    "%s: %d bytes an ended job (%d jobs in %.1f s)%n",
                    what, (after - before) / jobs.count().ended(), jobs.count().ended(), seconds);
        }
    }

    /** From acceptance to the end, as the engine does it; each time is an object of its own, as a clock makes it. */
    private static void run(MemoryJobStore jobs, int n, String words, Caller owner) {
        Instant accepted = START.plusMillis(n / 10);
        JobId id = new JobId(JobId.firstAt(accepted).value() + n % 10);
        byte[] input = "{\"duration\":\"PT0S\"}           ".getBytes(StandardCharsets.UTF_8);
        Request request = new Request(
                TYPE, "Update Resource", "random text", owner, Document.of("application/json", input), PLACE, TERMS);
        jobs.create(Job.accepted(id, request, id.madeAt()));
        jobs.update(id, job -> job.start(accepted.plusNanos(300_000)));
        if (!words.isEmpty()) {
            jobs.update(id, job -> job.progress(1, new Progress(100, new String(words.toCharArray()))));
        }
        jobs.update(id, job -> job.succeed(1, accepted.plusNanos(900_000), null));
    }

    private static long usedHeap() {
        try {
            for (int i = 0; i < 4; i++) {
                System.gc();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
