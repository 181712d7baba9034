package dev.accepted.page;

import dev.accepted.callback.Outbox;
import dev.accepted.callback.Report;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of a job says.
 *
 * @param frame around it
 * @param view the job with its links
 * @param now when it was looked at
 * @param attempts how often it is tried at the most; 0 if its type is not deployed any more
 * @param queuePaused whether it waits in a queue that is paused
 * @param contents what belongs to it
 * @param problem what went wrong with what the visitor wanted of it; null if nothing did
 */
public record JobSheet(
        Frame frame,
        JobView view,
        Instant now,
        int attempts,
        boolean queuePaused,
        Contents contents,
        @Nullable Problem problem) {

    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9._@+-]+");

    /**
     * What belongs to a job.
     *
     * @param log the end of its log; "" where only what changes is drawn
     * @param logTo the byte at which it ends
     * @param input what it was given, without secrets; null where only what changes is drawn
     * @param result what it made; null if it made nothing, or has not yet
     * @param callback how it goes with telling somebody of it; null if nobody is told, or where only what changes is drawn
     */
    public record Contents(
            String log,
            long logTo,
            @Nullable Preview input,
            @Nullable Preview result,
            @Nullable Report callback) {}

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

    /** Whether it has run, so that a bar makes sense. */
    public boolean hasBar() {
        return job().phase() instanceof Phase.Started
                || (job().isCompleted() && job().startedAt().isPresent());
    }

    /** Why it did not succeed, if it did not. */
    public @Nullable Fault fault() {
        return job().outcome().flatMap(Outcome::fault).orElse(null);
    }

    /** Since when it runs; null unless it does. */
    public @Nullable Instant runsSince() {
        return job().phase() instanceof Phase.Started run ? run.startedAt() : null;
    }

    /** How long it has run, or ran; empty if it never did. */
    public String duration() {
        return job().startedAt()
                .map(start ->
                        Words.duration(Duration.between(start, job().endedAt().orElse(now))))
                .orElse("");
    }

    /** When it is due, if that is yet to come; null if it is not. */
    public @Nullable Instant dueLater() {
        return job().phase() instanceof Phase.Scheduled waiting
                        && waiting.dueAt().isAfter(now)
                ? waiting.dueAt()
                : null;
    }

    /** Its attempt, and of how many, in words. */
    public String attempt() {
        return job().attempt() + (attempts == 0 ? "" : " of " + attempts);
    }

    /** The link of this name, if the job has it in its present state for this visitor. */
    public @Nullable Link link(String rel) {
        return view.links().stream()
                .filter(link -> link.rel().equals(rel))
                .findFirst()
                .orElse(null);
    }

    /** What happened to it, oldest first. */
    public List<Event> events() {
        return Event.of(job(), now);
    }

    /** Where its callback goes; "" if nobody is told. */
    public String callbackTo() {
        return Outbox.shown(job()).orElse("");
    }

    /** How it goes with that, in words. */
    public static String word(Report.State state) {
        return switch (state) {
            case WAITING -> "when the job has ended";
            case PENDING -> "not taken yet";
            case DELIVERED -> "delivered";
            case STOPPED -> "the receiver wants no more";
            case GIVEN_UP -> "given up after a day";
            case DROPPED -> "not tried, for lack of room";
            case FORGOTTEN -> "not remembered any more";
        };
    }

    /** The visitor's name as a word that a shell takes for that. */
    public String shellUser() {
        return shellWord(frame.visitor().name());
    }

    static String shellWord(String text) {
        return PLAIN_WORD.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
