package dev.accepted.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.handler.InputSchema;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** An input as it may be shown: without what its schema marks {@code writeOnly}. */
final class MaskedInput {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MaskedInput() {}

    static Document of(Document input, InputSchema schema) {
        try (InputStream in = input.content().open()) {
            byte[] masked = JSON.writeValueAsBytes(schema.masked(JSON.readTree(in)));
            return new Document(input.mediaType(), input.name(), Content.of(masked));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
