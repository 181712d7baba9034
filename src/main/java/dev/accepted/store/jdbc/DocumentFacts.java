package dev.accepted.store.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document in the JSON of its job: with its few bytes, or with the number of the content that has them. */
final class DocumentFacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contents contents;

    DocumentFacts(Contents contents) {
        this.contents = contents;
    }

    /** Of a document whose content a job was {@linkplain Contents#give given}. */
    ObjectNode write(Document document) {
        ObjectNode json = JSON.createObjectNode().put("media-type", document.mediaType());
        document.fileName().ifPresent(name -> json.put("name", name));
        Content content = document.content();
        if (content instanceof KeptContent kept) {
            json.put("content", kept.id()).put("length", kept.length());
        } else {
            json.put("bytes", bytes(content));
        }
        content.digest().ifPresent(digest -> json.put("sha-256", digest.base64()));
        Head head = document.head();
        if (head != null) {
            json.set("head", head(head));
        }
        return json;
    }

    private static ObjectNode head(Head head) {
        ObjectNode json = JSON.createObjectNode();
        if (head instanceof Head.Answered answered) {
            json.put("status", answered.status());
        } else if (head instanceof Head.Asked asked) {
            json.put("method", asked.method()).put("path", asked.path()).put("query", asked.query());
        }
        ArrayNode fields = json.putArray("fields");
        head.fields().forEach(field -> fields.addArray().add(field.name()).add(field.value()));
        return json;
    }

    private static byte[] bytes(Content content) {
        try {
            return content.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Document read(JsonNode json) {
        return new Document(
                JobFacts.text(json, "media-type"),
                json.has("name") ? json.path("name").asText() : null,
                content(json),
                json.has("head") ? head(json.path("head")) : null);
    }

    private Content content(JsonNode json) {
        Sha256 digest = json.has("sha-256") ? digest(json.path("sha-256").asText()) : null;
        return json.has("content")
                ? contents.kept(
                        json.path("content").asLong(), json.path("length").asLong(), digest)
                : new ShortContent(Base64.getDecoder().decode(JobFacts.text(json, "bytes")), digest);
    }

    private static @Nullable Sha256 digest(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        return new Sha256(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    private static Head head(JsonNode json) {
        List<Head.Field> fields = new ArrayList<>();
        json.path("fields")
                .forEach(field -> fields.add(
                        new Head.Field(field.path(0).asText(), field.path(1).asText())));
        if (json.has("status")) {
            return new Head.Answered(json.path("status").asInt(), fields);
        }
        return json.has("method")
                ? new Head.Asked(
                        JobFacts.text(json, "method"),
                        JobFacts.text(json, "path"),
                        json.hasNonNull("query") ? json.path("query").asText() : null,
                        fields)
                : new Head.Traced(fields);
    }
}
