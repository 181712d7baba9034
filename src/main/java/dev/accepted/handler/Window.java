package dev.accepted.handler;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When jobs of a batch type may begin: at the moments of a cron expression, and not before. A job accepted at ten in the
 * evening with the window {@code 0 2 * * *} is due at two in the morning, and one accepted a second after two is due a day
 * later. Daylight saving follows the zone.
 */
public final class Window {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;

    private Window(String expression, ZoneId zone, Cron cron) {
        this.expression = expression;
        this.zone = zone;
        this.times = ExecutionTime.forCron(cron);
    }

    /**
     * Reads a window.
     *
     * @param expression five fields: minute, hour, day of month, month, day of week
     * @throws IllegalArgumentException if the expression is none, or has no moment to come
     */
    public static Window parse(String expression, ZoneId zone) {
        Window window = new Window(expression, zone, PARSER.parse(expression).validate());
        window.next(Instant.EPOCH);
        return window;
    }

    /** The first moment of the window at or after this instant. */
    public Instant next(Instant from) {
        ZonedDateTime justBefore = from.minusMillis(1).atZone(zone);
        return times.nextExecution(justBefore)
                .map(ZonedDateTime::toInstant)
                .orElseThrow(() -> new IllegalArgumentException("The window '" + expression + "' never opens"));
    }

    /** The cron expression. */
    public String expression() {
        return expression;
    }

    /** Where its hours are counted. */
    public ZoneId zone() {
        return zone;
    }

    @Override
    public String toString() {
        return expression + " " + zone;
    }
}
