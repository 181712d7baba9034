package dev.accepted.handler.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values of the input, such as {@code --level=${input.level}}. What a value contains is never looked
 * at again: it can hold {@code ${...}}, quotes or spaces and stays one text.
 *
 * @param parts what it is made of, in order
 */
record Template(List<Part> parts) {

    private static final Pattern PLACE = Pattern.compile("\\$\\{input\\.([^${}]+)\\}");

    /** A number longer than this is left in the form that it has. */
    private static final int MOST_DIGITS = 400;

    /**
     * Fixed text, or the place of a value.
     *
     * @param text the text; null for a place
     * @param member the input member whose value stands there; "" for fixed text
     */
    record Part(@Nullable String text, String member) {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it has a place of another kind than <code>${input.name}</code>
     */
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int end = 0;
        while (places.find()) {
            addText(parts, text.substring(end, places.start()));
            parts.add(new Part(null, places.group(1)));
            end = places.end();
        }
        addText(parts, text.substring(end));
        return new Template(List.copyOf(parts));
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
    List<String> members() {
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
    Optional<String> filled(JsonNode input) {
        if (parts.size() == 1 && parts.get(0).text() == null) {
            return value(input, parts.get(0).member());
        }
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(part.text() == null ? value(input, part.member()).orElse("") : part.text());
        }
        return Optional.of(filled.toString());
    }

    /** The value of a member as text: a text as it is, a number in plain digits, a list or object as JSON. */
    static Optional<String> value(JsonNode input, String member) {
        JsonNode value = input.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of(plain(value));
        }
        return Optional.of(value.isValueNode() ? value.asText() : value.toString());
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
