package dev.accepted.store.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.accepted.job.Attempt;
import dev.accepted.job.Caller;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Outcome;
import dev.accepted.job.Phase;
import dev.accepted.job.Phase.Completed;
import dev.accepted.job.Phase.Scheduled;
import dev.accepted.job.Phase.Started;
import dev.accepted.job.Progress;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Retry;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.Stop;
import dev.accepted.job.TypeName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job as the two texts in its row. What is absent or null has no member, so that a later release can add members, and an
 * earlier one, which does not know them, can read what it knows.
 */
final class JobFacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentFacts documents;

    JobFacts(DocumentFacts documents) {
        this.documents = documents;
    }

    /** What was asked. */
    String request(Request request) {
        ObjectNode json = JSON.createObjectNode()
                .put("type", request.type().value())
                .put("name", request.name())
                .put("summary", request.summary())
                .put("owner", request.owner().name());
        ArrayNode roles = json.putArray("roles");
        request.owner().roles().forEach(roles::add);
        json.put("queue", request.place().queue().value())
                .put("priority", request.place().priority())
                .put("timeout", request.terms().timeout().toString())
                .put("retention", request.terms().retention().toString());
        json.set("input", documents.write(request.input()));
        request.retryOf()
                .ifPresent(retry ->
                        json.putObject("retry").put("of", retry.of().value()).put("by", retry.by()));
        URI callback = request.callback();
        if (callback != null) {
            json.put("callback", callback.toString());
        }
        return json.toString();
    }

    private Request request(JsonNode json) {
        Set<String> roles = new LinkedHashSet<>();
        json.path("roles").forEach(role -> roles.add(role.asText()));
        JsonNode retry = json.get("retry");
        return new Request(
                new TypeName(text(json, "type")),
                text(json, "name"),
                text(json, "summary"),
                new Caller(text(json, "owner"), roles),
                documents.read(json.path("input")),
                new Place(
                        new QueueName(text(json, "queue")),
                        json.path("priority").asInt()),
                new Terms(Duration.parse(text(json, "timeout")), Duration.parse(text(json, "retention"))),
                retry == null ? null : new Retry(new JobId(retry.path("of").asLong()), text(retry, "by")),
                json.has("callback") ? URI.create(text(json, "callback")) : null);
    }

    /** What has become of it. */
    String progress(Job job) {
        ObjectNode json = JSON.createObjectNode();
        Phase phase = job.phase();
        json.put("due", phase.dueAt().toString());
        if (phase instanceof Started run) {
            json.put("started", run.startedAt().toString());
            put(json, run.progress(), run.stop());
        } else if (phase instanceof Completed end) {
            end.startedAt().ifPresent(at -> json.put("started", at.toString()));
            json.put("ended", end.endedAt().toString()).put("attempts", end.attempts());
            put(json, end.progress(), end.stop());
            json.set("outcome", outcome(end.outcome()));
            end.retriedAs().ifPresent(newer -> json.put("retried", newer.value()));
        }
        if (!job.failedAttempts().isEmpty()) {
            ArrayNode failed = json.putArray("failed");
            for (Attempt attempt : job.failedAttempts()) {
                put(
                        failed.addObject()
                                .put("started", attempt.startedAt().toString())
                                .put("ended", attempt.endedAt().toString()),
                        attempt.fault());
            }
        }
        return json.toString();
    }

    private static void put(ObjectNode json, Progress progress, @Nullable Stop stop) {
        json.put("percent", progress.percent());
        if (!progress.text().isEmpty()) {
            json.put("text", progress.text());
        }
        if (stop != null) {
            ObjectNode asked = json.putObject("stop").put("at", stop.askedAt().toString());
            if (stop instanceof Stop.Cancel cancel) {
                asked.put("why", "cancel").put("by", cancel.by());
            } else if (stop instanceof Stop.Discard discard) {
                asked.put("why", "discard").put("by", discard.by());
            } else {
                asked.put("why", "overrun");
            }
        }
    }

    private static void put(ObjectNode json, Fault fault) {
        json.put("code", fault.code()).put("detail", fault.detail());
    }

    private ObjectNode outcome(Outcome outcome) {
        ObjectNode json = JSON.createObjectNode();
        if (outcome instanceof Outcome.Success success) {
            json.put("how", "success");
            success.result().ifPresent(result -> json.set("result", documents.write(result)));
        } else if (outcome instanceof Outcome.Failure failure) {
            put(json.put("how", "failure"), failure.why());
            failure.result().ifPresent(answer -> json.set("answer", documents.write(answer)));
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
            json.put("how", "cancelled").put("by", cancelled.by());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            json.put("how", "timeout").put("limit", timedOut.limit().toString());
        }
        return json;
    }

    /** The job that a row is about. */
    Job job(long id, int version, String request, String progress) {
        JsonNode json = parse(progress);
        List<Attempt> failed = new ArrayList<>();
        for (JsonNode attempt : json.path("failed")) {
            failed.add(new Attempt(time(attempt, "started"), time(attempt, "ended"), fault(attempt)));
        }
        return new Job(new JobId(id), version, request(parse(request)), phase(json), List.copyOf(failed));
    }

    private Phase phase(JsonNode json) {
        Instant due = time(json, "due");
        Progress progress =
                new Progress(json.path("percent").asInt(), json.path("text").asText());
        if (json.has("ended")) {
            return new Completed(
                    due,
                    json.path("attempts").asInt(),
                    json.has("started") ? time(json, "started") : null,
                    time(json, "ended"),
                    progress,
                    stop(json.get("stop")),
                    outcome(json.path("outcome")),
                    json.has("retried") ? new JobId(json.path("retried").asLong()) : null);
        }
        return json.has("started")
                ? new Started(due, time(json, "started"), progress, stop(json.get("stop")))
                : new Scheduled(due);
    }

    private static @Nullable Stop stop(@Nullable JsonNode json) {
        if (json == null) {
            return null;
        }
        Instant at = time(json, "at");
        return switch (text(json, "why")) {
            case "cancel" -> new Stop.Cancel(at, text(json, "by"));
            case "discard" -> new Stop.Discard(at, text(json, "by"));
            case "overrun" -> new Stop.Overrun(at);
            default -> throw unknown(json);
        };
    }

    private Outcome outcome(JsonNode json) {
        return switch (text(json, "how")) {
            case "success" ->
                json.has("result")
                        ? new Outcome.Success(documents.read(json.path("result")))
                        : Outcome.Success.WITHOUT_RESULT;
            case "failure" ->
                new Outcome.Failure(fault(json), json.has("answer") ? documents.read(json.path("answer")) : null);
            case "cancelled" -> new Outcome.Cancelled(text(json, "by"));
            case "timeout" -> new Outcome.TimedOut(Duration.parse(text(json, "limit")));
            default -> throw unknown(json);
        };
    }

    private static Fault fault(JsonNode json) {
        return new Fault(text(json, "code"), text(json, "detail"));
    }

    private static Instant time(JsonNode json, String member) {
        return Instant.parse(text(json, member));
    }

    static String text(JsonNode json, String member) {
        JsonNode value = json.get(member);
        if (value == null) {
            throw unknown(json);
        }
        return value.asText();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A job in the database cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static IllegalStateException unknown(JsonNode json) {
        return new IllegalStateException("A job in the database says what this release does not know: " + json);
    }
}
