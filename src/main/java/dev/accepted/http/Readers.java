package dev.accepted.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Refusal;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Submission;
import dev.accepted.job.TypeName;
import dev.accepted.store.Spool;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes submissions of request bodies. What is refused leaves nothing behind. Safe for use by many threads. */
final class Readers {

    private static final int DEEPEST = 100;

    private final JobTypes types;
    private final Spool spool;
    private final int mostBytes;
    private final ObjectMapper json;

    /** Takes submissions of at most so many bytes. */
    Readers(JobTypes types, Spool spool, int mostBytes) {
        this.types = types;
        this.spool = spool;
        this.mostBytes = mostBytes;
        this.json = new ObjectMapper(JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(mostBytes)
                        .build())
                .build());
    }

    /** A body that describes the job: {@code {"type", "input", …}}. */
    Submission described(ContainerRequestContext request) {
        if (!isJson(request.getMediaType())) {
            throw unsupported("A submission is application/json", request.getMediaType());
        }
        refuseTooLong(request, mostBytes);
        return described(new LimitedBody(request.getEntityStream(), mostBytes));
    }

    private Submission described(InputStream body) {
        SubmissionMembers members = new SubmissionMembers();
        String type = null;
        JsonNode input = null;
        try (JsonParser parser = json.getFactory().createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("A submission is a JSON object.");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                JsonToken value = parser.nextToken();
                if (member.equals("input")) {
                    input = json.readTree(parser);
                } else if (value == JsonToken.VALUE_STRING
                        || (member.equals("priority") && value == JsonToken.VALUE_NUMBER_INT)) {
                    if (member.equals("type")) {
                        type = parser.getText();
                    } else {
                        members.take(member, parser.getText());
                    }
                } else {
                    members.unreadable("/" + member, "The member '" + member + "' is not known, or must be a string.");
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw malformed("There is something after the submission's end.");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (type == null) {
            members.unreadable("/type", "A submission names its type.");
        }
        members.check();
        TypeName name = typeName(type == null ? "" : type);
        Document document = input == null ? Document.EMPTY_OBJECT : document(name, input);
        return members.submission(name, document);
    }

    private static TypeName typeName(String type) {
        if (TypeName.isValid(type)) {
            return new TypeName(type);
        }
        throw new RefusedException(
                new Refusal.Invalid(List.of(new Violation("/type", "There is no job type '" + type + "' here."))));
    }

    private Document document(TypeName name, JsonNode input) {
        JobType type = types.find(name).orElseThrow(() -> new RefusedException(new Refusal.UnknownType(name)));
        if (!type.input().isRaw()) {
            try {
                return new Document("application/json", null, kept(json.writeValueAsBytes(input)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (input.isTextual()) {
            return new Document(
                    "text/plain;charset=utf-8", null, kept(input.asText().getBytes(StandardCharsets.UTF_8)));
        }
        throw new RefusedException(new Refusal.Invalid(List.of(new Violation(
                "/input",
                "'" + name + "' takes bytes: give a string here, or post them to job-types/" + name + "/jobs."))));
    }

    private Content kept(byte[] bytes) {
        return bytes.length <= Spool.IN_MEMORY ? Content.of(bytes) : spooled(new ByteArrayInputStream(bytes));
    }

    /** A body that is the job's input; the rest of the submission is in the query. */
    Submission raw(JobType type, ContainerRequestContext request) {
        var parameters = request.getUriInfo().getQueryParameters();
        Parameters.only(parameters, SubmissionMembers.OTHERS);
        SubmissionMembers members = new SubmissionMembers();
        parameters.forEach((name, values) -> {
            if (!name.equals("f")) {
                members.take(name, values.get(0));
            }
        });
        members.check();
        return members.submission(type.name(), type.input().isRaw() ? bytes(type, request) : value(request));
    }

    private Document value(ContainerRequestContext request) {
        if (request.getMediaType() == null && !request.hasEntity()) {
            return Document.EMPTY_OBJECT;
        }
        if (!isJson(request.getMediaType())) {
            throw unsupported("The input of this type is application/json", request.getMediaType());
        }
        refuseTooLong(request, mostBytes);
        try (JsonParser parser =
                json.getFactory().createParser(new LimitedBody(request.getEntityStream(), mostBytes))) {
            JsonNode input = json.readTree(parser);
            if (input == null || parser.nextToken() != null) {
                throw malformed("The body is one JSON value, and nothing after it.");
            }
            return new Document("application/json", null, kept(json.writeValueAsBytes(input)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Document bytes(JobType type, ContainerRequestContext request) {
        MediaType given = request.getMediaType();
        String taken =
                "'" + type.name() + "' takes " + String.join(", ", type.input().mediaTypes());
        if (given != null && given.getSubtype().equals("x-www-form-urlencoded")) {
            throw unsupported(
                    taken + "; curl says so by itself, so add -H 'Content-Type: application/octet-stream'", given);
        }
        if (given == null || type.input().mediaTypes().stream().noneMatch(range -> matches(range, given))) {
            throw unsupported(taken, given);
        }
        refuseTooLong(request, type.input().mostBytes());
        Content content =
                spooled(new LimitedBody(request.getEntityStream(), type.input().mostBytes()));
        return new Document(given.toString(), null, content);
    }

    private static boolean matches(String range, MediaType given) {
        return MediaType.valueOf(range).isCompatible(given) && !given.isWildcardType() && !given.isWildcardSubtype();
    }

    private Content spooled(InputStream body) {
        try (Spool.Draft draft = spool.begin()) {
            body.transferTo(draft);
            return draft.finish();
        } catch (Spool.FullException e) {
            throw new RefusedException(new Refusal.Full(
                    "spool-full", "There is no room for large inputs at present.", Duration.ofSeconds(30)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null
                && type.getType().equals("application")
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }

    private static void refuseTooLong(ContainerRequestContext request, long most) {
        if (request.getLength() > most) {
            throw LimitedBody.tooLarge(most);
        }
    }

    private static ProblemException unreadable(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return new ProblemException(ProblemCode.TOO_LARGE, "JSON may be nested " + DEEPEST + " deep at the most.");
        }
        if (e instanceof JsonProcessingException json) {
            return malformed("The body is no valid JSON: " + json.getOriginalMessage() + ".");
        }
        return malformed("The body ended before it was complete.");
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }

    private static ProblemException unsupported(String taken, @Nullable MediaType given) {
        return new ProblemException(
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                taken + ", but the body is " + (given == null ? "of no media type" : given.toString()) + ".");
    }
}
