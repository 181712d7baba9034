package dev.accepted.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of the document, closed: an object may have no member that is not written down. Clients are told to ignore what they
 * do not know; the tests are not. Safe for use by many threads.
 */
final class ClosedSchemas {

    private static final String HERE = "https://accepted.dev/openapi.json";
    private static final Set<String> OF_OBJECTS = Set.of("properties", "$ref", "allOf", "oneOf", "anyOf");
    private static final Set<String> BRANCHES = Set.of("allOf", "oneOf", "anyOf");

    private final SchemaRegistry registry;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    ClosedSchemas(JsonNode document) {
        JsonNode closed = document.deepCopy();
        closeContents(closed.path("paths"));
        closeContents(closed.path("components").path("responses"));
        closed.path("components").path("schemas").forEach(ClosedSchemas::closeInner);
        String text = closed.toString();
        registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder ->
                        builder.schemas(Map.of(HERE, text)).schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    /** Every {@code schema} of a {@code content}, at whatever depth. */
    private static void closeContents(JsonNode node) {
        node.properties().forEach(member -> {
            if (member.getKey().equals("content")) {
                member.getValue().forEach(content -> close(content.path("schema")));
            } else {
                closeContents(member.getValue());
            }
        });
        if (node.isArray()) {
            node.forEach(ClosedSchemas::closeContents);
        }
    }

    /** A place where a value stands: what no branch of its schema speaks of is not allowed there. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode node) {
            closeInner(node);
            if (OF_OBJECTS.stream().anyMatch(node::has) && !node.has("additionalProperties")) {
                node.put("unevaluatedProperties", false);
            }
        }
    }

    private static void closeInner(JsonNode schema) {
        schema.path("properties").forEach(ClosedSchemas::close);
        close(schema.path("items"));
        close(schema.path("additionalProperties"));
        BRANCHES.forEach(branch -> schema.path(branch).forEach(ClosedSchemas::closeInner));
    }

    /**
     * What is wrong with a value.
     *
     * @param pointer where its schema stands in the document
     */
    List<String> faults(String pointer, JsonNode value) {
        Schema schema =
                compiled.computeIfAbsent(pointer, where -> registry.getSchema(SchemaLocation.of(HERE + "#" + where)));
        return schema.validate(value).stream().map(ClosedSchemas::words).toList();
    }

    private static String words(Error error) {
        return error.getInstanceLocation() + ": " + error.getMessage();
    }
}
