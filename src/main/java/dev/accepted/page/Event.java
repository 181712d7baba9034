package dev.accepted.page;

import dev.accepted.job.Attempt;
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

    /** All of a job, oldest first. */
    static List<Event> of(Job job, Instant now) {
        List<Event> events = new ArrayList<>();
        events.add(past(
                "Accepted", job.acceptedAt(), "from " + job.request().owner().name()));
        int number = 1;
        for (Attempt failed : job.failedAttempts()) {
            events.add(past("Attempt " + number + " started", failed.startedAt(), ""));
            events.add(past(
                    "Attempt " + number + " failed",
                    failed.endedAt(),
                    failed.fault().detail()));
            number++;
        }
        Phase phase = job.phase();
        if (phase instanceof Phase.Scheduled waiting) {
            boolean later = waiting.dueAt().isAfter(now);
            events.add(new Event(
                    later ? "Starts not before" : "Waits since",
                    waiting.dueAt(),
                    "in queue " + job.request().place().queue(),
                    later ? "ahead" : "now"));
        } else if (phase instanceof Phase.Started run) {
            events.add(new Event("Started", run.startedAt(), "attempt " + job.attempt(), "now"));
            run.stopAsked().ifPresent(stop -> events.add(new Event("Asked to stop", stop.askedAt(), "", "now")));
        } else if (phase instanceof Phase.Completed end) {
            if (end.attempts() > job.failedAttempts().size()) {
                end.startedAt()
                        .ifPresent(start -> events.add(past("Attempt " + end.attempts() + " started", start, "")));
            }
            events.add(past(
                    Badge.of(end.status()).word(),
                    end.endedAt(),
                    end.outcome().fault().map(fault -> fault.detail()).orElse("")));
        }
        return events;
    }

    private static Event past(String what, Instant at, String more) {
        return new Event(what, at, more, "past");
    }
}
