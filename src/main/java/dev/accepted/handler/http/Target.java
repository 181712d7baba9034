package dev.accepted.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.Template;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the operator has laid down for one job type.
 *
 * @param address where its requests go
 * @param method in capitals
 * @param fields their header, by names without regard to case; credentials are in it
 * @param payload what they carry
 * @param habits how it is dealt with
 */
record Target(Address address, String method, Map<String, Template> fields, Payload payload, Habits habits) {

    private static final int LONGEST_FIELD = 4_000;

    /**
     * How a target is dealt with.
     *
     * @param retries when it is asked again
     * @param verdict which of its answers fail the job
     * @param keyed whether requests that may do harm when done twice carry the job's id as {@code Idempotency-Key}
     * @param follows whether an answer 202 is followed to where its {@code Location} leads
     * @param repeated the fields of its answer that are repeated with the result
     */
    record Habits(Retries retries, Verdict verdict, boolean keyed, boolean follows, List<String> repeated) {}

    /**
     * The request for a job: made of its input, or passed on as it came through a front door.
     *
     * @throws JobFailedException if its input does not fit; names members, not values
     */
    Outgoing request(JobContext job) throws IOException, JobFailedException {
        Head.Asked asked = job.input().asked().orElse(null);
        return asked == null ? made(job) : passedOn(asked, job);
    }

    private Outgoing made(JobContext job) throws IOException, JobFailedException {
        JsonNode input = takesValues() ? job.json() : JsonNodeFactory.instance.objectNode();
        Map<String, String> header = header();
        Document body = payload.document(job, input).orElse(null);
        if (body != null) {
            header.put("Content-Type", body.mediaType());
        }
        job.input()
                .traced()
                .ifPresent(trace -> trace.fields().forEach(field -> header.put(field.name(), field.value())));
        Outgoing request = new Outgoing(method, address.uri(input), header, body == null ? null : body.content());
        putOurs(request, job, input);
        return request;
    }

    /** Method, place, content and fields are the client's; what the operator has laid down for the header goes before. */
    private Outgoing passedOn(Head.Asked asked, JobContext job) throws JobFailedException {
        Map<String, String> header = header();
        asked.fields().forEach(field -> header.put(field.name(), field.value()));
        Content body = job.input().content();
        Outgoing request = new Outgoing(asked.method(), address.below(asked), header, body.length() == 0 ? null : body);
        putOurs(request, job, JsonNodeFactory.instance.objectNode());
        return request;
    }

    private static Map<String, String> header() {
        Map<String, String> header = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        header.putAll(Map.of("User-Agent", "Accepted", "Accept-Encoding", "identity"));
        return header;
    }

    private void putOurs(Outgoing request, JobContext job, JsonNode input) throws JobFailedException {
        Map<String, String> header = request.fields();
        if (habits.keyed() && !request.isIdempotent()) {
            header.putIfAbsent("Idempotency-Key", "\"" + job.id() + "\"");
        }
        if (habits.follows()) {
            header.put("Prefer", "respond-async");
        }
        for (Map.Entry<String, Template> field : fields.entrySet()) {
            String value = field.getValue().filled(input).orElse(null);
            if (value != null) {
                header.put(field.getKey(), checked(field.getValue(), value));
            }
        }
    }

    private boolean takesValues() {
        return Stream.of(
                        address.members(),
                        fields.values().stream().flatMap(template -> template.members().stream()),
                        payload.members().stream())
                .anyMatch(members -> members.findAny().isPresent());
    }

    private static String checked(Template template, String value) throws JobFailedException {
        if (!isField(value)) {
            throw JobFailedException.forGood("The value of '" + String.join("', '", template.members())
                    + "' must be at most " + LONGEST_FIELD + " printable ASCII characters to stand in a header.");
        }
        return value;
    }

    /** Whether a text can be the value of a field: nothing in it can end the field, or begin another. */
    static boolean isField(String value) {
        return value.length() <= LONGEST_FIELD && Head.Field.isValue(value);
    }
}
