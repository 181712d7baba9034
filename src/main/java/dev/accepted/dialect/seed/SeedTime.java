package dev.accepted.dialect.seed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * How times are written: {@code 01-01-2013 10:50:45 PM GMT}, the form {@code dd-MM-yyyy hh:mm:ss a z} in English and GMT.
 * Parts of a second are cut off. A year has four digits, so a time before the year 1 or after 9999 is shown as the first or
 * last second that can be.
 */
public final class SeedTime {

    private static final DateTimeFormatter STRICT = DateTimeFormatter.ofPattern(
                    "dd-MM-uuuu hh:mm:ss a 'GMT'", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int LENGTH = "01-01-2013 10:50:45 PM GMT".length();
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private SeedTime() {}

    /** Writes a time. */
    public static String format(Instant time) {
        Utf8 out = new Utf8(LENGTH);
        write(time, out);
        return new String(out.toArray(), StandardCharsets.US_ASCII);
    }

    /** Reads a time of exactly this form; empty for any other, and for days and hours that do not exist. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(STRICT.parse(text, Instant::from));
        } catch (DateTimeParseException anotherForm) {
            return Optional.empty();
        }
    }

    /** Writes a time without a formatter, since every poll shows two or three. */
    static void write(Instant time, Utf8 out) {
        long seconds = Math.min(Math.max(time.getEpochSecond(), FIRST), LAST);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        int hour = second / 3600;
        out.twoDigits(date.getDayOfMonth());
        out.ascii('-');
        out.twoDigits(date.getMonthValue());
        out.ascii('-');
        out.twoDigits(date.getYear() / 100);
        out.twoDigits(date.getYear() % 100);
        out.ascii(' ');
        out.twoDigits(hour % 12 == 0 ? 12 : hour % 12);
        out.ascii(':');
        out.twoDigits(second / 60 % 60);
        out.ascii(':');
        out.twoDigits(second % 60);
        out.ascii(hour < 12 ? " AM GMT" : " PM GMT");
    }
}
