package dev.accepted.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Times as clients write them: RFC 3339, or the form that the representations have; and as header fields have them. */
final class Times {

    private static final DateTimeFormatter SEED = DateTimeFormatter.ofPattern(
                    "dd-MM-uuuu hh:mm:ss a 'GMT'", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /**
     * Reads a time.
     *
     * @throws DateTimeException if it has neither form, or is outside the years 1 to 9999
     */
    static Instant parse(String text) {
        Instant instant = text.endsWith("GMT")
                ? LocalDateTime.parse(text, SEED).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeParseException("outside the years 1 to 9999", text, 0);
        }
        return instant;
    }

    /** A date in a header field (RFC 9110 section 5.6.7). */
    static String http(Instant instant) {
        return HTTP.format(instant);
    }
}
