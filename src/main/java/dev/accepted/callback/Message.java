package dev.accepted.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is told of a job that has ended: an event of CloudEvents 1.0 in its structured JSON form, under the header fields of
 * Standard Webhooks. The same bytes under the same id at each attempt, so that a receiver can tell a repeat; only the time of the
 * attempt, and with it the signatures, are new.
 */
final class Message {

    /** The {@code type} of each event. */
    static final String TYPE = "dev.accepted.job.ended";

    /** The media type of the body. */
    static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

    private static final JsonFactory JSON = new JsonFactory();

    private final String id;
    private final byte[] body;

    /**
     * A message.
     *
     * @param id what it is known by
     * @param body the whole event
     */
    Message(String id, byte... body) {
        this.id = id;
        this.body = body;
    }

    byte[] body() {
        return body;
    }

    /** The id of what is told of a job. */
    static String idOf(JobId job) {
        return "msg_" + job;
    }

    /**
     * Of a job that has ended.
     *
     * @param source where such jobs come from, as an absolute URI or path
     * @param drawn the job in JSON
     */
    static Message of(Job job, String source, Function<Job, byte[]> drawn) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(2_048);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", idOf(job.id()));
            json.writeStringField("source", source);
            json.writeStringField("type", TYPE);
            json.writeStringField("subject", job.id().toString());
            json.writeStringField("time", job.endedAt().orElseThrow().toString());
            json.writeStringField("jobstatus", job.status().name());
            json.writeStringField("datacontenttype", "application/json");
            json.writeFieldName("data");
            json.writeRawValue(new String(drawn.apply(job), StandardCharsets.UTF_8));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Message(idOf(job.id()), body.toByteArray());
    }

    /** The header fields of an attempt at this time, signed by each secret. */
    Map<String, String> fields(Instant at, List<Secret> secrets) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("User-Agent", "Accepted");
        fields.put("Content-Type", MEDIA_TYPE);
        fields.put("webhook-id", id);
        fields.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
        fields.put("webhook-signature", signature(at, secrets));
        return fields;
    }

    private String signature(Instant at, List<Secret> secrets) {
        byte[] before = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[before.length + body.length];
        System.arraycopy(before, 0, signed, 0, before.length);
        System.arraycopy(body, 0, signed, before.length, body.length);
        return secrets.stream().map(secret -> secret.sign(signed)).collect(Collectors.joining(" "));
    }
}
