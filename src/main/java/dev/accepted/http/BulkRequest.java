package dev.accepted.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.page.SubmissionFields;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are meant, where something is to be done to many: either ids, or a filter. Both are given by the parameters of the
 * list, and {@code id}, which may be repeated: in the query, in a form, as members of a JSON object (texts, or lists of texts),
 * or as elements of an XML element {@code filter}. Nothing at all is refused, for it might be meant otherwise.
 *
 * @param ids the ids, as they were given, each once
 * @param filter what passes, if there are no ids
 * @param list what the list was filtered by from which people come, and to which they go back: fields of a page's form whose
 *     names begin with an underscore; without them, the filter
 * @param limit how many jobs at the most
 * @param cursor where to go on; null to begin with the newest job
 */
record BulkRequest(
        List<String> ids,
        FilterParameters filter,
        FilterParameters list,
        int limit,
        @Nullable Cursor cursor) {

    private static final int MOST = 1000;
    private static final int LIMIT = 500;
    private static final int MOST_BYTES = 64 * 1024;
    private static final Set<String> REPEATED = with(FilterParameters.REPEATED, "id");
    private static final Set<String> ONCE = with(FilterParameters.ONCE, "limit", "cursor");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    /**
     * Reads a request.
     *
     * @throws ProblemException if it cannot be read, or does not say which jobs are meant
     */
    static BulkRequest read(ContainerRequestContext request) {
        Map<String, List<String>> given = new LinkedHashMap<>(body(request));
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            List<String> all = new ArrayList<>(given.getOrDefault(name, List.of()));
            all.addAll(values);
            given.put(name, all);
        });
        FilterParameters list = Answers.isPage(request) ? takeList(given) : null;
        Parameters.only(given, REPEATED, ONCE);
        FilterParameters filter = new FilterParameters(given);
        List<String> ids = given.getOrDefault("id", List.of()).stream()
                .filter(id -> !id.isBlank())
                .distinct()
                .toList();
        if (ids.isEmpty() == filter.isEmpty()) {
            throw wrong("This takes either ids or a filter, so that no job is met by mistake, but has "
                    + (ids.isEmpty() ? "neither. For all jobs, name all of job-state." : "both."));
        }
        if (ids.size() > MOST) {
            throw wrong("At most " + MOST + " ids are taken at once, but these are " + ids.size() + ".");
        }
        List<String> cursor = given.getOrDefault("cursor", List.of());
        return new BulkRequest(
                ids,
                filter,
                list == null ? filter : list,
                (int) Parameters.number(given, "limit", 1, MOST, LIMIT),
                cursor.isEmpty() ? null : Cursor.parse(cursor.get(0)));
    }

    /** Takes out what is meant for the way back; null if there is nothing of the kind. */
    private static @Nullable FilterParameters takeList(Map<String, List<String>> given) {
        Map<String, List<String>> list = new LinkedHashMap<>();
        given.entrySet().removeIf(field -> {
            boolean isBack = field.getKey().startsWith(SubmissionFields.PREFIX);
            if (isBack) {
                list.put(field.getKey().substring(SubmissionFields.PREFIX.length()), field.getValue());
            }
            return isBack;
        });
        return list.isEmpty() ? null : new FilterParameters(FilterParameters.asked(list));
    }

    private static Map<String, List<String>> body(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (type == null && !request.hasEntity()) {
            return Map.of();
        }
        try (InputStream body = new LimitedBody(request.getEntityStream(), MOST_BYTES)) {
            String kind = type == null ? "" : type.getSubtype();
            if (kind.equals("x-www-form-urlencoded")) {
                return FormFields.read(body);
            }
            if (kind.equals("json")) {
                return members(JSON.readTree(body));
            }
            if (kind.equals("xml")) {
                return elements(XmlElement.read(body, 2));
            }
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "This takes a form, application/json, application/xml, or no body at all, but the body is "
                            + (type == null ? "of no media type." : type + "."));
        } catch (JsonProcessingException e) {
            throw malformed("The body is no valid JSON: " + e.getOriginalMessage() + ".");
        } catch (IOException e) {
            throw malformed("The body ended before it was complete.");
        }
    }

    /** Some clients name a media type although there is nothing. */
    private static Map<String, List<String>> members(JsonNode body) {
        if (body.isMissingNode()) {
            return Map.of();
        }
        if (!body.isObject()) {
            throw malformed("The body is a JSON object.");
        }
        Map<String, List<String>> members = new LinkedHashMap<>();
        body.properties().forEach(member -> {
            List<String> texts = new ArrayList<>();
            (member.getValue().isArray() ? member.getValue() : List.of(member.getValue()))
                    .forEach(value -> texts.add(text(member.getKey(), value)));
            members.put(member.getKey(), texts);
        });
        return members;
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw malformed("The member '" + name + "' must be a string, or a list of strings.");
        }
        return value.asText();
    }

    private static Map<String, List<String>> elements(XmlElement root) {
        if (!root.name().equals("filter")) {
            throw malformed("The body is an element 'filter', but this is '" + root.name() + "'.");
        }
        return root.texts();
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(ProblemCode.INVALID_PARAMETER, detail);
    }
}
