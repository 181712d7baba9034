package dev.accepted.handler;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When jobs of a batch type may begin: at the moments of a cron expression, and not before. A job accepted at ten in the
 * evening with the window {@code 0 2 * * *} is due at two in the morning, and one accepted a second after two is due a day
 * later.
 *
 * @param opens when
 */
public record Window(Moments opens) {

    /**
     * Reads a window.
     *
     * @param expression five fields: minute, hour, day of month, month, day of week
     * @throws IllegalArgumentException if the expression is none, or has no moment to come
     */
    public static Window parse(String expression, ZoneId zone) {
        return new Window(Moments.parse(expression, zone));
    }

    /** The first moment of the window at or after this instant. */
    public Instant next(Instant from) {
        return opens.from(from);
    }

    /** The cron expression. */
    public String expression() {
        return opens.expression();
    }

    /** Where its hours are counted. */
    public ZoneId zone() {
        return opens.zone();
    }

    @Override
    public String toString() {
        return opens.toString();
    }
}
