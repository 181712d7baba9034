package dev.accepted.engine;

import dev.accepted.engine.Timekeeper.Alarm;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobType;
import dev.accepted.job.Document;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobState;
import dev.accepted.store.JobStore.Change;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one job, from the moment a thread takes it to the moment the thread is free again.
 *
 * <pre>
 *   begin: Scheduled -&gt; Started     nothing happened: it was cancelled on its way here, so leave
 *   handler.run                     meanwhile its limit may pass, or somebody may want it to stop: it is interrupted
 *                                   30 s after that it is given up: the job ends, the thread stays taken
 *   end: succeed, fail or tryAgain  nothing happened: it was given up
 * </pre>
 *
 * A crash in the middle leaves the job Started; what that means is the store's affair.
 */
public final class RunJob implements Runnable {

    /** How long a handler that was asked to stop may go on before its job ends without it. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Fault NO_ROOM = new Fault(
            Fault.RESULT_NOT_KEPT,
            "The work was done, but there was no room for its result: the space for large inputs and results is used up.");

    private static final Logger LOG = System.getLogger(RunJob.class.getName());

    private final JobId id;
    private final Workshop workshop;
    private final Ended ended;
    private final StopSignal stop;
    private volatile boolean goingDown;
    private volatile @Nullable AttemptContext given;
    private int attempt;

    /** Who is told when the thread is free again. */
    @FunctionalInterface
    public interface Ended {

        /**
         * Always called, once.
         *
         * @param waiting the job, if it waits for another attempt; else null
         */
        void run(@Nullable Job waiting);
    }

    /** An attempt to come. */
    public RunJob(JobId id, Workshop workshop, Ended ended) {
        this.id = id;
        this.workshop = workshop;
        this.ended = ended;
        this.stop = new StopSignal(workshop.aside());
    }

    /** The job it is about. */
    public JobId id() {
        return id;
    }

    @Override
    public void run() {
        Job left = null;
        try {
            left = begin().map(this::attempt).orElse(null);
        } finally {
            ended.run(left != null && left.state() == JobState.SCHEDULED ? left : null);
        }
    }

    private Optional<Job> begin() {
        return update(job -> job.start(now())).filter(Change::happened).map(Change::after);
    }

    private Job attempt(Job started) {
        attempt = started.attempt();
        AttemptContext context = new AttemptContext(started, workshop, stop);
        given = context;
        Alarm limit = workshop.time().at(context.deadline(), this::overrun);
        UnaryOperator<Job> end = work(started, context);
        limit.cancel();
        Optional<Change> last = update(end);
        if (last.isEmpty()) {
            // It was given up, and removed: whatever the handler has said since then belongs to nobody.
            workshop.storage().logs().remove(id);
        }
        Job left = last.map(Change::after).orElse(started);
        if (left.outcome().flatMap(outcome -> outcome.result()).isEmpty()) {
            context.discardResult();
        }
        return left;
    }

    /** Runs the handler, and answers what that means for the job. */
    private UnaryOperator<Job> work(Job started, AttemptContext context) {
        Optional<JobType> type = workshop.types().find(started.request().type());
        if (type.isEmpty()) {
            return failed(Fault.failed("The job type '" + started.request().type() + "' is not deployed any more."));
        }
        try {
            stop.enter();
            try {
                type.get().handler().run(context);
            } finally {
                stop.leave();
            }
            Document result = context.takeResult();
            return job -> job.succeed(attempt, now(), result);
        } catch (Throwable e) {
            return context.lacksRoom() ? tryAgain(type.get(), NO_ROOM) : afterwards(type.get(), context, e);
        } finally {
            context.abandon();
        }
    }

    private UnaryOperator<Job> afterwards(JobType type, AttemptContext context, Throwable e) {
        if (e instanceof JobFailedException failed) {
            boolean isLast = !failed.isRetryable() || attempt >= type.limits().attempts();
            Document answer = isLast && failed.isAnswered() ? answer(context) : null;
            return isLast ? job -> job.fail(attempt, now(), failed.fault(), answer) : tryAgain(type, failed.fault());
        }
        if (goingDown && workshop.again().test(type.name())) {
            Fault fault = new Fault(Fault.NODE_LOST, "The server was stopped while the job ran.");
            return job -> job.tryAgain(attempt, now(), fault, now());
        }
        return stop.isAsked() ? failed(stopped()) : tryAgain(type, unexpected(e));
    }

    private @Nullable Document answer(AttemptContext context) {
        try {
            return context.takeResult();
        } catch (IOException e) {
            LOG.log(Level.WARNING, id + ": the answer that says why it failed could not be kept", e);
            return null;
        }
    }

    private UnaryOperator<Job> tryAgain(JobType type, Fault fault) {
        if (attempt >= type.limits().attempts()) {
            return failed(fault);
        }
        Duration wait = type.limits().backoff().after(attempt, workshop.chance().getAsDouble());
        LOG.log(Level.INFO, "{0}: attempt {1} failed: {2}; the next follows in {3}", id, attempt, fault.detail(), wait);
        return job -> job.tryAgain(attempt, now(), fault, now().plus(wait));
    }

    private UnaryOperator<Job> failed(Fault fault) {
        return job -> job.fail(attempt, now(), fault);
    }

    private Fault stopped() {
        return Fault.failed(goingDown ? "The server was stopped while the job ran." : "The handler was stopped.");
    }

    /** The words of an exception that the handler did not mean for clients go to the log only. */
    private Fault unexpected(Throwable e) {
        LOG.log(Level.ERROR, id + ": attempt " + attempt + " met an error that its handler does not explain", e);
        return Fault.failed("The handler met an unexpected error. The server's log tells more under this job's id.");
    }

    private void overrun() {
        if (update(job -> job.overrun(attempt, now())).filter(Change::happened).isPresent()) {
            LOG.log(Level.INFO, "{0}: attempt {1} has used up its time and is asked to stop", id, attempt);
            interrupt();
        }
    }

    /** The job is to stop, for a reason that the job knows; a handler that does not obey is given up in a while. */
    public void interrupt() {
        workshop.time().at(now().plus(PATIENCE), this::giveUp);
        stop.ask();
    }

    /** The server is going down; whatever the handler does now does not matter any more. */
    public void interruptForShutdown() {
        goingDown = true;
        stop.ask();
    }

    private void giveUp() {
        AttemptContext context = given;
        if (context != null) {
            context.silence();
        }
        if (update(job -> job.giveUp(attempt, now())).filter(Change::happened).isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "{0}: its handler ignores that it shall stop; the job has ended without it, its thread and "
                            + "its place in the queue stay taken until it returns",
                    id);
        }
    }

    private Optional<Change> update(UnaryOperator<Job> event) {
        Optional<Change> change = workshop.storage().jobs().update(id, event);
        change.ifPresent(workshop.changes()::publish);
        return change;
    }

    private Instant now() {
        return workshop.time().instant();
    }
}
