package dev.accepted.store;

import dev.accepted.job.Refusal;
import java.time.Duration;

/**
 * How far a caller is from one of its limits.
 *
 * @param kind which limit
 * @param most how much there is in all
 * @param left how much of it is left; not negative
 * @param untilMore when there will be more; zero if that cannot be known, or nothing was used
 */
public record Quota(Kind kind, int most, int left, Duration untilMore) {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /** What is limited. */
    public enum Kind {
        /** Submissions in {@link CallerLimits#WINDOW}. */
        SUBMISSIONS,
        /** Jobs that have not ended. */
        ACTIVE_JOBS
    }

    /** Whole seconds, none too early. */
    public static long seconds(Duration wait) {
        return wait.plusSeconds(1).minusNanos(1).toSeconds();
    }

    /** Why a submission is refused when nothing is left. */
    public Refusal refusal() {
        return switch (kind) {
            case SUBMISSIONS ->
                new Refusal.Full(
                        "too-many-submissions",
                        "A caller may submit " + most + " jobs a minute, and you have done so.",
                        Duration.ofSeconds(seconds(untilMore)));
            case ACTIVE_JOBS ->
                new Refusal.Full(
                        "too-many-active-jobs",
                        "A caller may have " + most + " jobs that have not ended, and you have so many.",
                        ASK_AGAIN);
        };
    }
}
