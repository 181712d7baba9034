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
import dev.accepted.callback.Receivers;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Document;
import dev.accepted.job.Refusal;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.RefusedException;
import dev.accepted.job.Submission;
import dev.accepted.job.TypeName;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes submissions of request bodies, in whatever form they come: the core speaks JSON. What is refused leaves nothing behind.
 * Safe for use by many threads.
 */
final class Readers {

    private static final int DEEPEST = 100;
    /** What a multipart body may have beside its file: boundaries, headers and small fields. */
    private static final int AROUND_A_FILE = 64 * 1024;

    private final JobTypes types;
    private final int mostBytes;
    private final ObjectMapper json;
    private final KeepInput keep;
    private final Receivers receivers;

    /**
     * Takes submissions of at most so many bytes; raw input has the limit of its type.
     *
     * @param receivers who may be called back
     */
    Readers(JobTypes types, KeepInput keep, int mostBytes, Receivers receivers) {
        this.receivers = receivers;
        this.types = types;
        this.mostBytes = mostBytes;
        this.json = new ObjectMapper(JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(mostBytes)
                        .build())
                .build());
        this.keep = keep;
    }

    /** How long a body may be that describes the job. */
    long most() {
        return mostBytes;
    }

    /** How long a body may be that is the input of a job of this type. */
    long most(JobType type) {
        return type.input().isRaw() ? type.input().mostBytes() + AROUND_A_FILE : mostBytes;
    }

    /** A body that describes the job: type, input, and what else the client wishes. */
    Submission described(ContainerRequestContext request) {
        MediaType given = request.getMediaType();
        InputStream body = body(request, mostBytes);
        if (isJson(given)) {
            return describedInJson(body);
        }
        if (isXml(given)) {
            return describedInXml(XmlElement.read(body, DEEPEST));
        }
        throw unsupported("A submission is application/json or application/xml", given);
    }

    private Submission describedInJson(InputStream body) {
        SubmissionMembers members = new SubmissionMembers(receivers);
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
        JobType found = type(type, members);
        return members.submission(found.name(), input == null ? Document.EMPTY_OBJECT : input(found, input));
    }

    private Document input(JobType type, JsonNode input) {
        if (!type.input().isRaw()) {
            return keep.json(input);
        }
        if (input.isTextual()) {
            return text(input.asText());
        }
        throw invalid(
                "/input",
                "'" + type.name() + "' takes bytes: give a string here, or post them to job-types/" + type.name()
                        + "/jobs.");
    }

    private Submission describedInXml(XmlElement root) {
        if (!root.name().equals("submission")) {
            throw malformed("A submission is an element 'submission', but this is '" + root.name() + "'.");
        }
        SubmissionMembers members = new SubmissionMembers(receivers);
        String type = null;
        XmlElement input = null;
        for (XmlElement member : root.children()) {
            if (member.name().equals("input")) {
                input = once(input, member);
            } else if (!member.children().isEmpty()) {
                members.unreadable(
                        "/" + member.name(), "The element '" + member.name() + "' is not known, or must be a text.");
            } else if (member.name().equals("type")) {
                type = member.text().strip();
            } else {
                members.take(member.name(), member.text().strip());
            }
        }
        JobType found = type(type, members);
        return members.submission(found.name(), input == null ? Document.EMPTY_OBJECT : input(found, input));
    }

    private static XmlElement once(@Nullable XmlElement before, XmlElement now) {
        if (before != null) {
            throw malformed("The element 'input' is given more than once.");
        }
        return now;
    }

    private Document input(JobType type, XmlElement input) {
        InputSchema schema = type.input().schema().orElse(null);
        if (schema == null && input.children().isEmpty()) {
            return text(input.text());
        }
        if (schema == null || !schema.isObject() || !input.isFlat()) {
            throw invalid("/input", "XML becomes input only for types that take a flat object; send JSON instead.");
        }
        return keep.json(schema.fromTexts(input.texts()));
    }

    private Document text(String text) {
        try {
            return keep.bytes(
                    "text/plain;charset=utf-8", null, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The type that a body names, once all members have been found readable. */
    private JobType type(@Nullable String type, SubmissionMembers members) {
        if (type == null) {
            members.unreadable("/type", "A submission names its type.");
        }
        members.check();
        if (type == null || !TypeName.isValid(type)) {
            throw invalid("/type", "There is no job type '" + type + "' here.");
        }
        TypeName name = new TypeName(type);
        return types.find(name).orElseThrow(() -> new RefusedException(new Refusal.UnknownType(name)));
    }

    /** A body that is the job's input; the rest of the submission is in the query. */
    Submission raw(JobType type, ContainerRequestContext request) {
        MultivaluedMap<String, String> parameters = request.getUriInfo().getQueryParameters();
        Parameters.only(parameters, SubmissionMembers.OTHERS);
        SubmissionMembers members = new SubmissionMembers(receivers);
        parameters.forEach((name, values) -> {
            if (!name.equals("f")) {
                members.take(name, values.get(0));
            }
        });
        members.check();
        try {
            Document input = type.input().schema().isPresent()
                    ? value(type.input().schema().get(), request)
                    : bytes(type, request);
            return members.submission(type.name(), input);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A form of ours, which remembers what was typed. */
    Submission form(PageForm form, ContainerRequestContext request) {
        Parameters.only(request.getUriInfo().getQueryParameters());
        MediaType given = request.getMediaType();
        JobType type = form.type();
        try {
            InputStream body = body(request, most(type));
            if (!is(given, "multipart", "form-data")) {
                form.take(FormFields.read(body));
                return submission(form, null);
            }
            try (MultipartForm parts = new MultipartForm(body, given)) {
                InputSchema schema = type.input().schema().orElse(null);
                form.take(schema == null ? parts.typed() : parts.texts(schema::isBase64));
                return submission(form, parts);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Only reads what was typed. */
    void glance(PageForm form, ContainerRequestContext request) {
        try {
            InputStream body = body(request, most(form.type()));
            if (is(request.getMediaType(), "multipart", "form-data")) {
                try (MultipartForm parts = new MultipartForm(body, request.getMediaType())) {
                    form.take(parts.typed());
                }
            } else {
                form.take(FormFields.read(body));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Submission submission(PageForm form, @Nullable MultipartForm parts) throws IOException {
        SubmissionMembers members = new SubmissionMembers(receivers);
        form.tell(members);
        members.check();
        JobType type = form.type();
        InputSchema schema = type.input().schema().orElse(null);
        if (schema != null) {
            return members.submission(type.name(), keep.json(value(form, schema)));
        }
        if (parts == null) {
            throw unsupported(taken(type), MediaType.APPLICATION_FORM_URLENCODED_TYPE);
        }
        return members.submission(type.name(), file(type, parts));
    }

    private JsonNode value(PageForm form, InputSchema schema) throws IOException {
        String text = form.json().orElse(schema.isObject() ? null : "");
        if (text == null) {
            return form.fields(schema);
        }
        JsonNode value = value(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        form.mask(schema, value);
        return value;
    }

    private Document value(InputSchema schema, ContainerRequestContext request) throws IOException {
        MediaType given = request.getMediaType();
        if (given == null && !request.hasEntity()) {
            return Document.EMPTY_OBJECT;
        }
        InputStream body = body(request, mostBytes);
        if (isJson(given)) {
            return keep.json(value(body));
        }
        if (schema.isObject() && is(given, "application", "x-www-form-urlencoded")) {
            return keep.json(schema.fromTexts(FormFields.read(body)));
        }
        if (schema.isObject() && is(given, "multipart", "form-data")) {
            try (MultipartForm form = new MultipartForm(body, given)) {
                return keep.json(schema.fromTexts(form.texts(schema::isBase64)));
            }
        }
        if (schema.isObject() && isXml(given)) {
            XmlElement root = XmlElement.read(body, DEEPEST);
            if (!root.isFlat()) {
                throw invalid("", "XML becomes input only if it is flat; send JSON instead.");
            }
            return keep.json(schema.fromTexts(root.texts()));
        }
        throw unsupported(
                "The input of this type is application/json"
                        + (schema.isObject() ? ", a form, or flat application/xml" : ""),
                given);
    }

    private JsonNode value(InputStream body) throws IOException {
        try (JsonParser parser = json.getFactory().createParser(body)) {
            JsonNode value = json.readTree(parser);
            if (value == null || parser.nextToken() != null) {
                throw malformed("The body is one JSON value, and nothing after it.");
            }
            return value;
        }
    }

    private Document bytes(JobType type, ContainerRequestContext request) throws IOException {
        MediaType given = request.getMediaType();
        if (is(given, "application", "x-www-form-urlencoded")) {
            throw unsupported(
                    taken(type) + "; curl says so by itself, so add -H 'Content-Type: application/octet-stream'",
                    given);
        }
        if (is(given, "multipart", "form-data")) {
            try (MultipartForm form = new MultipartForm(body(request, most(type)), given)) {
                return file(type, form);
            }
        }
        if (given == null || !takes(type, given)) {
            throw unsupported(taken(type), given);
        }
        return keep.bytes(
                given.toString(),
                FileNames.of(request.getHeaderString(HttpHeaders.CONTENT_DISPOSITION)),
                body(request, type.input().mostBytes()));
    }

    private Document file(JobType type, MultipartForm form) throws IOException {
        long most = type.input().mostBytes();
        Document file = form.file(keep);
        try {
            if (!takes(type, MediaType.valueOf(file.mediaType()))) {
                throw unsupported(taken(type), MediaType.valueOf(file.mediaType()));
            }
            if (file.content().length() > most) {
                throw LimitedBody.tooLarge(most);
            }
            return file;
        } catch (IllegalArgumentException | ProblemException e) {
            file.content().discard();
            throw e instanceof ProblemException problem ? problem : malformed("The file's media type cannot be read.");
        }
    }

    static String taken(JobType type) {
        return "'" + type.name() + "' takes " + String.join(", ", type.input().mediaTypes());
    }

    static boolean takes(JobType type, MediaType given) {
        return !given.isWildcardType()
                && !given.isWildcardSubtype()
                && type.input().mediaTypes().stream()
                        .anyMatch(range -> MediaType.valueOf(range).isCompatible(given));
    }

    private static InputStream body(ContainerRequestContext request, long most) {
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Bodies are taken as they are, but this one is in the Content-Encoding " + encoding + ".");
        }
        return LimitedBody.of(request, most);
    }

    private static boolean is(@Nullable MediaType given, String type, String subtype) {
        return given != null
                && given.getType().equalsIgnoreCase(type)
                && given.getSubtype().equalsIgnoreCase(subtype);
    }

    private static boolean isJson(@Nullable MediaType given) {
        return given != null
                && given.getType().equalsIgnoreCase("application")
                && (given.getSubtype().equalsIgnoreCase("json")
                        || given.getSubtype().endsWith("+json"));
    }

    private static boolean isXml(@Nullable MediaType given) {
        return is(given, "application", "xml") || is(given, "text", "xml");
    }

    private static ProblemException unreadable(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return new ProblemException(ProblemCode.TOO_LARGE, "JSON may be nested " + DEEPEST + " deep at the most.");
        }
        if (e instanceof JsonProcessingException json) {
            return malformed("The body is no valid JSON: " + json.getOriginalMessage() + ".");
        }
        return LimitedBody.brokenOff();
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }

    private static RefusedException invalid(String pointer, String detail) {
        return new RefusedException(new Refusal.Invalid(List.of(new Violation(pointer, detail))));
    }

    static ProblemException unsupported(String taken, @Nullable MediaType given) {
        return new ProblemException(
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                taken + ", but the body is " + (given == null ? "of no media type" : given.toString()) + ".");
    }
}
