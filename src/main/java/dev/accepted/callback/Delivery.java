package dev.accepted.callback;

import dev.accepted.callback.Report.State;
import dev.accepted.job.JobId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message on its way to one receiver. Changed under the lock of its {@link Outbox}; its report is read by anybody. */
final class Delivery {

    private final JobId job;
    private final URI target;
    private final Receiver receiver;
    private final Instant since;
    private @Nullable Message message;
    private volatile Report report = Report.in(State.PENDING);

    Delivery(JobId job, URI target, Receiver receiver, Instant since, Message message) {
        this.job = job;
        this.target = target;
        this.receiver = receiver;
        this.since = since;
        this.message = message;
    }

    JobId job() {
        return job;
    }

    URI target() {
        return target;
    }

    Receiver receiver() {
        return receiver;
    }

    /** When there was something to tell. */
    Instant since() {
        return since;
    }

    /** What is told; null once that is over. */
    @Nullable
    Message message() {
        return message;
    }

    Report report() {
        return report;
    }

    int attempts() {
        return report.attempts().size();
    }

    /** It was tried, and will be again. */
    void later(Attempt attempt, Instant next) {
        report = new Report(State.PENDING, next, with(attempt));
    }

    /** It was tried for the last time; the message is let go of. */
    void end(Attempt attempt, State state) {
        report = new Report(state, null, with(attempt));
        message = null;
    }

    private List<Attempt> with(Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(report.attempts());
        attempts.add(attempt);
        return List.copyOf(attempts);
    }
}
