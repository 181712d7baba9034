package dev.accepted.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The contract as it is written: which operations there are, and what they take and answer. */
final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();

    private OpenApi(JsonNode document) {
        this.document = document;
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(member -> new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                member.getValue(),
                                parameters(path.getValue(), member.getValue())))
                        .forEach(operations::add));
    }

    /** The one on the class path. */
    static OpenApi written() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            return new OpenApi(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> parameters(JsonNode path, JsonNode operation) {
        List<JsonNode> all = new ArrayList<>();
        path.path("parameters").forEach(parameter -> all.add(resolved(parameter)));
        operation.path("parameters").forEach(parameter -> all.add(resolved(parameter)));
        return all;
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    /** The operation for a request; HEAD is what GET is unless something else is said of it. */
    Optional<Operation> operation(String method, String path) {
        List<Operation> there = at(path);
        Optional<Operation> found =
                there.stream().filter(it -> it.method().equals(method)).findFirst();
        return found.isEmpty() && method.equals("HEAD") ? operation("GET", path) : found;
    }

    /** The methods that a path knows, as {@code Allow} lists them; empty if there is no such path. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        at(path).forEach(it -> methods.add(it.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    /** What is said of a path: a template that fits by more letters of its own goes before another. */
    private List<Operation> at(String path) {
        String best = operations.stream()
                .filter(it -> it.fits(path))
                .map(Operation::template)
                .min(Comparator.comparing((String template) ->
                                template.chars().filter(c -> c == '{').count())
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        return operations.stream().filter(it -> it.template().equals(best)).toList();
    }

    /** What is meant, if it is a reference. */
    JsonNode resolved(JsonNode node) {
        JsonNode meant = node;
        while (meant.has("$ref")) {
            meant = document.at(meant.get("$ref").asText().substring(1));
        }
        return meant;
    }

    /** Where a node is written, as a fragment: followed to the place that a reference names. */
    String place(String pointer) {
        JsonNode node = document.at(pointer);
        return node.has("$ref") ? place(node.get("$ref").asText().substring(1)) : pointer;
    }

    /**
     * Something that clients can do.
     *
     * @param method in capitals
     * @param template the path with its parameters in braces
     * @param node what is said of it
     * @param parameters all of them, those of the path included
     */
    record Operation(String method, String template, JsonNode node, List<JsonNode> parameters) {

        boolean fits(String path) {
            return !values(path).isEmpty() || template.equals(path);
        }

        /** Whether its last parameter is all of the rest, which OpenAPI cannot say. */
        private boolean takesTheRest() {
            return template.endsWith("/{path}");
        }

        /** The values of the path's parameters; empty if it does not fit. */
        Map<String, String> values(String path) {
            String[] expected = template.split("/", -1);
            String[] given = takesTheRest() ? (path + "/").split("/", expected.length) : path.split("/", -1);
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < expected.length; i++) {
                if (expected.length != given.length) {
                    return Map.of();
                }
                if (expected[i].startsWith("{") && (expected[i].equals("{path}") || !given[i].isEmpty())) {
                    values.put(expected[i].substring(1, expected[i].length() - 1), given[i]);
                } else if (!expected[i].equals(given[i])) {
                    return Map.of();
                }
            }
            return values;
        }

        /** JSON Pointer to it. */
        String pointer() {
            return "/paths/" + template.replace("~", "~0").replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }
}
