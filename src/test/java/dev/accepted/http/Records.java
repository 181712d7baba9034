package dev.accepted.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.job.Head;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Its result is an answer as its input describes it: status, fields, media type and content; it may fail with that. */
public final class Records implements JobHandler {

    @Override
    public void run(JobContext job) throws Exception {
        JsonNode input = job.json();
        List<Head.Field> fields = new ArrayList<>();
        input.path("fields")
                .properties()
                .forEach(field -> fields.add(
                        new Head.Field(field.getKey(), field.getValue().asText())));
        Head.Answered head = new Head.Answered(input.path("status").asInt(), fields);
        try (OutputStream out = job.answer(head, input.path("type").asText("text/xml"))) {
            out.write(input.path("content").asText().getBytes(StandardCharsets.UTF_8));
        }
        if (input.path("fails").asBoolean()) {
            throw JobFailedException.because("Failed at attempt " + job.attempt() + ".")
                    .withAnswer();
        }
    }
}
