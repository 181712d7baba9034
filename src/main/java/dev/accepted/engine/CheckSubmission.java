package dev.accepted.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobType;
import dev.accepted.job.Caller;
import dev.accepted.job.Refusal;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a job type takes a submission from this caller, and if not, why, with every fault there is. */
public final class CheckSubmission {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JobType type;
    private final Submission submission;
    private final Caller caller;

    /** Of this caller's submission to this type. */
    public CheckSubmission(JobType type, Submission submission, Caller caller) {
        this.type = type;
        this.submission = submission;
        this.caller = caller;
    }

    /** Empty if it is taken. */
    public Optional<Refusal> refusal() {
        if (!type.isFor(caller)) {
            return Optional.of(new Refusal.Forbidden("To submit '" + type.name() + "' takes one of the roles "
                    + type.roles().stream().sorted().collect(Collectors.joining(", ")) + "."));
        }
        List<Violation> violations = new ArrayList<>();
        checkOrigin(violations);
        checkPriority(violations);
        checkQueue(violations);
        checkTimeout(violations);
        type.input().schema().ifPresent(schema -> checkInput(schema, violations));
        return violations.isEmpty() ? Optional.empty() : Optional.of(new Refusal.Invalid(violations));
    }

    private void checkOrigin(List<Violation> violations) {
        if (type.input().requestsOnly() && submission.input().asked().isEmpty()) {
            violations.add(new Violation(
                    "/type", "Jobs of '" + type.name() + "' are made by requests to their own resource, not here."));
        }
    }

    private void checkPriority(List<Violation> violations) {
        Integer wish = submission.priority();
        if (wish == null) {
            return;
        }
        int most = caller.isAdmin() ? 9 : type.placement().priority();
        if (wish < 0 || wish > most) {
            violations.add(new Violation(
                    "/priority",
                    "The priority must be 0 to " + most + (most < 9 ? " (9 for administrators)" : "") + ", but is "
                            + wish + "."));
        }
    }

    private void checkQueue(List<Violation> violations) {
        if (submission.queue() != null && !type.placement().queues().contains(submission.queue())) {
            violations.add(new Violation(
                    "/queue",
                    "The queue must be one of " + type.placement().queues() + ", but is '" + submission.queue()
                            + "'."));
        }
    }

    private void checkTimeout(List<Violation> violations) {
        if (submission.timeout() != null
                && (submission.timeout().isNegative()
                        || submission.timeout().isZero()
                        || submission.timeout().compareTo(type.limits().timeout()) > 0)) {
            violations.add(new Violation(
                    "/timeout",
                    "The timeout must be above zero and at most "
                            + type.limits().timeout() + ", but is " + submission.timeout() + "."));
        }
    }

    private void checkInput(InputSchema schema, List<Violation> violations) {
        try (InputStream in = submission.input().content().open()) {
            JsonNode input = JSON.readTree(in);
            violations.addAll(schema.check(input, "/input"));
        } catch (JsonProcessingException e) {
            violations.add(new Violation("/input", "The input must be JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
