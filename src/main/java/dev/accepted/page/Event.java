package dev.accepted.page;

import dev.accepted.job.Fault;
import dev.accepted.job.Happening;
import dev.accepted.job.Happening.Accepted;
import dev.accepted.job.Happening.AskedToStop;
import dev.accepted.job.Happening.Began;
import dev.accepted.job.Happening.Ended;
import dev.accepted.job.Happening.Failed;
import dev.accepted.job.Happening.PutOff;
import dev.accepted.job.Happening.Retried;
import dev.accepted.job.Job;
import dev.accepted.job.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A step on a job's time line.
 *
 * @param what in words
 * @param at when
 * @param more what else there is to say; may be empty
 * @param tone {@code now} for what goes on, {@code ahead} for what is to come, {@code past} for what is over
 */
public record Event(String what, Instant at, String more, String tone) {

    /** All of a job, oldest first; what goes on stands at the end. */
    static List<Event> of(Job job, Instant now) {
        List<Event> events = new ArrayList<>();
        for (Happening happening : Happening.to(job)) {
            events.add(of(happening, now));
        }
        if (job.phase() instanceof Phase.Scheduled waiting && !waiting.dueAt().isAfter(now)) {
            events.add(new Event(
                    "Waits for its turn",
                    waiting.dueAt(),
                    "in queue " + job.request().place().queue(),
                    "now"));
        } else if (!job.isCompleted()) {
            Event last = events.remove(events.size() - 1);
            events.add(
                    new Event(last.what(), last.at(), last.more(), last.tone().equals("ahead") ? "ahead" : "now"));
        }
        return events;
    }

    private static Event of(Happening happening, Instant now) {
        if (happening instanceof Accepted accepted) {
            return past("Accepted", happening, "from " + accepted.by());
        } else if (happening instanceof PutOff putOff) {
            boolean ahead = putOff.until().isAfter(now);
            return new Event(ahead ? "Starts not before" : "Due", putOff.until(), "", ahead ? "ahead" : "past");
        } else if (happening instanceof Began began) {
            return past("Attempt " + began.attempt() + " started", happening, "");
        } else if (happening instanceof Failed failed) {
            return past(
                    "Attempt " + failed.attempt() + " failed",
                    happening,
                    failed.fault().detail());
        } else if (happening instanceof AskedToStop asked) {
            return past("Asked to stop", happening, asked.by() == null ? "its time is up" : "by " + asked.by());
        } else if (happening instanceof Ended ended) {
            return past(
                    Badge.of(ended.outcome().status()).word(),
                    happening,
                    ended.outcome().fault().map(Fault::detail).orElse(""));
        }
        return past("Retried", happening, "as " + ((Retried) happening).as());
    }

    private static Event past(String what, Happening happening, String more) {
        return new Event(what, happening.at(), more, "past");
    }
}
