package dev.accepted.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes JSON of flat texts, as forms and XML have them, by what a schema says of their names. A text that cannot be what its
 * member takes stays a text, for the check to complain of.
 *
 * @param schema what says that
 */
record FormTexts(SchemaText schema) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** As deep as a submission may be. */
    private static final int DEEPEST = 100;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,308})");
    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,308})(\\.[0-9]{1,308})?([eE][+-]?[0-9]{1,3})?");

    /** An object of these texts, each made what its property may be. */
    ObjectNode typed(Map<String, List<String>> texts) {
        ObjectNode object = NODES.objectNode();
        Set<JsonNode> speakers = schema.ofRoot();
        texts.forEach((name, values) -> put(object, speakers, name, values));
        return object;
    }

    private void put(ObjectNode object, Set<JsonNode> speakers, String name, List<String> values) {
        int dot = nesting(speakers, name);
        if (dot < 0) {
            typed(values, schema.ofMember(speakers, name)).ifPresent(value -> object.set(name, value));
            return;
        }
        String first = name.substring(0, dot);
        ObjectNode inner = object.get(first) instanceof ObjectNode there ? there : NODES.objectNode();
        put(inner, schema.ofMember(speakers, first), name.substring(dot + 1), values);
        if (!inner.isEmpty()) {
            object.set(first, inner);
        }
    }

    /** Where the name of a member of a member is to be cut; -1 if it names a member itself. */
    private int nesting(Set<JsonNode> speakers, String name) {
        int dot = has(speakers, name) ? -1 : name.indexOf('.');
        while (dot >= 0 && !isGroup(speakers, name.substring(0, dot))) {
            dot = name.indexOf('.', dot + 1);
        }
        return dot;
    }

    private boolean isGroup(Set<JsonNode> speakers, String name) {
        return has(speakers, name)
                && schema.ofMember(speakers, name).stream().anyMatch(speaker -> speaker.has("properties"));
    }

    private static boolean has(Set<JsonNode> speakers, String member) {
        return speakers.stream().anyMatch(speaker -> speaker.path("properties").has(member));
    }

    /** What speaks of the value of a field. */
    Set<JsonNode> field(String name) {
        Set<JsonNode> speakers = schema.ofRoot();
        String rest = name;
        for (int dot = nesting(speakers, rest); dot >= 0; dot = nesting(speakers, rest)) {
            speakers = schema.ofMember(speakers, rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        return schema.ofMember(speakers, rest);
    }

    private Optional<JsonNode> typed(List<String> values, Set<JsonNode> member) {
        Set<String> types = SchemaText.types(member);
        Set<String> itemTypes = SchemaText.types(schema.ofItem(member, 0));
        if (values.size() == 1 && isJson(types, itemTypes)) {
            Optional<JsonNode> json = json(values.get(0), types);
            if (json.isPresent()) {
                return json;
            }
        }
        boolean list = types.contains("array")
                && (values.size() != 1 || !types.stream().anyMatch(FormTexts::isScalar));
        List<String> given = list || values.size() > 1 ? given(values, itemTypes) : given(values, types);
        if (list) {
            ArrayNode items = NODES.arrayNode();
            given.forEach(text -> items.add(typed(text, SchemaText.types(schema.ofItem(member, items.size())))));
            return Optional.of(items);
        }
        if (given.size() > 1) {
            ArrayNode items = NODES.arrayNode();
            given.forEach(items::add);
            return Optional.of(items);
        }
        return given.stream().findFirst().map(text -> typed(text, types));
    }

    /** Whether no text can be such a value, so that it is given as JSON. */
    private static boolean isJson(Set<String> types, Set<String> itemTypes) {
        return types.contains("object")
                || (types.contains("array") && itemTypes.stream().noneMatch(FormTexts::isScalar));
    }

    private static Optional<JsonNode> json(String text, Set<String> types) {
        try {
            JsonNode value = JSON.readTree(text);
            return value.isContainerNode() && types.contains(SchemaText.typeOf(value))
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<String> given(List<String> values, Set<String> types) {
        boolean keepsEmpty = types.isEmpty() || types.contains("string") || types.contains("null");
        return keepsEmpty
                ? values
                : values.stream().filter(text -> !text.isEmpty()).toList();
    }

    private static boolean isScalar(String type) {
        return !type.equals("array") && !type.equals("object") && !type.equals("null");
    }

    private static JsonNode typed(String text, Set<String> types) {
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return NODES.booleanNode(text.equals("true"));
        }
        if (types.contains("integer") || types.contains("number")) {
            if (WHOLE.matcher(text).matches()) {
                return text.length() < Long.toString(Long.MAX_VALUE).length()
                        ? NODES.numberNode(Long.parseLong(text))
                        : NODES.numberNode(new BigInteger(text));
            }
            if (DECIMAL.matcher(text).matches()) {
                return NODES.numberNode(new BigDecimal(text));
            }
        }
        if (types.contains("null") && !types.contains("string") && text.isEmpty()) {
            return NODES.nullNode();
        }
        return NODES.textNode(text);
    }
}
