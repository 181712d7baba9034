package dev.accepted.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Refusal.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of a type's input. Immutable, and safe for use by many threads.
 *
 * <p>Everything a schema says is in its own text: a {@code $ref} leads to a place in the same text, and nothing is ever
 * fetched. {@code format} is asserted.
 */
public final class InputSchema {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode document;
    private final SchemaText text;
    private final Schema compiled;

    private InputSchema(JsonNode document, SchemaText text, Schema compiled) {
        this.document = document;
        this.text = text;
        this.compiled = compiled;
    }

    /**
     * Compiles a schema.
     *
     * @param json the text of the schema: a JSON object, {@code true} or {@code false}
     * @throws IllegalArgumentException if it is no JSON, no valid schema of draft 2020-12, or refers to another one; the
     *     message is for people
     */
    public static InputSchema parse(String json) {
        JsonNode document = read(json);
        JsonNode dialect = document.path("$schema");
        if (!dialect.isMissingNode() && !DialectId.DRAFT_2020_12.equals(dialect.asText())) {
            throw new IllegalArgumentException(
                    "A schema is of " + DialectId.DRAFT_2020_12 + ", but $schema is " + dialect);
        }
        try {
            SchemaRegistry registry = registry();
            List<Violation> faults = Faults.of(
                    registry.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12))
                            .validate(document),
                    "");
            if (!faults.isEmpty()) {
                Violation first = faults.get(0);
                throw new IllegalArgumentException(
                        "The schema is not valid at '" + first.pointer() + "': " + first.detail());
            }
            SchemaText text = SchemaText.of(document);
            Schema compiled = registry.getSchema(document);
            compiled.initializeValidators();
            return new InputSchema(document, text, compiled);
        } catch (SchemaException e) {
            throw new IllegalArgumentException("The schema is not valid: " + e.getMessage(), e);
        }
    }

    private static JsonNode read(String json) {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The schema is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!document.isObject() && !document.isBoolean()) {
            throw new IllegalArgumentException("A schema is a JSON object, true or false, but this is "
                    + (document.isMissingNode()
                            ? "empty"
                            : document.getNodeType().toString().toLowerCase(Locale.ROOT)));
        }
        return document;
    }

    /** A registry of its own for each schema, so that one schema can never be meant by a reference in another. */
    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .losslessNarrowing(true)
                .locale(Locale.ROOT)
                .build();
        return SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)
                                .allow(iri -> iri.toString().startsWith("https://json-schema.org/draft/2020-12/"))));
    }

    /** The schema itself, for people and machines that want to know what to send; a copy. */
    public JsonNode document() {
        return document.deepCopy();
    }

    /**
     * Checks an input.
     *
     * @param input the input
     * @param pointer where the input stands in what the client sent, put before each violation's own pointer
     * @return every fault, in the order of their places, but of several hundred only the first; empty if there is none
     */
    public List<Violation> check(JsonNode input, String pointer) {
        return Faults.check(compiled, input, pointer);
    }

    /** The input with every member that the schema marks {@code writeOnly} replaced by {@code "***"}. */
    public JsonNode masked(JsonNode input) {
        return text.masked(input);
    }

    /** The same of an input in its bytes. */
    public Document masked(Document input) {
        try (InputStream in = input.content().open()) {
            byte[] masked = JSON.writeValueAsBytes(masked(JSON.readTree(in)));
            return new Document(input.mediaType(), input.name(), Content.of(masked));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes an input of flat texts, as forms and XML have them: each becomes what the schema says of its property
     * (number, boolean, array of such), or stays text if it cannot be that, for {@link #check} to complain of. A field that
     * was left empty counts as not given, unless its property may be text. A member of a member is named with a dot between, such
     * as {@code address.city}, where the schema has such a member; objects and lists of objects can also be given as JSON.
     */
    public JsonNode fromTexts(Map<String, List<String>> texts) {
        return new FormTexts(text).typed(texts);
    }

    /** What the schema says of one member of the input; nothing, if it does not know it. */
    public Traits member(String name) {
        return text.member(name);
    }

    /** Whether a field of this name, as {@link #fromTexts} has them, takes bytes as Base64: files are made that. */
    public boolean isBase64(String field) {
        return new FormTexts(text)
                .field(field).stream()
                        .anyMatch(schema ->
                                schema.path("contentEncoding").asText().equals("base64"));
    }

    /** What the schema says of the items of one member of the input. */
    public Traits itemOf(String name) {
        return text.itemOf(name);
    }

    /**
     * What a schema says of a value, in all branches that speak of it together.
     *
     * @param types JSON types; empty if it does not say
     * @param formats names of formats
     * @param standard what stands in for it if it is absent; null if nothing does
     */
    public record Traits(
            Set<String> types,
            Set<String> formats,
            @Nullable JsonNode standard) {}

    /** Whether the input is an object, so that forms can be made into one. */
    public boolean isObject() {
        return text.takesObject();
    }
}
