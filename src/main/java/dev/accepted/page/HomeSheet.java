package dev.accepted.page;

import dev.accepted.dialect.HomeView;
import dev.accepted.dialect.QueueView;
import dev.accepted.dialect.ScheduleView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The page that shows the whole: queues, what ended lately, and what runs it.
 *
 * @param frame around it
 * @param view what runs here
 * @param now when it was looked at
 * @param queues how they stand
 * @param hour what ended in the last hour
 * @param day what ended in the last day
 * @param types how long the jobs of each type usually take
 * @param schedules what is submitted again and again
 */
public record HomeSheet(
        Frame frame,
        HomeView view,
        Instant now,
        List<QueueView> queues,
        Chart hour,
        Chart day,
        List<TypeLine> types,
        List<ScheduleView> schedules) {

    /**
     * A type.
     *
     * @param name its name
     * @param description what it does
     * @param typical how long its jobs usually take, in words; "" if that is not known
     */
    public record TypeLine(String name, String description, String typical) {}

    /** How many jobs wait. */
    public int waiting() {
        return queues.stream().mapToInt(queue -> queue.counts().waiting()).sum();
    }

    /** How many jobs run. */
    public int running() {
        return queues.stream().mapToInt(queue -> queue.counts().running()).sum();
    }

    /** Whether this visitor pauses and resumes queues. */
    public boolean steersQueues() {
        return frame.visitor().isAdmin();
    }

    /** How long the application has been up. */
    public String uptime() {
        return since(view.startedAt());
    }

    /** How long ago this was. */
    public String since(Instant then) {
        return Words.duration(Duration.between(then, now));
    }
}
