package dev.accepted.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations, sizes, times and numbers as people read them; pure functions. */
public final class Words {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
    private static final int SHORT = "2026-01-31T08:00".length();
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Words() {}

    /** To the second, in UTC; a page's script makes the reader's own time of it. */
    public static String time(Instant instant) {
        return UTC.format(instant);
    }

    /** For machines, with the three digits after the second that HTML takes. */
    public static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** A time as browsers send it from a field, which is without a zone, in UTC; any other text stays as it is. */
    public static String withZone(String text) {
        return LOCAL.matcher(text).matches() ? text + (text.length() == SHORT ? ":00Z" : "Z") : text;
    }

    /** A time as a field of a browser takes it: in UTC, without saying so; what is no time stays as it is. */
    static String withoutZone(String text) {
        try {
            return FIELD.format(OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return text;
        }
    }

    /** The two largest units that say something: {@code 1 min 08 s}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 1) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%d d %02d h", seconds / 86_400, seconds / 3_600 % 24);
    }

    /** With three digits that count: {@code 20.5 MB}. */
    public static String size(long bytes) {
        if (bytes == 1) {
            return "1 byte";
        }
        double size = bytes;
        int unit = 0;
        while (size >= 999.5 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        String digits = unit == 0 || size >= 99.95 ? "%.0f " : size >= 9.995 ? "%.1f " : "%.2f ";
        return String.format(Locale.ROOT, digits, size) + UNITS[unit];
    }

    /** With commas: {@code 1,000,000}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
