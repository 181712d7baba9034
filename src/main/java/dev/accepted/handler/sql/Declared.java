package dev.accepted.handler.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.accepted.handler.HandlerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members that the operator has declared below {@code parameters}, in words such as {@code date}, {@code string?} and
 * {@code integer[]}.
 *
 * @param members what is declared, by the name of the member
 * @param faulty the names whose words are not understood
 */
record Declared(Map<String, Member> members, List<String> faulty) {

    private static final Pattern WORD = Pattern.compile("([a-z-]+)(\\[\\])?(\\?)?");

    /**
     * A member.
     *
     * @param kind of its value, or of the items of its list
     * @param isList whether it is a list
     * @param isRequired whether it must be there
     */
    record Member(Kind kind, boolean isList, boolean isRequired) {}

    static Declared of(HandlerOptions options) {
        Map<String, Member> members = new LinkedHashMap<>();
        List<String> faulty = new ArrayList<>();
        options.map("parameters").forEach((name, text) -> {
            Matcher word = WORD.matcher(text.strip());
            Kind kind = word.matches() ? Kind.of(word.group(1)).orElse(null) : null;
            if (kind == null) {
                faulty.add(name);
            } else {
                members.put(name, new Member(kind, word.group(2) != null, word.group(3) == null));
            }
        });
        return new Declared(members, faulty);
    }

    /** The JSON Schema of an object with these members and no others. */
    String schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object").put("additionalProperties", false);
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        members.forEach((name, member) -> {
            ObjectNode value = member.kind().schema();
            if (member.isList()) {
                properties.putObject(name).put("type", "array").set("items", value);
            } else {
                properties.set(name, value);
            }
            if (member.isRequired()) {
                required.add(name);
            }
        });
        return schema.toString();
    }
}
