package dev.accepted.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.page.Field.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The form that a JSON Schema is made into: a field for each member, a group for each object within, and JSON for what has no field
 * of its own. Immutable.
 */
public final class InputForm {

    /** From so many characters on a text gets several lines. */
    private static final int LONG = 200;
    /** Groups within groups; what is deeper is typed as JSON, and so is what contains itself. */
    private static final int DEEPEST = 4;

    private final FormShape shape;

    private InputForm(FormShape shape) {
        this.shape = shape;
    }

    /** Of a schema. */
    public static InputForm of(JsonNode schema) {
        return new InputForm(FormShape.of(schema));
    }

    /**
     * The fields; none if the input is no object with named members.
     *
     * @param typed what was typed before, by the fields' names
     * @param faults what was wrong with it, by JSON Pointers into the input
     */
    List<Field> fields(Map<String, String> typed, Map<String, List<String>> faults) {
        return new Drawing(typed, faults).members(shape, new Place("", "", true, false, 0));
    }

    /**
     * What was sent under the names of fields, as the input has it: lists line by line, times in UTC, and nothing of what was left
     * empty.
     */
    public Map<String, List<String>> read(Map<String, List<String>> sent) {
        Map<String, Kind> kinds = new HashMap<>();
        fields(Map.of(), Map.of()).stream().flatMap(Field::all).forEach(field -> kinds.put(field.name(), field.kind()));
        Map<String, List<String>> input = new LinkedHashMap<>();
        sent.forEach((name, texts) -> {
            List<String> given = texts.stream()
                    .flatMap(text -> kinds.get(name) == Kind.LINES ? text.lines() : List.of(text).stream())
                    .filter(text -> !text.isBlank())
                    .map(text -> kinds.get(name) == Kind.TIME ? Words.withZone(text) : text)
                    .toList();
            if (!given.isEmpty()) {
                input.put(name, given);
            }
        });
        return input;
    }

    private static Kind kind(FormShape shape, boolean secret, int depth) {
        if (shape.keywords().has("enum")) {
            return Kind.CHOICE;
        }
        List<String> types = shape.texts("type");
        return switch (shape.type().isEmpty() && !shape.members().isEmpty() ? "object" : shape.type()) {
            case "boolean" -> Kind.YES_OR_NO;
            case "integer", "number" -> Kind.NUMBER;
            case "object" -> depth < DEEPEST && !shape.members().isEmpty() ? Kind.GROUP : Kind.JSON;
            case "array" -> isList(shape.items()) ? Kind.LINES : Kind.JSON;
            case "string" -> ofText(shape, secret);
            default -> types.contains("object") || types.contains("array") ? Kind.JSON : Kind.TEXT;
        };
    }

    private static boolean isList(FormShape items) {
        return List.of("string", "integer", "number").contains(items.type());
    }

    private static Kind ofText(FormShape shape, boolean secret) {
        if (shape.text("contentEncoding").equals("base64")) {
            return Kind.FILE;
        }
        if (shape.keywords().path("maxLength").asInt() > LONG) {
            return Kind.LONG_TEXT;
        }
        if (secret) {
            return Kind.SECRET;
        }
        return switch (shape.text("format")) {
            case "date" -> Kind.DATE;
            case "date-time" -> Kind.TIME;
            default -> Kind.TEXT;
        };
    }

    private static Map<String, String> attributes(Kind kind, FormShape shape) {
        Map<String, String> attributes = new TreeMap<>();
        if (kind == Kind.NUMBER) {
            copy(shape, "minimum", "min", attributes);
            copy(shape, "maximum", "max", attributes);
            attributes.put("step", shape.type().equals("integer") ? "1" : "any");
        } else if (kind == Kind.TEXT || kind == Kind.LONG_TEXT || kind == Kind.SECRET) {
            copy(shape, "minLength", "minlength", attributes);
            copy(shape, "maxLength", "maxlength", attributes);
        } else if (kind == Kind.TIME) {
            attributes.put("step", "1");
        }
        return attributes;
    }

    private static void copy(FormShape shape, String keyword, String attribute, Map<String, String> to) {
        if (shape.keywords().path(keyword).isNumber()) {
            to.put(attribute, shape.text(keyword));
        }
    }

    /** What stands in a field before anybody has typed. */
    private static String standard(Kind kind, FormShape shape) {
        JsonNode value = shape.keywords().path("default");
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (kind == Kind.LINES) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining("\n"));
        }
        return value.isValueNode() ? value.asText() : value.toPrettyString();
    }

    /**
     * Where a field stands.
     *
     * @param prefix of the names of the members
     * @param pointer of the object, into the input
     * @param required whether the object must be there
     * @param secret whether all of it is secret
     * @param depth how many groups it is within
     */
    private record Place(String prefix, String pointer, boolean required, boolean secret, int depth) {}

    /** One drawing of the fields, with what was typed and what is wrong with it. */
    private record Drawing(Map<String, String> typed, Map<String, List<String>> faults) {

        List<Field> members(FormShape object, Place place) {
            return object.members().entrySet().stream()
                    .map(member -> field(member.getKey(), member.getValue(), object.requires(member.getKey()), place))
                    .toList();
        }

        private Field field(String key, FormShape shape, boolean required, Place place) {
            boolean secret = place.secret() || shape.is("writeOnly");
            Kind kind = kind(shape, secret, place.depth());
            String name = place.prefix() + key;
            String pointer = place.pointer() + "/" + key.replace("~", "~0").replace("/", "~1");
            boolean needed = required && place.required();
            Place within = new Place(name + ".", pointer, needed, secret, place.depth() + 1);
            String text = typed.getOrDefault(name, typed.isEmpty() ? standard(kind, shape) : "");
            return new Field(
                    kind,
                    name,
                    shape.text("title").isEmpty() ? key : shape.text("title"),
                    shape.text("description"),
                    needed,
                    secret ? "" : kind == Kind.TIME ? Words.withoutZone(text) : text,
                    attributes(kind, shape),
                    shape.texts("enum"),
                    kind == Kind.GROUP ? members(shape, within) : List.of(),
                    faultsAt(pointer, kind));
        }

        /** Those of the field itself; where nothing within has a field of its own, those of all that is within. */
        private List<String> faultsAt(String pointer, Kind kind) {
            return faults.entrySet().stream()
                    .filter(fault -> fault.getKey().equals(pointer)
                            || (kind != Kind.GROUP && fault.getKey().startsWith(pointer + "/")))
                    .flatMap(fault -> fault.getValue().stream())
                    .toList();
        }
    }
}
