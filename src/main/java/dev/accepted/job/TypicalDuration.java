package dev.accepted.job;

import java.time.Duration;

/**
 * How long one attempt of a type has lately taken to succeed, as people would say it: in milliseconds below a second, in
 * tenths of a second below a minute, in whole seconds beyond.
 *
 * @param median half took no longer
 * @param p90 nine in ten took no longer
 */
public record TypicalDuration(Duration median, Duration p90) {

    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long MINUTE = 60 * SECOND;

    /** Of nanoseconds, rounded up. */
    public static TypicalDuration ofNanos(long median, long p90) {
        return new TypicalDuration(rounded(median), rounded(p90));
    }

    private static Duration rounded(long nanos) {
        long unit = nanos < SECOND ? MILLISECOND : nanos < MINUTE ? SECOND / 10 : SECOND;
        return Duration.ofNanos((nanos + unit - 1) / unit * unit);
    }
}
