package dev.accepted.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A content with what must be known to read it: the input that a client gave, or the result that a handler made.
 *
 * @param mediaType the media type with its parameters, as in a {@code Content-Type} field
 * @param name what the file is called, for people who save it; null if it has no name
 * @param content the bytes
 * @param head what was said beside them, of a document that came as an HTTP message; null of all others
 */
public record Document(
        String mediaType,
        @Nullable String name,
        Content content,
        @Nullable Head head) {

    /** A JSON object without members: the input of a submission that gave none. */
    public static final Document EMPTY_OBJECT =
            new Document("application/json", null, Content.of((byte) '{', (byte) '}'));

    /** A document that came by itself. */
    public Document(String mediaType, @Nullable String name, Content content) {
        this(mediaType, name, content, null);
    }

    /** A document without a file name. */
    public static Document of(String mediaType, byte... bytes) {
        return new Document(mediaType, null, Content.of(bytes));
    }

    /** What the file is called, if it has a name. */
    public Optional<String> fileName() {
        return Optional.ofNullable(name);
    }

    /** The head of the answer that it is the content of, if it is one. */
    public Optional<Head.Answered> answered() {
        return head instanceof Head.Answered answered ? Optional.of(answered) : Optional.empty();
    }

    /** The head of the request that it is the content of, if it came through a front door. */
    public Optional<Head.Asked> asked() {
        return head instanceof Head.Asked asked ? Optional.of(asked) : Optional.empty();
    }

    /** The trace that it belongs to, if it was submitted as part of one. */
    public Optional<Head.Traced> traced() {
        return head instanceof Head.Traced traced ? Optional.of(traced) : Optional.empty();
    }

    /** The same for another job, discarded on its own; empty if its content has been discarded. */
    public Optional<Document> share() {
        return content.share().map(shared -> new Document(mediaType, name, shared, head));
    }
}
