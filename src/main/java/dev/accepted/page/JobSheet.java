package dev.accepted.page;

import dev.accepted.dialect.JobView;
import dev.accepted.dialect.Link;
import dev.accepted.dialect.Problem;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.Outcome;
import dev.accepted.job.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of a job says.
 *
 * @param frame around it
 * @param view the job with its links
 * @param now when it was looked at
 * @param log the end of its log
 * @param logTo the byte at which it ends
 * @param input what it was given, without secrets
 * @param result what it made; null if it made nothing, or has not yet
 * @param problem what went wrong with what the visitor wanted of it; null if nothing did
 */
public record JobSheet(
        Frame frame,
        JobView view,
        Instant now,
        String log,
        long logTo,
        Preview input,
        @Nullable Preview result,
        @Nullable Problem problem) {

    /** The job. */
    public Job job() {
        return view.job();
    }

    /** How it stands. */
    public Badge badge() {
        return Badge.of(job(), now);
    }

    /** How far it is. */
    public int percent() {
        return job().phase().progress().percent();
    }

    /** The last words of its progress. */
    public String progressText() {
        return job().phase().progress().text();
    }

    /** Whether a bar makes sense: while it runs, and for what came of it. */
    public boolean hasBar() {
        return !(job().phase() instanceof Phase.Scheduled);
    }

    /** Why it did not succeed, if it did not. */
    public @Nullable Fault fault() {
        return job().outcome().flatMap(Outcome::fault).orElse(null);
    }

    /** How long it has run, or ran; empty if it never did. */
    public String duration() {
        return job().startedAt()
                .map(start ->
                        Words.duration(Duration.between(start, job().endedAt().orElse(now))))
                .orElse("");
    }

    /** The link of this name, if the job has it in its present state for this visitor. */
    public @Nullable Link link(String rel) {
        return find(rel).orElse(null);
    }

    private Optional<Link> find(String rel) {
        return view.links().stream().filter(link -> link.rel().equals(rel)).findFirst();
    }

    /** What happened to it, oldest first. */
    public List<Event> events() {
        return Event.of(job(), now);
    }
}
