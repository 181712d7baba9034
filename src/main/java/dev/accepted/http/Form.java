package dev.accepted.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which an answer can be given, and how a client chooses one: by {@code ?f=}, else by {@code Accept}
 * (RFC 9110 section 12.5.1), and never 406.
 *
 * <p>XML and plain text are given to those who prefer them. HTML is for browsers, which list {@code application/xhtml+xml};
 * old Java clients send {@code text/html, image/gif, *; q=.2}, and get JSON like everybody else.
 */
enum Form {
    JSON("application/json"),
    XML("application/xml"),
    TEXT("text/plain"),
    HTML("text/html");

    /** What is preferred to JSON only by those who say so; the first of equals wins. */
    private static final List<Offer> OFFERS =
            List.of(new Offer("application/xml", XML), new Offer("text/plain", TEXT), new Offer("text/xml", XML));

    private static final String STREAM = "text/event-stream";

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type without parameters. */
    String mediaType() {
        return mediaType;
    }

    /** What stands for it where room is short. */
    char letter() {
        return name().charAt(0);
    }

    /** The form that the parameter {@code f} names. */
    static Optional<Form> named(String word) {
        return switch (word) {
            case "json" -> Optional.of(JSON);
            case "xml" -> Optional.of(XML);
            case "text" -> Optional.of(TEXT);
            case "html" -> Optional.of(HTML);
            default -> Optional.empty();
        };
    }

    /** The form that an {@code Accept} field asks for; JSON if there is none, or nothing that we have. */
    static Form accepted(@Nullable String accept) {
        if (accept == null || accept.equals("*/*") || accept.equals("application/json")) {
            return JSON;
        }
        List<Range> ranges = Range.parse(accept);
        if (ranges.stream().anyMatch(range -> range.is("application/xhtml+xml") && range.quality() > 0)
                || (ranges.size() == 1 && ranges.get(0).is("text/html"))) {
            return HTML;
        }
        Form best = JSON;
        double bestWeight = weight(ranges, "application/json");
        for (Offer offer : OFFERS) {
            double weight = weight(ranges, offer.type());
            if (weight > bestWeight) {
                best = offer.form();
                bestWeight = weight;
            }
        }
        return best;
    }

    /**
     * Whether an {@code Accept} field wants a stream of events more than all other types that it names. Clients that are made of
     * the contract name everything that an address can answer with, and cannot follow a stream.
     */
    static boolean isStream(@Nullable String accept) {
        if (accept == null || !accept.toLowerCase(Locale.ROOT).contains(STREAM)) {
            return false;
        }
        List<Range> ranges = Range.parse(accept);
        double stream = 0;
        double others = 0;
        for (Range range : ranges) {
            if (range.is(STREAM)) {
                stream = Math.max(stream, range.quality());
            } else if (range.specificity() == 2) {
                others = Math.max(others, range.quality());
            }
        }
        return stream > others;
    }

    /** The quality that the most specific range gives a type; a more specific mention wins among equals. */
    private static double weight(List<Range> ranges, String type) {
        Range best = null;
        for (Range range : ranges) {
            if (range.matches(type) && (best == null || range.specificity() > best.specificity())) {
                best = range;
            }
        }
        return best == null || best.quality() == 0 ? 0 : best.quality() + best.specificity() * 1e-6;
    }

    private record Offer(String type, Form form) {}

    /** One media range of an {@code Accept} field. */
    private record Range(String type, double quality) {

        static List<Range> parse(String accept) {
            return Stream.of(accept.toLowerCase(Locale.ROOT).split(",", -1))
                    .map(Range::of)
                    .toList();
        }

        private static Range of(String text) {
            String[] parts = text.split(";", -1);
            double quality = 1;
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip();
                if (parameter.startsWith("q=")) {
                    quality = quality(parameter.substring(2));
                }
            }
            return new Range(parts[0].strip(), quality);
        }

        private static double quality(String text) {
            try {
                return Math.max(0, Math.min(1, Double.parseDouble(text)));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        boolean is(String other) {
            return type.equals(other);
        }

        boolean matches(String other) {
            return specificity() == 2
                    ? is(other)
                    : specificity() == 0 || other.startsWith(type.substring(0, type.length() - 1));
        }

        /** 2 for one type, 1 for {@code text/*}, 0 for all; a lone star is what old Java clients send for all. */
        int specificity() {
            return type.equals("*/*") || type.equals("*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }
    }
}
