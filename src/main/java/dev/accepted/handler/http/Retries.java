package dev.accepted.handler.http;

import dev.accepted.handler.Backoff;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * When a target that says "not now" is asked again within the same attempt.
 *
 * @param most how often
 * @param always also for methods that may do harm when done twice (RFC 9110 section 9.2.2)
 */
record Retries(int most, boolean always) {

    private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /**
     * How long to wait before asking again.
     *
     * @param before how often it was asked again already
     * @return empty if this answer is to be taken as it is
     */
    Optional<Duration> wait(int before, Outgoing request, Incoming answer, Instant now) {
        if (before >= most || !NOT_NOW.contains(answer.status()) || !(always || request.isIdempotent())) {
            return Optional.empty();
        }
        return Optional.of(wish(answer, now).orElseGet(() -> BACKOFF.after(before + 1, 0.5)));
    }

    /** What the target says of when to come back: seconds, or a date (RFC 9110 section 10.2.3). */
    static Optional<Duration> wish(Incoming answer, Instant now) {
        return answer.field("Retry-After").map(String::strip).flatMap(text -> {
            try {
                if (text.matches("[0-9]{1,9}")) {
                    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
                }
                Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
