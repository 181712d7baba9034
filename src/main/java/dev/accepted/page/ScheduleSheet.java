package dev.accepted.page;

import dev.accepted.dialect.Link;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ScheduleView;
import dev.accepted.job.JobStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page of a schedule.
 *
 * @param frame around it
 * @param view the schedule
 * @param problem what went wrong with what the visitor wanted of it; null if nothing did
 */
public record ScheduleSheet(
        Frame frame, ScheduleView view, @Nullable Problem problem) {

    /** The link of this name, if the visitor has it. */
    public @Nullable Link link(String rel) {
        return view.links().stream()
                .filter(link -> link.rel().equals(rel))
                .findFirst()
                .orElse(null);
    }

    /** Where its jobs are listed. */
    public String jobs() {
        return frame.home() + "/jobs?type=" + view.plan().type() + "&owner="
                + URLEncoder.encode(view.plan().owner(), StandardCharsets.UTF_8);
    }

    /** How a last job stands; null if there is none, or it is gone. */
    public static @Nullable Badge badge(ScheduleView view) {
        JobStatus status = view.last() == null ? null : view.last().status();
        return status == null ? null : Badge.of(status);
    }

    /** What came of its turns, in words. */
    public String turns() {
        return Words.number(view.turns().submitted()) + " submitted"
                + but(view.turns().skipped(), "left out")
                + but(view.turns().refused(), "refused")
                + but(view.turns().missed(), "missed");
    }

    private static String but(long count, String word) {
        return count == 0 ? "" : ", " + Words.number(count) + " " + word;
    }

    /** What a turn came to that came to nothing, in a word. */
    public static String word(ScheduleView.Trouble trouble) {
        return switch (trouble.what()) {
            case "SKIPPED" -> "Left out";
            default -> trouble.what().charAt(0) + trouble.what().substring(1).toLowerCase(Locale.ROOT);
        };
    }
}
