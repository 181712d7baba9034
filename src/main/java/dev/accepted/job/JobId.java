package dev.accepted.job;

import java.time.Instant;
import java.util.Optional;

/**
 * The one name of a job, from acceptance to the end and after it: a positive 64 bit number, shown in decimal.
 *
 * <p>Its upper 42 bits are the millisecond in which it was made, counted from {@link #EPOCH} (the layout of a TSID), so
 * ids sort by time of acceptance, and an id alone tells {@linkplain #madeAt() when it was made}. The lower 22 bits keep
 * ids of one millisecond apart.
 *
 * @param value the number; above zero
 */
public record JobId(long value) implements Comparable<JobId> {

    /** The instant from which ids count their milliseconds. */
    public static final Instant EPOCH = Instant.parse("2020-01-01T00:00:00Z");

    private static final int BITS_BELOW_TIME = 22;
    private static final int MOST_DIGITS = 19;
    private static final Instant BEYOND = EPOCH.plusMillis((Long.MAX_VALUE >>> BITS_BELOW_TIME) + 1);

    /**
     * Checks what it is made of.
     *
     * @throws IllegalArgumentException if the value is not above zero
     */
    public JobId {
        if (value <= 0) {
            throw new IllegalArgumentException("A job id is above zero, but this is " + value);
        }
    }

    /**
     * Reads an id as clients write it.
     *
     * @return empty for anything but the plain decimal form of an id: only digits, no sign, no leading zero
     */
    public static Optional<JobId> parse(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || text.charAt(0) == '0') {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new JobId(Long.parseLong(text)));
        } catch (NumberFormatException largerThanAnyId) {
            return Optional.empty();
        }
    }

    /**
     * The smallest id that can be made at or after this instant; what time filters compare with. Counts whole milliseconds,
     * as ids do. Of an instant before all ids it is the smallest id, of one beyond them the largest.
     */
    public static JobId firstAt(Instant instant) {
        if (!instant.isAfter(EPOCH)) {
            return new JobId(1);
        }
        if (!instant.isBefore(BEYOND)) {
            return new JobId(Long.MAX_VALUE);
        }
        long millis = instant.toEpochMilli() - EPOCH.toEpochMilli();
        return new JobId(Math.max(1, millis << BITS_BELOW_TIME));
    }

    /** When this id was made, to the millisecond. */
    public Instant madeAt() {
        return EPOCH.plusMillis(value >>> BITS_BELOW_TIME);
    }

    @Override
    public int compareTo(JobId other) {
        return Long.compare(value, other.value);
    }

    /** Ids of one second share their upper bits; mixing spreads them over a hash table. */
    @Override
    public int hashCode() {
        return Long.hashCode(value * 0x9E3779B97F4A7C15L);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
