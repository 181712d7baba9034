package dev.accepted.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A part of a schema as a form sees it: in one piece, with what it refers to and what it must fit besides put into it. Branches
 * ({@code anyOf}, {@code if}) have no place in a form, and are left to the check of what was sent.
 *
 * @param root the schema that references lead into
 * @param keywords what the part says
 */
record FormShape(JsonNode root, ObjectNode keywords) {

    /** A reference to itself goes round in circles; nobody writes longer chains. */
    private static final int MOST_REFERENCES = 16;

    /** Of a whole schema. */
    static FormShape of(JsonNode schema) {
        return part(schema, schema);
    }

    private static FormShape part(JsonNode root, JsonNode part) {
        ObjectNode keywords = JsonNodeFactory.instance.objectNode();
        gather(root, part, keywords, 0);
        return new FormShape(root, keywords);
    }

    private static void gather(JsonNode root, JsonNode part, ObjectNode into, int references) {
        part.properties().forEach(keyword -> add(keyword.getKey(), keyword.getValue(), into));
        if (references < MOST_REFERENCES) {
            String reference = part.path("$ref").asText();
            if (reference.equals("#") || reference.startsWith("#/")) {
                gather(root, root.at(JsonPointer.compile(reference.substring(1))), into, references + 1);
            }
            part.path("allOf").forEach(also -> gather(root, also, into, references + 1));
        }
    }

    /** What was said first counts, but properties and duties come together. */
    private static void add(String keyword, JsonNode value, ObjectNode into) {
        if (keyword.equals("properties") && value.isObject()) {
            ObjectNode all = into.withObjectProperty(keyword);
            value.properties().forEach(member -> all.putIfAbsent(member.getKey(), member.getValue()));
        } else if (keyword.equals("required") && value.isArray()) {
            ArrayNode all = into.withArrayProperty(keyword);
            value.forEach(all::add);
        } else {
            into.putIfAbsent(keyword, value);
        }
    }

    /** The text of a keyword; "" if it has none. */
    String text(String keyword) {
        return keywords.path(keyword).asText("");
    }

    /** Whether a keyword is there and true. */
    boolean is(String keyword) {
        return keywords.path(keyword).asBoolean();
    }

    /** Its members in their order, by name. */
    Map<String, FormShape> members() {
        Map<String, FormShape> members = new LinkedHashMap<>();
        keywords.path("properties")
                .properties()
                .forEach(member -> members.put(member.getKey(), part(root, member.getValue())));
        return members;
    }

    /** Its items. */
    FormShape items() {
        return part(root, keywords.path("items"));
    }

    /** Whether a member must be there. */
    boolean requires(String member) {
        return texts("required").contains(member);
    }

    /** The texts of a keyword's list, or its one text; null is not among them. */
    List<String> texts(String keyword) {
        JsonNode value = keywords.path(keyword);
        if (value.isTextual()) {
            return List.of(value.asText());
        }
        return StreamSupport.stream(value.spliterator(), false)
                .filter(item -> !item.isNull())
                .map(JsonNode::asText)
                .toList();
    }

    /** The one type that a value has, if it is not null; "" if it may have several, or nobody says. */
    String type() {
        List<String> types = new ArrayList<>(texts("type"));
        types.remove("null");
        return types.size() == 1 ? types.get(0) : "";
    }
}
