package dev.accepted.handler;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.accepted.handler.InputSchema.Traits;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A schema read for what it says of members, not for validity: which are secret, and which are numbers. Where branches
 * ({@code anyOf}, {@code if}) disagree, each is believed: a member is secret if any branch says so.
 */
final class SchemaText {

    private static final TextNode MASK = TextNode.valueOf("***");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> ONE = List.of(
            "items",
            "contains",
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "propertyNames",
            "not",
            "if",
            "then",
            "else",
            "contentSchema");
    private static final List<String> MANY = List.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final List<String> NAMED =
            List.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private final JsonNode root;
    private final Map<String, JsonNode> anchors;
    private final Map<String, Pattern> patterns = new HashMap<>();

    private SchemaText(JsonNode root, Map<String, JsonNode> anchors) {
        this.root = root;
        this.anchors = anchors;
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException if it refers to what is not in it
     */
    static SchemaText of(JsonNode root) {
        SchemaText text = new SchemaText(root, new HashMap<>());
        text.explore();
        return text;
    }

    /** Learns the anchors, then follows every reference once, so that none can fail later. */
    private void explore() {
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<JsonNode> referrers = new LinkedHashSet<>();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            while (!open.isEmpty()) {
                JsonNode schema = open.pop();
                if (schema.isObject() && seen.add(schema)) {
                    learn(schema);
                    referrers.add(schema);
                    open.addAll(children(schema));
                }
            }
            for (JsonNode referrer : referrers) {
                open.addAll(references(referrer));
            }
            referrers.clear();
        }
    }

    private void learn(JsonNode schema) {
        if (schema != root && schema.has("$id")) {
            throw new IllegalArgumentException("Only the whole schema can have an $id, but a part of it has "
                    + schema.get("$id") + "; use $anchor there");
        }
        for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
            if (schema.has(keyword)) {
                anchors.put(schema.get(keyword).asText(), schema);
            }
        }
        schema.path("patternProperties").fieldNames().forEachRemaining(this::learnPattern);
    }

    private void learnPattern(String regex) {
        try {
            patterns.put(regex, Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("The schema has a pattern that cannot be read: " + regex, e);
        }
    }

    private static Collection<JsonNode> children(JsonNode schema) {
        Deque<JsonNode> children = new ArrayDeque<>();
        ONE.forEach(keyword -> children.add(schema.path(keyword)));
        MANY.forEach(keyword -> schema.path(keyword).forEach(children::add));
        NAMED.forEach(keyword -> schema.path(keyword).forEach(children::add));
        return children;
    }

    private List<JsonNode> references(JsonNode schema) {
        return List.of("$ref", "$dynamicRef").stream()
                .filter(schema::has)
                .map(keyword -> target(schema.get(keyword).asText()))
                .toList();
    }

    private JsonNode target(String reference) {
        String id = root.path("$id").asText("");
        String local = !id.isEmpty() && reference.startsWith(id) ? reference.substring(id.length()) : reference;
        if (local.isEmpty() || local.equals("#")) {
            return root;
        }
        JsonNode target = null;
        if (local.startsWith("#/")) {
            String pointer = URLDecoder.decode(local.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            target = root.at(JsonPointer.compile(pointer));
        } else if (local.startsWith("#")) {
            target = anchors.get(local.substring(1));
        }
        if (target == null || target.isMissingNode()) {
            throw new IllegalArgumentException("A $ref leads to a place in the schema itself, but '" + reference
                    + "' does not; nothing is fetched");
        }
        return target;
    }

    /** What speaks of the whole value. */
    Set<JsonNode> ofRoot() {
        return speakers(List.of(root));
    }

    /** All schemas that speak of the same value: these, what they refer to, and their branches. */
    private Set<JsonNode> speakers(Collection<JsonNode> schemas) {
        Set<JsonNode> speakers = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<JsonNode> open = new ArrayDeque<>(schemas);
        while (!open.isEmpty()) {
            JsonNode schema = open.pop();
            if (schema.isObject() && speakers.add(schema)) {
                open.addAll(references(schema));
                for (String branches : List.of("allOf", "anyOf", "oneOf", "dependentSchemas")) {
                    schema.path(branches).forEach(open::add);
                }
                for (String branch : List.of("if", "then", "else")) {
                    open.add(schema.path(branch));
                }
            }
        }
        return speakers;
    }

    /** What speaks of a member of the value of which these speak. */
    Set<JsonNode> ofMember(Collection<JsonNode> speakers, String name) {
        Deque<JsonNode> found = new ArrayDeque<>();
        for (JsonNode speaker : speakers) {
            boolean named = false;
            if (speaker.path("properties").has(name)) {
                found.add(speaker.path("properties").path(name));
                named = true;
            }
            for (Map.Entry<String, JsonNode> entry :
                    speaker.path("patternProperties").properties()) {
                Pattern pattern = patterns.get(entry.getKey());
                if (pattern != null && pattern.matcher(name).find()) {
                    found.add(entry.getValue());
                    named = true;
                }
            }
            if (!named) {
                found.add(speaker.path("additionalProperties"));
                found.add(speaker.path("unevaluatedProperties"));
            }
        }
        return speakers(found);
    }

    /** What speaks of an item of the value of which these speak. */
    Set<JsonNode> ofItem(Collection<JsonNode> speakers, int index) {
        Deque<JsonNode> found = new ArrayDeque<>();
        for (JsonNode speaker : speakers) {
            JsonNode first = speaker.path("prefixItems").path(index);
            if (first.isMissingNode()) {
                found.add(speaker.path("items"));
                found.add(speaker.path("unevaluatedItems"));
            } else {
                found.add(first);
            }
            found.add(speaker.path("contains"));
        }
        return speakers(found);
    }

    /** The value without its secrets; the given one is not changed. */
    JsonNode masked(JsonNode input) {
        return masked(input, ofRoot());
    }

    private JsonNode masked(JsonNode value, Set<JsonNode> speakers) {
        if (speakers.isEmpty()) {
            return value;
        }
        if (speakers.stream().anyMatch(schema -> schema.path("writeOnly").asBoolean())) {
            return MASK;
        }
        if (value.isObject()) {
            ObjectNode copy = NODES.objectNode();
            value.properties()
                    .forEach(member ->
                            copy.set(member.getKey(), masked(member.getValue(), ofMember(speakers, member.getKey()))));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = NODES.arrayNode(value.size());
            for (int i = 0; i < value.size(); i++) {
                copy.add(masked(value.get(i), ofItem(speakers, i)));
            }
            return copy;
        }
        return value;
    }

    /** The types that any of these schemas names; those of its constants, if it names none. Empty: it does not say. */
    static Set<String> types(Set<JsonNode> schemas) {
        Set<String> types = new HashSet<>();
        for (JsonNode schema : schemas) {
            JsonNode type = schema.path("type");
            if (type.isTextual()) {
                types.add(type.asText());
            } else if (type.isArray()) {
                type.forEach(one -> types.add(one.asText()));
            } else {
                StreamSupport.stream(schema.path("enum").spliterator(), false).forEach(one -> types.add(typeOf(one)));
                if (schema.has("const")) {
                    types.add(typeOf(schema.get("const")));
                }
            }
        }
        return types;
    }

    /** The name of the type of a value. */
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> "number";
            case OBJECT -> "object";
            default -> "string";
        };
    }

    Traits member(String name) {
        return traits(ofMember(ofRoot(), name));
    }

    Traits itemOf(String name) {
        return traits(ofItem(ofMember(ofRoot(), name), 0));
    }

    private static Traits traits(Set<JsonNode> schemas) {
        return new Traits(
                types(schemas),
                schemas.stream()
                        .filter(schema -> schema.path("format").isTextual())
                        .map(schema -> schema.path("format").asText())
                        .collect(Collectors.toUnmodifiableSet()),
                schemas.stream()
                        .filter(schema -> schema.has("default"))
                        .map(schema -> schema.get("default"))
                        .findFirst()
                        .orElse(null));
    }

    /** Whether an object may fit. */
    boolean takesObject() {
        Set<String> types = types(ofRoot());
        return types.contains("object") || (types.isEmpty() && (root.isObject() || root.asBoolean()));
    }
}
