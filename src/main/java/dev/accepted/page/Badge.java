package dev.accepted.page;

import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import java.time.Instant;

/**
 * How a job stands, for the eye: a word, a shape and a colour, so that none of them is needed to tell.
 *
 * @param word what people say
 * @param tone the style class that colours it
 * @param shape the name of the icon
 * @param sign one character for a window's title
 */
public record Badge(String word, String tone, String shape, String sign) {

    /** Of a job at this moment. */
    public static Badge of(Job job, Instant now) {
        if (job.status() == JobStatus.UNDETERMINED) {
            return !job.failedAttempts().isEmpty()
                    ? new Badge("Waiting to try again", "wait", "again", "◷")
                    : job.phase().dueAt().isAfter(now)
                            ? new Badge("Scheduled", "wait", "clock", "◷")
                            : new Badge("Waiting", "wait", "clock", "◷");
        }
        return of(job.status());
    }

    /** Of a status, where no job is at hand. */
    public static Badge of(JobStatus status) {
        return switch (status) {
            case UNDETERMINED -> new Badge("Waiting", "wait", "clock", "◷");
            case INPROGRESS -> new Badge("Running", "run", "play", "▶");
            case CANCELLING -> new Badge("Cancelling", "off", "stop", "■");
            case SUCCESS -> new Badge("Succeeded", "ok", "check", "✓");
            case FAILURE -> new Badge("Failed", "bad", "cross", "✕");
            case CANCELLED -> new Badge("Cancelled", "off", "slash", "⊘");
            case TIMEOUT -> new Badge("Timed out", "bad", "late", "◔");
        };
    }
}
