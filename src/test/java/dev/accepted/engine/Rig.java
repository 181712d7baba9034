package dev.accepted.engine;

import dev.accepted.handler.Backoff;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobType.InputRules;
import dev.accepted.handler.JobType.Limits;
import dev.accepted.handler.JobType.Placement;
import dev.accepted.handler.JobTypes;
import dev.accepted.handler.Window;
import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.Submission;
import dev.accepted.job.TypeName;
import dev.accepted.store.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** An engine with its surroundings, for tests: types are added, the clock is moved, jobs are watched. */
public final class Rig implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final Caller USER = new Caller("user", Set.of("job-user"));
    public static final Caller ADMIN = new Caller("Admin", Set.of("job-admin"));
    public static final QueueName DEFAULT = new QueueName("default");

    private final ManualTime time;
    private final Storage storage;
    private final JobEngine engine;
    private final Dispatch dispatch;
    private final Changes changes;

    public Rig(ManualTime time, Storage storage, JobEngine engine, Dispatch dispatch, Changes changes) {
        this.time = time;
        this.storage = storage;
        this.engine = engine;
        this.dispatch = dispatch;
        this.changes = changes;
    }

    /** Ids of the rig's clock, in order. */
    public static Supplier<JobId> ids(ManualTime time) {
        AtomicLong count = new AtomicLong();
        return () -> new JobId(JobId.firstAt(time.instant()).value() + count.incrementAndGet());
    }

    public static JobType type(String name, JobHandler handler) {
        return new JobType(
                new TypeName(name),
                "",
                "A job",
                "",
                handler,
                new InputRules(null, List.of("*/*"), 1_000_000),
                new Limits(
                        new Terms(Duration.ofMinutes(10), Duration.ofDays(7)),
                        1,
                        new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5)),
                        Integer.MAX_VALUE),
                Placement.of(List.of(DEFAULT), 5, null),
                Set.of("job-user"),
                false);
    }

    public static JobType withAttempts(JobType type, int attempts) {
        Limits of = type.limits();
        return with(type, new Limits(of.terms(), attempts, of.backoff(), of.maxConcurrent()), type.placement());
    }

    public static JobType withMaxConcurrent(JobType type, int most) {
        Limits of = type.limits();
        return with(type, new Limits(of.terms(), of.attempts(), of.backoff(), most), type.placement());
    }

    public static JobType withWindow(JobType type, Window window) {
        return with(type, type.limits(), Placement.of(type.placement().queues(), 5, window));
    }

    public static JobType withQueue(JobType type, QueueName queue) {
        return with(type, type.limits(), Placement.of(List.of(queue), 5, null));
    }

    private static JobType with(JobType type, Limits limits, Placement placement) {
        return new JobType(
                type.name(),
                type.description(),
                type.jobName(),
                type.summary(),
                type.handler(),
                type.input(),
                limits,
                placement,
                type.roles(),
                type.answersWithResult());
    }

    public static JobTypes types(List<JobType> types) {
        return JobTypes.of(new ArrayList<>(types));
    }

    public static Submission submission(String type) {
        return Submission.of(new TypeName(type), Document.EMPTY_OBJECT);
    }

    public Job submit(String type) {
        return submit(submission(type));
    }

    public Job submit(Submission submission) {
        return engine.accept(submission, USER);
    }

    public Job cancel(Job job) {
        return engine.cancel(job.id(), "user").orElseThrow();
    }

    /** The job as it is now. */
    public Job now(Job job) {
        return storage.jobs().find(job.id()).orElseThrow();
    }

    public Job now(JobId id) {
        return storage.jobs().find(id).orElseThrow();
    }

    /** Waits until the job has this status; what it waits for is done by other threads. */
    public Job await(Job job, JobStatus status) {
        awaitUntil(() -> now(job).status() == status, job + " never became " + status);
        return now(job);
    }

    public void awaitUntil(Callable<Boolean> condition, String otherwise) {
        Awaitility.await(otherwise)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }

    public ManualTime time() {
        return time;
    }

    public Storage storage() {
        return storage;
    }

    public JobEngine engine() {
        return engine;
    }

    public Changes changes() {
        return changes;
    }

    public Dispatch dispatch() {
        return dispatch;
    }

    public int running() {
        return dispatch.queues().stream().mapToInt(Dispatch.QueueView::running).sum();
    }

    public int waiting() {
        return dispatch.queues().stream().mapToInt(Dispatch.QueueView::waiting).sum();
    }

    @Override
    public void close() {
        dispatch.stop(Duration.ofSeconds(5));
    }
}
