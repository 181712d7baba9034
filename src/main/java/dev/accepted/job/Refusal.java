package dev.accepted.job;

import java.time.Duration;
import java.util.List;

/** Why a submission is not accepted. Nothing of it is kept. */
public sealed interface Refusal {

    /** What is wrong and what is allowed, in one sentence for people. */
    String detail();

    /**
     * There is no such job type.
     *
     * @param type what was asked for
     */
    record UnknownType(TypeName type) implements Refusal {
        @Override
        public String detail() {
            return "There is no job type '" + type + "' here.";
        }
    }

    /**
     * The caller lacks the role that the type asks for.
     *
     * @param detail which
     */
    record Forbidden(String detail) implements Refusal {}

    /**
     * The submission can be read, but the type does not allow what it says. Lists every fault.
     *
     * @param violations at least one
     */
    record Invalid(List<Violation> violations) implements Refusal {

        /** Takes a copy. */
        public Invalid {
            violations = List.copyOf(violations);
        }

        @Override
        public String detail() {
            return violations.size() == 1
                    ? violations.get(0).detail()
                    : "The submission has " + violations.size() + " faults; see errors.";
        }
    }

    /**
     * The input is in a form that the type does not take.
     *
     * @param detail what was given and what is taken
     */
    record UnsupportedInput(String detail) implements Refusal {}

    /**
     * More bytes than allowed.
     *
     * @param detail how many are allowed
     */
    record TooLarge(String detail) implements Refusal {}

    /**
     * No room now, later perhaps.
     *
     * @param code the stable key of what is full
     * @param detail what is full
     * @param retryAfter when to ask again
     */
    record Full(String code, String detail, Duration retryAfter) implements Refusal {}

    /**
     * One fault of a submission.
     *
     * @param pointer where, as a JSON Pointer into the submission (RFC 6901); "" is the whole
     * @param detail what is wrong and what is allowed
     */
    record Violation(String pointer, String detail) {}
}
