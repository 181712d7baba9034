package dev.accepted.http;

import dev.accepted.callback.Receivers;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Document;
import dev.accepted.job.QueueName;
import dev.accepted.job.Refusal;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Submission;
import dev.accepted.job.TypeName;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the members of a submission as texts, whatever form they came in, with all their faults. For one request. */
final class SubmissionMembers {

    /** All of them but type and input. */
    static final String[] OTHERS = {
        "name", "summary", "scheduled-start-time", "priority", "queue", "timeout", "callback"
    };

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SUMMARY = 2_000;

    private final Receivers receivers;
    private final List<Violation> unreadable = new ArrayList<>();
    private final List<Violation> unfit = new ArrayList<>();
    private @Nullable String name;
    private @Nullable String summary;
    private @Nullable Instant startAt;
    private @Nullable Integer priority;
    private @Nullable QueueName queue;
    private @Nullable Duration timeout;
    private @Nullable URI callback;

    /**
     * Nothing so far.
     *
     * @param receivers who may be called back
     */
    SubmissionMembers(Receivers receivers) {
        this.receivers = receivers;
    }

    /** Takes a member; a name that is none of {@link #OTHERS} is a fault. */
    void take(String member, String value) {
        String pointer = "/" + member;
        switch (member) {
            case "name" -> name = text(pointer, value, 1, LONGEST_NAME);
            case "summary" -> summary = text(pointer, value, 0, LONGEST_SUMMARY);
            case "scheduled-start-time" -> startAt = time(pointer, value);
            case "priority" -> priority = number(pointer, value);
            case "queue" -> queue = queue(pointer, value);
            case "timeout" -> timeout = duration(pointer, value);
            case "callback" -> callback = callback(pointer, value);
            default -> unreadable(pointer.replace("~", "~0"), "The member '" + member + "' is not known.");
        }
    }

    /** Notes what cannot be read. */
    void unreadable(String pointer, String detail) {
        unreadable.add(new Violation(pointer, detail));
    }

    private String text(String pointer, String value, int least, int most) {
        if (value.length() < least || value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
            unfit.add(new Violation(
                    pointer, "This must be " + least + " to " + most + " characters without control characters."));
        }
        return value;
    }

    private @Nullable Instant time(String pointer, String value) {
        try {
            return Times.parse(value);
        } catch (DateTimeException e) {
            unreadable(
                    pointer,
                    "A time must be like 2026-11-24T02:00:00Z or 24-11-2026 02:00:00 AM GMT, but is '" + value + "'.");
            return null;
        }
    }

    private @Nullable Integer number(String pointer, String value) {
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            unreadable(pointer, "The priority must be a number from 0 to 9, but is '" + value + "'.");
            return null;
        }
    }

    private @Nullable QueueName queue(String pointer, String value) {
        if (QueueName.isValid(value)) {
            return new QueueName(value);
        }
        unfit.add(new Violation(pointer, "'" + value + "' is no name of a queue."));
        return null;
    }

    private @Nullable URI callback(String pointer, String value) {
        String fault = receivers.fault(value).orElse(null);
        if (fault != null) {
            unfit.add(new Violation(pointer, fault));
        }
        return fault == null ? URI.create(value) : null;
    }

    private @Nullable Duration duration(String pointer, String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeException e) {
            unreadable(pointer, "A timeout must be an ISO 8601 duration such as PT10M, but is '" + value + "'.");
            return null;
        }
    }

    /**
     * Ends collecting.
     *
     * @throws ProblemException if anything could not be read
     * @throws RefusedException if anything is outside what any type allows
     */
    Submission submission(TypeName type, Document input) {
        check();
        return new Submission(type, name, summary, input, startAt, priority, queue, timeout, callback);
    }

    /** Throws what is wrong so far. */
    void check() {
        if (!unreadable.isEmpty()) {
            List<Violation> all = new ArrayList<>(unreadable);
            all.addAll(unfit);
            throw new ProblemException(Problem.of(
                    ProblemCode.MALFORMED_REQUEST,
                    all.size() == 1 ? all.get(0).detail() : "The submission has " + all.size() + " faults; see errors.",
                    all));
        }
        if (!unfit.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(unfit));
        }
    }
}
