package dev.accepted.callback;

import dev.accepted.callback.Attempt.Answered;
import dev.accepted.callback.Attempt.Refused;
import dev.accepted.callback.Attempt.Unanswered;
import dev.accepted.callback.Report.State;
import dev.accepted.engine.Timekeeper;
import dev.accepted.handler.Backoff;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.store.JobStore.Change;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells receivers of jobs that have ended, however they ended. Each message is tried until it is taken, for a day.
 *
 * <pre>
 *   job ends -&gt; due at its host -&gt; tried --2xx--&gt; delivered      --410--&gt; stopped
 *                    ^              |
 *                    +--- alarm ----+ anything else: 5 s, 10 s, 20 s ... an hour, a little more or less, or the Retry-After
 * </pre>
 *
 * Messages for one host are begun in the order in which their jobs ended, but one that waits for another attempt does not hold up
 * the others. While it waits it has no thread. In memory: for each receiver at most {@link #MOST} are on their way; what is lost at
 * a stop is counted in the log. Safe for use by many threads.
 */
public final class Outbox implements Consumer<Change> {

    /** How many messages are on their way to one receiver at the most. */
    static final int MOST = 10_000;

    /** Of how many that are over it is remembered how they went. */
    static final int REMEMBERED = 10_000;

    /** How long a message is tried. */
    static final Duration A_DAY = Duration.ofDays(1);

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));
    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    private final Receivers receivers;
    private final Letterhead letterhead;
    private final Post post;
    private final Timekeeper time;
    private final Hands hands;

    private final Map<Origin, Line> lines = new HashMap<>();
    private final Map<String, Integer> loads = new HashMap<>();
    private final Map<JobId, Delivery> pending = new HashMap<>();
    private final Map<JobId, Report> over = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Report> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<State, Long> counts = new EnumMap<>(State.class);
    private boolean closed;

    /**
     * What all messages have in common.
     *
     * @param source where the jobs come from, as an absolute URI or path
     * @param drawn a job in JSON
     */
    public record Letterhead(String source, Function<Job, byte[]> drawn) {}

    /**
     * Who does it.
     *
     * @param threads where attempts run, which take seconds
     * @param chance 0 to 1, for back-off
     */
    public record Hands(Executor threads, DoubleSupplier chance) {}

    /** Empty. */
    public Outbox(Receivers receivers, Letterhead letterhead, Post post, Timekeeper time, Hands hands) {
        this.receivers = receivers;
        this.letterhead = letterhead;
        this.post = post;
        this.time = time;
        this.hands = hands;
    }

    @Override
    public void accept(Change change) {
        Job job = change.after();
        URI target = job.request().callback();
        if (change.ended() && target != null) {
            receivers
                    .of(target)
                    .ifPresentOrElse(
                            receiver -> begin(new Delivery(
                                    job.id(),
                                    target,
                                    receiver,
                                    job.endedAt().orElseThrow(),
                                    Message.of(job, letterhead.source(), letterhead.drawn()))),
                            () -> drop(job.id(), "callbacks do not go there any more"));
        }
    }

    private synchronized void begin(Delivery delivery) {
        if (closed) {
            return;
        }
        if (loads.getOrDefault(delivery.receiver().name(), 0) >= MOST) {
            drop(
                    delivery.job(),
                    MOST + " messages wait for '" + delivery.receiver().name() + "' already");
            return;
        }
        loads.merge(delivery.receiver().name(), 1, Integer::sum);
        pending.put(delivery.job(), delivery);
        line(delivery).open();
        due(delivery);
    }

    private synchronized void drop(JobId job, String why) {
        LOG.log(Level.WARNING, "{0}: nobody is called back, since {1}", job, why);
        finish(job, Report.in(State.DROPPED));
    }

    private synchronized void due(Delivery delivery) {
        Line line = line(delivery);
        line.add(delivery);
        pump(line);
    }

    private Line line(Delivery delivery) {
        return lines.computeIfAbsent(Origin.of(delivery.target()), origin -> new Line());
    }

    private void pump(Line line) {
        for (Delivery next = closed ? null : line.take(); next != null; next = line.take()) {
            Delivery delivery = next;
            try {
                hands.threads().execute(() -> run(delivery));
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "The application stops; nobody is called back any more");
                return;
            }
        }
    }

    private void run(Delivery delivery) {
        Message message = delivery.message();
        if (message != null) {
            tried(delivery, knock(delivery, message));
        }
    }

    private Attempt knock(Delivery delivery, Message message) {
        Instant now = time.instant();
        URI target = delivery.target();
        Receiver receiver = delivery.receiver();
        try {
            Post.Answer answer = post.send(
                    target,
                    receivers.addresses(target, receiver),
                    message.fields(now, receiver.secrets()),
                    message.body());
            return new Answered(now, answer.status(), answer.pause());
        } catch (RefusedAddressException e) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} is not called back: {2}",
                    delivery.job(),
                    target.getHost(),
                    e.getMessage());
            return new Refused(now);
        } catch (IOException e) {
            LOG.log(Level.INFO, "{0}: {1} does not answer its callback: {2}", delivery.job(), target.getHost(), e);
            return new Unanswered(now);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, delivery.job() + ": its callback met an error that nobody foresaw", e);
            return new Unanswered(now);
        }
    }

    private synchronized void tried(Delivery delivery, Attempt attempt) {
        Instant next = next(delivery, attempt);
        Line line = line(delivery);
        line.tried(attempt.isTaken(), next == null);
        if (next == null) {
            delivery.end(attempt, end(attempt));
            over(delivery, line);
        } else {
            delivery.later(attempt, next);
            if (!closed) {
                time.at(next, () -> due(delivery));
            }
        }
        pump(line);
    }

    /** When to try again; null if not at all. */
    private @Nullable Instant next(Delivery delivery, Attempt attempt) {
        if (attempt.isTaken() || (attempt instanceof Answered answered && answered.isFinal())) {
            return null;
        }
        Duration wait = BACKOFF.after(delivery.attempts() + 1, hands.chance().getAsDouble());
        if (attempt instanceof Answered answered) {
            Duration own = wait;
            wait = answered.retryAfter().filter(wish -> wish.compareTo(own) > 0).orElse(own);
        }
        Instant next = time.instant().plus(wait);
        return next.isAfter(delivery.since().plus(A_DAY)) ? null : next;
    }

    private static State end(Attempt last) {
        if (last.isTaken()) {
            return State.DELIVERED;
        }
        return last instanceof Answered answered && answered.isFinal() ? State.STOPPED : State.GIVEN_UP;
    }

    private void over(Delivery delivery, Line line) {
        Report report = delivery.report();
        if (report.state() != State.DELIVERED) {
            LOG.log(
                    Level.WARNING,
                    "{0}: its callback to {1} was not taken, and is over: {2}",
                    delivery.job(),
                    delivery.target().getHost(),
                    report.state());
        }
        pending.remove(delivery.job());
        loads.merge(delivery.receiver().name(), -1, Integer::sum);
        if (line.isEmpty()) {
            lines.remove(Origin.of(delivery.target()));
        }
        finish(delivery.job(), report);
    }

    private void finish(JobId job, Report report) {
        over.put(job, report);
        counts.merge(report.state(), 1L, Long::sum);
    }

    /** How it goes with telling of a job, which has a callback. */
    public synchronized Report report(Job job) {
        Delivery delivery = pending.get(job.id());
        if (delivery != null) {
            return delivery.report();
        }
        return over.getOrDefault(job.id(), Report.in(job.isCompleted() ? State.FORGOTTEN : State.WAITING));
    }

    /** Where a job's callback goes, without the query, which is between the client and the receiver; empty if it has none. */
    public static Optional<String> shown(Job job) {
        return Optional.ofNullable(job.request().callback()).map(uri -> Origin.of(uri) + uri.getRawPath());
    }

    /** By which a receiver can tell a repeat of what it is told of a job. */
    public static String idOf(Job job) {
        return Message.idOf(job.id());
    }

    /** How many messages are on their way. */
    public synchronized int pendingCount() {
        return pending.size();
    }

    /** How many have ended so since the start. */
    public synchronized long count(State state) {
        return counts.getOrDefault(state, 0L);
    }

    /** Tells nobody any more; what is on its way is cut off. */
    public void close() {
        synchronized (this) {
            closed = true;
            lines.values().forEach(Line::clear);
            if (!pending.isEmpty()) {
                LOG.log(Level.WARNING, "{0} callbacks have not been delivered, and are lost", pending.size());
            }
        }
        post.close();
    }
}
