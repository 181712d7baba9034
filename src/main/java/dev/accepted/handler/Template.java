package dev.accepted.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values of the input, such as {@code --level=${input.level}}. What a value contains is never looked
 * at again: it can hold {@code ${...}}, quotes or spaces and stays one text.
 *
 * @param parts what it is made of, in order
 */
public record Template(List<Part> parts) {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)\\.([^${}]+)\\}");

    /** A number longer than this is left in the form that it has. */
    private static final int MOST_DIGITS = 400;

    /**
     * Fixed text, or the place of a value.
     *
     * @param text the text; null for a place
     * @param member the input member whose value stands there; "" for fixed text
     */
    public record Part(@Nullable String text, String member) {}

    /** What stands for a value that an operator keeps elsewhere, such as a password. */
    @FunctionalInterface
    public interface Secrets {

        /** No places but those of the input. */
        Secrets NONE = (kind, name) -> Optional.empty();

        /**
         * The value of <code>${kind.name}</code>.
         *
         * @return empty if there is none
         */
        Optional<String> find(String kind, String name);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it has a place of another kind than <code>${input.name}</code>
     */
    public static Template parse(String text) {
        return parse(text, Secrets.NONE);
    }

    /**
     * Reads a template that may also have places for secrets, which become fixed text at once.
     *
     * @throws IllegalArgumentException if it has a place for which there is no value
     */
    public static Template parse(String text, Secrets secrets) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int end = 0;
        while (places.find()) {
            addText(parts, text.substring(end, places.start()));
            parts.add(part(places.group(1), places.group(2), secrets));
            end = places.end();
        }
        addText(parts, text.substring(end));
        return new Template(List.copyOf(parts));
    }

    private static Part part(String kind, String name, Secrets secrets) {
        return kind.equals("input")
                ? new Part(null, name)
                : new Part(
                        secrets.find(kind, name)
                                .orElseThrow(() ->
                                        new IllegalArgumentException("there is no value for " + kind + "." + name)),
                        "");
    }

    private static void addText(List<Part> parts, String text) {
        if (text.contains("${")) {
            throw new IllegalArgumentException("only ${input.name} stands for a value");
        }
        if (!text.isEmpty()) {
            parts.add(new Part(text, ""));
        }
    }

    /** The members of the input that it takes values of. */
    public List<String> members() {
        return parts.stream()
                .filter(part -> part.text() == null)
                .map(Part::member)
                .toList();
    }

    /**
     * The text with the input's values. A member that is absent or null leaves nothing in its place.
     *
     * @return empty if it is nothing but the place of an absent value
     */
    public Optional<String> filled(JsonNode input) {
        if (parts.size() == 1 && parts.get(0).text() == null) {
            return value(input, parts.get(0).member());
        }
        return Optional.of(filled(input, Template::text));
    }

    /**
     * The text with the input's values, each written in this way.
     *
     * @param write also gets what stands for an absent member, which is no value node
     */
    public String filled(JsonNode input, Function<JsonNode, String> write) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(part.text() == null ? write.apply(input.path(part.member())) : part.text());
        }
        return filled.toString();
    }

    /** The value of a member as text; empty if it is absent or null. */
    public static Optional<String> value(JsonNode input, String member) {
        JsonNode value = input.path(member);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(text(value));
    }

    /** A value as text: a text as it is, a number in plain digits, a list or object as JSON, and "" for none. */
    public static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isNumber()) {
            return plain(value);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** JSON Schema counts 47.0 and 4.7e1 as integers, but few programs do. */
    private static String plain(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.asText();
        }
        BigDecimal decimal = number.decimalValue();
        boolean isShort = Math.abs((long) decimal.scale()) + decimal.precision() <= MOST_DIGITS;
        if (!isShort) {
            return number.asText();
        }
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}
