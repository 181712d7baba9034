package dev.accepted.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobType;
import dev.accepted.page.InputForm;
import dev.accepted.page.SubmissionFields;
import dev.accepted.page.Words;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form on a type's page, as a browser sends it. Fields whose names begin with an underscore are members of the submission, the
 * rest is the input, and what was left empty is not given. Remembers what was typed, so that it can be shown again; files are not
 * typed. For one request.
 */
final class PageForm {

    private final JobType type;
    private final Map<String, String> typed = new HashMap<>();
    private final Map<String, List<String>> input = new LinkedHashMap<>();
    private final Map<String, String> members = new LinkedHashMap<>();
    private boolean isRead;

    /** Of the page of this type; not yet read. */
    PageForm(JobType type) {
        this.type = type;
    }

    JobType type() {
        return type;
    }

    /** Whether all that was sent is here. */
    boolean isRead() {
        return isRead;
    }

    /** What was typed, by the names of the fields. */
    Map<String, String> typed() {
        return typed;
    }

    /** Takes what was sent: the texts of all fields that are no files. */
    void take(Map<String, List<String>> texts) {
        isRead = true;
        texts.forEach((name, values) -> {
            if (!values.isEmpty()) {
                typed.put(name, values.get(0));
            }
            if (!name.startsWith(SubmissionFields.PREFIX)) {
                input.put(name, values);
            } else if (!values.isEmpty() && !values.get(0).isBlank()) {
                members.put(name.substring(SubmissionFields.PREFIX.length()), values.get(0));
            }
        });
    }

    /** Puts the members into a submission. */
    void tell(SubmissionMembers submission) {
        members.forEach((name, text) -> {
            if (!isInput(name)) {
                submission.take(name, name.equals("scheduled-start-time") ? Words.withZone(text) : text);
            }
        });
    }

    private static boolean isInput(String member) {
        return SubmissionFields.INPUT.equals(SubmissionFields.PREFIX + member);
    }

    /** The whole input, if it was typed as JSON. */
    Optional<String> json() {
        return members.entrySet().stream()
                .filter(member -> isInput(member.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What stands in the fields of the input. */
    JsonNode fields(InputSchema schema) {
        return schema.fromTexts(InputForm.of(schema.document()).read(input));
    }

    /** Remembers the input without its secrets, which are not shown again. */
    void mask(InputSchema schema, JsonNode json) {
        JsonNode masked = schema.masked(json);
        if (!masked.equals(json)) {
            typed.put(SubmissionFields.INPUT, masked.toPrettyString());
        }
    }
}
