package dev.accepted.handler.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a target that answers 202 says of how far it is: {@code percent-complete} as we say it ourselves, the same in other
 * spellings, or the field {@code X-Progress} of FHIR's bulk export.
 */
final class Percentage {

    private static final ObjectMapper JSON = new JsonMapper();
    private static final Pattern PERCENT = Pattern.compile("\\s*([0-9]{1,3})(?:\\.[0-9]*)?\\s*%?.*", Pattern.DOTALL);
    private static final String[] NAMES = {"percent-complete", "percentComplete", "percent_complete", "progress"};

    private Percentage() {}

    /** Out of a field. */
    static Optional<Integer> ofField(String text) {
        return text.contains("%") ? parse(text) : Optional.empty();
    }

    /** Out of a JSON document: a member of it, or of one of its members. */
    static Optional<Integer> ofBody(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            return Stream.concat(Stream.of(root), StreamSupport.stream(root.spliterator(), false))
                    .flatMap(node -> Stream.of(NAMES).map(node::path))
                    .filter(JsonNode::isValueNode)
                    .flatMap(value -> parse(value.asText()).stream())
                    .findFirst();
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can be read", e);
        }
    }

    private static Optional<Integer> parse(String text) {
        Matcher percent = PERCENT.matcher(text);
        return percent.matches() ? Optional.of(Math.min(100, Integer.parseInt(percent.group(1)))) : Optional.empty();
    }
}
