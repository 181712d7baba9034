package dev.accepted.handler;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * The moments of a cron expression in a time zone. Immutable.
 *
 * <p>Where clocks are set, cron's own old rules hold. An expression whose hour begins with a star goes on at its intervals of
 * elapsed time. Any other names hours of the day: what falls into the hour that is left out comes once, at the moment when the
 * clocks are set; what falls into the hour that there is twice comes the first time only. So something that is to be done once a
 * day is done once on each day.
 */
public final class Moments {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;
    private final boolean atIntervals;

    private Moments(String expression, ZoneId zone, ExecutionTime times) {
        this.expression = expression;
        this.zone = zone;
        this.times = times;
        this.atIntervals = expression.strip().split("\\s+", -1)[1].startsWith("*");
    }

    /**
     * Reads an expression.
     *
     * @param expression five fields: minute, hour, day of month, month, day of week
     * @throws IllegalArgumentException if it is none, or has no moment to come
     */
    public static Moments parse(String expression, ZoneId zone) {
        ExecutionTime times = ExecutionTime.forCron(PARSER.parse(expression).validate());
        Moments moments = new Moments(expression, zone, times);
        moments.after(Instant.EPOCH);
        return moments;
    }

    /** The first moment at or after this instant. */
    public Instant from(Instant instant) {
        return after(instant.minusNanos(1));
    }

    /** The first moment after this instant. */
    public Instant after(Instant instant) {
        if (atIntervals) {
            return next(instant.atZone(zone)).toInstant();
        }
        ZonedDateTime next = next(instant.atZone(zone));
        while (isSecondTime(next)) {
            next = next(next);
        }
        return orWhenClocksAreSet(instant, next.toInstant());
    }

    private ZonedDateTime next(ZonedDateTime before) {
        return times.nextExecution(before)
                .orElseThrow(() ->
                        new IllegalArgumentException("The cron expression '" + expression + "' has no moment to come"));
    }

    private boolean isSecondTime(ZonedDateTime moment) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(moment.toLocalDateTime());
        return offsets.size() > 1 && !moment.getOffset().equals(offsets.get(0));
    }

    private Instant orWhenClocksAreSet(Instant after, Instant next) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.nextTransition(after);
        while (change != null && change.getInstant().isBefore(next)) {
            if (change.isGap() && leavesOutAMoment(change)) {
                return change.getInstant();
            }
            change = rules.nextTransition(change.getInstant());
        }
        return next;
    }

    private boolean leavesOutAMoment(ZoneOffsetTransition gap) {
        ZonedDateTime justBefore = gap.getDateTimeBefore().minusNanos(1).atZone(ZoneOffset.UTC);
        return !next(justBefore).toLocalDateTime().isAfter(gap.getDateTimeAfter());
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
