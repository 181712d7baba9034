package dev.accepted.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.store.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes documents of what clients send: small ones stay in memory, large ones go to the spool. */
final class KeepInput {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Spool spool;

    KeepInput(Spool spool) {
        this.spool = spool;
    }

    Document json(JsonNode input) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(input);
            return new Document(
                    "application/json",
                    null,
                    bytes.length <= Spool.IN_MEMORY ? Content.of(bytes) : spooled(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a body to its end.
     *
     * @throws IOException if it breaks off; nothing is kept then
     */
    Document bytes(String mediaType, @Nullable String name, InputStream body) throws IOException {
        return new Document(mediaType, name, spooled(body));
    }

    private Content spooled(InputStream body) throws IOException {
        try (Spool.Draft draft = spool.begin()) {
            body.transferTo(draft);
            return draft.finish();
        } catch (Spool.FullException e) {
            throw new RefusedException(
                    new Refusal.Full("spool-full", "There is no room for large inputs at present.", ASK_AGAIN));
        }
    }
}
