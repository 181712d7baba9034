package dev.accepted.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.accepted.contract.OpenApi.Operation;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges exchanges by the document. An answer must be one that the document has: status, header fields, media type, and nothing in
 * its body beyond the schema. A request that the document does not allow must be refused. What is not in the document must be 404
 * or 405. Safe for use by many threads.
 */
final class Contract {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields that say how an answer is carried and kept, of which the document speaks once for all. */
    private static final Set<String> ON_ANY_ANSWER = Set.of(
            "connection",
            "content-length",
            "content-security-policy",
            "content-type",
            "date",
            "keep-alive",
            "ratelimit",
            "ratelimit-policy",
            "server",
            "transfer-encoding",
            "vary",
            "cache-control",
            "x-content-type-options");

    private final OpenApi api;
    private final ClosedSchemas schemas;
    private final XmlBodies xml;

    Contract(OpenApi api) {
        this.api = api;
        this.schemas = new ClosedSchemas(api.document());
        this.xml = new XmlBodies(api);
    }

    /** What is not as the document says; notes what is. */
    List<String> faults(Exchange exchange) {
        if (!exchange.isOurs()) {
            return List.of();
        }
        if (isPreflight(exchange)) {
            return List.of();
        }
        Set<String> methods = api.methods(exchange.path());
        if (exchange.method().equals("OPTIONS") || methods.isEmpty()) {
            return outside(exchange, methods.isEmpty() ? 404 : 200, methods);
        }
        return api.operation(exchange.method(), exchange.path())
                .map(operation -> inside(exchange, operation))
                .orElseGet(() -> outside(exchange, 405, methods));
    }

    /** A browser's question whether a page of another site may ask; its answer is no operation, and the same for every path. */
    private static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                && exchange.asked().firstValue("Access-Control-Request-Method").isPresent()
                && Set.of(204, 403).contains(exchange.status());
    }

    /** What no operation stands for: refused before it was looked at, or answered as the document says once for all. */
    private List<String> outside(Exchange exchange, int expected, Set<String> methods) {
        if (Set.of(400, 401, 403).contains(exchange.status())) {
            return List.of();
        }
        if (exchange.status() != expected) {
            return List.of("the document does not know this request, so it should be " + expected);
        }
        Set<String> allowed = exchange.answered().allValues("Allow").stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
        return allowed.equals(methods) ? List.of() : List.of("Allow is " + allowed + ", but should be " + methods);
    }

    private List<String> inside(Exchange exchange, Operation operation) {
        JsonNode responses = operation.node().path("responses");
        String status = Integer.toString(exchange.status());
        String range = status.charAt(0) + "XX";
        if (!responses.has(status) && !responses.has(range) && exchange.status() != 500) {
            return List.of("the document has no status " + status + " for " + operation);
        }
        String response =
                Stream.of(status, range).filter(responses::has).findFirst().orElse("default");
        String place = api.place(operation.pointer() + "/responses/" + response);
        List<String> faults = new ArrayList<>(headers(exchange, place));
        faults.addAll(body(exchange, place));
        if (exchange.isSuccess()) {
            request(exchange, operation)
                    .forEach(fault -> faults.add(
                            "the document does not allow the request, and yet it was not refused: " + fault));
        }
        if (faults.isEmpty()) {
            Seen.note(
                    operation.toString(),
                    exchange.status(),
                    exchange.mediaType().orElse(""));
        }
        return faults;
    }

    private List<String> headers(Exchange exchange, String place) {
        List<String> faults = new ArrayList<>();
        JsonNode declared = api.document().at(place).path("headers");
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        declared.properties().forEach(header -> {
            names.add(header.getKey());
            String where = api.place(place + "/headers/" + header.getKey());
            List<String> values = exchange.answered().allValues(header.getKey());
            if (values.isEmpty() && api.document().at(where).path("required").asBoolean()) {
                faults.add("the header field " + header.getKey() + " is missing");
            }
            for (String value : values) {
                schemas.faults(
                                where + "/schema",
                                typed(value, api.document().at(where).path("schema")))
                        .forEach(fault -> faults.add(
                                "the header field " + header.getKey() + ": " + value + " does not fit: " + fault));
            }
        });
        exchange.answered().map().keySet().stream()
                .filter(name -> !name.startsWith(":") && !names.contains(name))
                .filter(name -> !ON_ANY_ANSWER.contains(name.toLowerCase(Locale.ROOT)))
                .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
                .forEach(name -> faults.add("the document has no header field " + name + " for this answer"));
        return faults;
    }

    private List<String> body(Exchange exchange, String place) {
        JsonNode contents = api.document().at(place).path("content");
        Optional<String> type = exchange.mediaType();
        if (contents.isMissingNode()) {
            return exchange.body().filter(bytes -> bytes.length > 0).isPresent()
                    ? List.of("the document has no body for this answer")
                    : List.of();
        }
        Optional<String> content = type.flatMap(given -> content(contents, given));
        if (content.isEmpty()) {
            return List.of("the document has no media type " + type.orElse("(none)") + " for this answer");
        }
        if (exchange.isHead() || exchange.body().isEmpty()) {
            return List.of();
        }
        return value(
                exchange.body().get(), type.orElseThrow(), place + "/content/" + escaped(content.get()) + "/schema");
    }

    /** The most specific range that fits a media type. */
    private static Optional<String> content(JsonNode contents, String type) {
        return Stream.of(type, type.substring(0, type.indexOf('/') + 1) + "*", "*/*")
                .filter(contents::has)
                .findFirst();
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private List<String> value(byte[] body, String type, String schema) {
        JsonNode written = api.document().at(schema);
        if (written.isEmpty() || written.path("format").asText().equals("binary")) {
            return List.of();
        }
        try {
            return schemas.faults(schema, parsed(body, type, written));
        } catch (IllegalArgumentException e) {
            return List.of(e.getMessage());
        }
    }

    private JsonNode parsed(byte[] body, String type, JsonNode schema) {
        if (api.resolved(schema).path("type").asText().equals("string") || type.startsWith("text/")) {
            return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
        }
        if (type.endsWith("xml")) {
            return xml.read(body, schema);
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> request(Exchange exchange, Operation operation) {
        List<String> faults = new ArrayList<>();
        Map<String, String> path = operation.values(exchange.path());
        Map<String, List<String>> query = query(exchange.uri().getRawQuery());
        Set<String> known = new TreeSet<>();
        int index = 0;
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            List<String> values = switch (parameter.path("in").asText()) {
                case "path" -> List.of(URLDecoder.decode(path.get(name), StandardCharsets.UTF_8));
                case "query" -> query.getOrDefault(name, List.of());
                default -> exchange.asked().allValues(name);
            };
            if (parameter.path("in").asText().equals("query")) {
                known.add(name);
            }
            faults.addAll(parameter(parameter, values, place(operation, index++)));
        }
        boolean takesAny = operation.parameters().stream()
                .anyMatch(parameter ->
                        parameter.path("schema").path("type").asText().equals("object"));
        query.keySet().stream()
                .filter(name -> !takesAny && !known.contains(name))
                .forEach(name -> faults.add("there is no query parameter " + name));
        faults.addAll(requestBody(exchange, operation));
        return faults;
    }

    /** Where the n-th of an operation's parameters is written: those of its path come first. */
    private String place(Operation operation, int index) {
        String path = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
        int shared = api.document().at(path + "/parameters").size();
        return api.place(
                index < shared
                        ? path + "/parameters/" + index
                        : operation.pointer() + "/parameters/" + (index - shared));
    }

    private List<String> parameter(JsonNode parameter, List<String> values, String place) {
        String name = parameter.path("name").asText();
        if (values.isEmpty() || (parameter.path("allowEmptyValue").asBoolean() && values.equals(List.of("")))) {
            return parameter.path("required").asBoolean() ? List.of(name + " is missing") : List.of();
        }
        JsonNode schema = api.resolved(parameter.path("schema"));
        JsonNode value;
        if (schema.path("type").asText().equals("array")) {
            value = JSON.createArrayNode();
            values.forEach(each -> ((ArrayNode) value).add(typed(each, api.resolved(schema.path("items")))));
        } else if (values.size() > 1) {
            return List.of(name + " is given more than once");
        } else {
            value = typed(values.get(0), schema);
        }
        return schemas.faults(place + "/schema", value).stream()
                .map(fault -> name + " does not fit: " + fault)
                .toList();
    }

    private List<String> requestBody(Exchange exchange, Operation operation) {
        JsonNode taken = operation.node().path("requestBody");
        if (taken.isMissingNode() || exchange.sent().isEmpty()) {
            return List.of();
        }
        byte[] sent = exchange.sent().get();
        if (sent.length == 0) {
            return taken.path("required").asBoolean() ? List.of("the body is missing") : List.of();
        }
        String type = exchange.sentMediaType().orElse("application/octet-stream");
        return content(taken.path("content"), type)
                .map(content ->
                        value(sent, type, operation.pointer() + "/requestBody/content/" + escaped(content) + "/schema"))
                .orElseGet(() -> List.of("there is no media type " + type));
    }

    private static Map<String, List<String>> query(String query) {
        return Stream.of(query == null ? new String[0] : query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.groupingBy(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        Collectors.mapping(
                                pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                Collectors.toList())));
    }

    /** A text as the type that its schema says, if it can be that. */
    private JsonNode typed(String text, JsonNode written) {
        String type = api.resolved(written).path("type").asText();
        if (type.equals("integer") && text.matches("-?[0-9]{1,40}")) {
            return BigIntegerNode.valueOf(new BigInteger(text));
        }
        if (type.equals("boolean") && Set.of("true", "false").contains(text)) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        return TextNode.valueOf(text);
    }

    /** Every operation with every status of its own that the document has; ranges are of no operation's own. */
    Set<String> promised() {
        Set<String> promised = new TreeSet<>();
        for (Operation operation : api.operations()) {
            Iterator<String> statuses = operation.node().path("responses").fieldNames();
            statuses.forEachRemaining(status -> {
                if (status.matches("[0-9]+")) {
                    promised.add(operation + " " + status);
                }
            });
        }
        return promised;
    }
}
