package dev.accepted.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contract as one deployment serves it: what is written for all, at this deployment's address, and for each deployed type a
 * path of its own whose body is the type's input. Generators make a method of each, with the type's own schema. A pure function.
 */
final class OpenApiDocument {

    private static final String PATHS = "/job-management/job-types/";
    private static final String ANY_TYPE = PATHS + "{type}/jobs";
    private static final String[] FORMS = {
        "application/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"
    };
    /** Members of a schema whose values are schemas by names of their own, and whose values are no schemas at all. */
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples", "example");

    private final ObjectNode document;

    private OpenApiDocument(ObjectNode document) {
        this.document = document;
    }

    /**
     * Fills in what differs between deployments.
     *
     * @param written the contract as it is written; not changed
     * @param server the address to which the paths are added
     */
    static JsonNode of(JsonNode written, String server, JobTypes types) {
        OpenApiDocument made = new OpenApiDocument(written.deepCopy());
        ((ObjectNode) made.document.at("/servers/0")).put("url", server);
        types.all().stream().filter(type -> !type.input().requestsOnly()).forEach(made::add);
        made.name(types);
        return made.document;
    }

    /** A submission names one of the types that are there. */
    private void name(JobTypes types) {
        List<String> submitted = types.all().stream()
                .filter(each -> !each.input().requestsOnly())
                .map(each -> each.name().value())
                .toList();
        if (!submitted.isEmpty()) {
            ObjectNode type = at("/components/schemas/Submission/properties").putObject("type");
            type.put("type", "string").put("description", "One of the deployed types.");
            ArrayNode names = type.putArray("enum");
            submitted.forEach(names::add);
        }
    }

    private void add(JobType type) {
        ObjectNode any = (ObjectNode) document.path("paths").path(ANY_TYPE).path("post");
        ObjectNode post = at("/paths").putObject(PATHS + type.name() + "/jobs").putObject("post");
        post.put("operationId", "submit-" + type.name() + "-job");
        post.put("summary", "Submit: " + type.jobName());
        post.put(
                "description",
                type.description().isEmpty() ? "A job of the type " + type.name() + "." : type.description());
        post.set("tags", any.path("tags"));
        post.set("parameters", any.path("parameters"));
        type.input()
                .schema()
                .ifPresentOrElse(
                        schema -> takesValues(post, type, schema),
                        () -> takesBytes(post, type.input().mediaTypes()));
        ObjectNode responses = post.putObject("responses");
        responses.setAll((ObjectNode) any.path("responses"));
        responses.remove("404");
    }

    private void takesValues(ObjectNode post, JobType type, InputSchema schema) {
        String name = "Input-" + type.name();
        at("/components/schemas").set(name, embedded(schema.document(), "#/components/schemas/" + name));
        ObjectNode body = post.putObject("requestBody");
        body.put("required", !schema.check(document.objectNode(), "").isEmpty());
        ObjectNode content = body.putObject("content");
        for (String form : schema.isObject() ? FORMS : new String[] {FORMS[0]}) {
            content.putObject(form).putObject("schema").put("$ref", "#/components/schemas/" + name);
        }
        ObjectNode example = example(schema);
        if (!example.isEmpty() && schema.check(example, "").isEmpty()) {
            ((ObjectNode) content.get(FORMS[0])).set("example", example);
        }
    }

    private static void takesBytes(ObjectNode post, Iterable<String> mediaTypes) {
        ObjectNode body = post.putObject("requestBody");
        body.put("required", true);
        ObjectNode content = body.putObject("content");
        mediaTypes.forEach(type -> content.putObject(type).putObject("schema"));
        ObjectNode form = content.putObject("multipart/form-data").putObject("schema");
        form.put("type", "object").put("description", "A form with one file.");
    }

    /** What the schema itself gives as an example, or else each property that has an example, a default or one value. */
    private static ObjectNode example(InputSchema schema) {
        JsonNode written = schema.document();
        if (written.path("examples").path(0) instanceof ObjectNode example) {
            return example;
        }
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        written.path("properties").properties().forEach(property -> {
            JsonNode said = property.getValue();
            for (JsonNode value :
                    new JsonNode[] {said.path("examples").path(0), said.path("default"), said.path("const")}) {
                if (!value.isMissingNode() && !example.has(property.getKey())) {
                    example.set(property.getKey(), value);
                }
            }
        });
        return example;
    }

    private ObjectNode at(String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    /**
     * A schema at a place in this document: a reference to a place in itself leads there now. One with anchors or an identity of
     * its own would mean something else here, so its text stays with the type.
     */
    private static JsonNode embedded(JsonNode schema, String place) {
        if (schema instanceof ObjectNode object) {
            object.remove("$schema");
            if (!object.findValues("$id").isEmpty()
                    || !object.findValues("$anchor").isEmpty()
                    || !object.findValues("$dynamicRef").isEmpty()) {
                return object.objectNode().put("description", "The schema is told by the job type itself.");
            }
            move(object, place);
        }
        return schema;
    }

    private static void move(JsonNode schema, String place) {
        if (schema instanceof ObjectNode object) {
            if (object.path("$ref").isTextual() && object.path("$ref").asText().startsWith("#")) {
                object.put("$ref", place + object.get("$ref").asText().substring(1));
            }
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (NAMED.contains(member.getKey())) {
                    member.getValue().forEach(inner -> move(inner, place));
                } else if (!VALUES.contains(member.getKey())) {
                    move(member.getValue(), place);
                }
            }
        } else {
            schema.forEach(inner -> move(inner, place));
        }
    }
}
