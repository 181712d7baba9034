package dev.accepted.dialect;

import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.ScheduleName;
import dev.accepted.job.TypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule: what is submitted again and again, when, and how that went.
 *
 * @param uri its absolute path
 * @param name what it is called
 * @param plan what it does
 * @param paused whether its moments pass it by
 * @param next when it will submit a job; null while it is paused
 * @param last the last job that it submitted; null if it has submitted none
 * @param turns what came of its turns
 * @param trouble the last time when it was its turn and it submitted nothing; null if there was none
 * @param links what this caller can do with it; immutable
 */
public record ScheduleView(
        String uri,
        ScheduleName name,
        Plan plan,
        boolean paused,
        @Nullable Instant next,
        @Nullable Last last,
        Turns turns,
        @Nullable Trouble trouble,
        List<Link> links) {

    /** Takes a copy of the links. */
    public ScheduleView {
        links = List.copyOf(links);
    }

    /**
     * What it does.
     *
     * @param type the type of its jobs
     * @param cron five fields: minute, hour, day of month, month, day of week
     * @param zone the time zone in which they are read
     * @param owner whose jobs they are
     * @param skipsIfActive whether a moment is left out while the last job has not ended
     * @param catchesUp whether a missed moment is made up for
     */
    public record Plan(
            TypeName type, String cron, String zone, String owner, boolean skipsIfActive, boolean catchesUp) {}

    /**
     * The last job that it submitted.
     *
     * @param at when
     * @param by who wanted it; null if it was time
     * @param id the job
     * @param uri the job's absolute path
     * @param status how it stands; null if it is gone
     */
    public record Last(
            Instant at,
            @Nullable String by,
            JobId id,
            String uri,
            @Nullable JobStatus status) {}

    /** How many turns came to what. */
    public record Turns(long submitted, long skipped, long refused, long missed) {}

    /**
     * A turn that came to nothing.
     *
     * @param at when
     * @param what {@code SKIPPED}, {@code REFUSED} or {@code MISSED}
     * @param detail why, for people
     */
    public record Trouble(Instant at, String what, String detail) {}
}
