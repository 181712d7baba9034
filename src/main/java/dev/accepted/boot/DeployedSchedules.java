package dev.accepted.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.engine.CheckSubmission;
import dev.accepted.engine.schedule.Schedule;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Refusal;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.ScheduleName;
import dev.accepted.job.Submission;
import dev.accepted.job.TypeName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes schedules of the settings, and finds out now what would be refused each time. */
final class DeployedSchedules {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JobTypes types;
    private final Faults faults;

    DeployedSchedules(JobTypes types, Faults faults) {
        this.types = types;
        this.faults = faults;
    }

    List<Schedule> of(Settings settings) {
        List<Schedule> schedules = new ArrayList<>();
        settings.schedules().forEach((name, schedule) -> {
            Submission submission = submission(name, schedule, settings);
            if (submission != null) {
                schedules.add(new Schedule(
                        name,
                        schedule.moments(),
                        submission,
                        schedule.owner(),
                        schedule.skipIfActive(),
                        schedule.catchUp()));
            }
        });
        return schedules;
    }

    private @Nullable Submission submission(ScheduleName name, Settings.Schedule schedule, Settings settings) {
        String named = schedule.wish().type();
        JobType type = TypeName.isValid(named) ? types.find(new TypeName(named)).orElse(null) : null;
        if (type == null) {
            if (!named.isEmpty()
                    && settings.types().keySet().stream()
                            .noneMatch(any -> any.value().equals(named))) {
                faults.add(key(name) + ".type must be one of the job types "
                        + settings.types().keySet() + ", but is '" + named + "'");
            }
            return null;
        }
        Document input = input(name, type, schedule.wish().input());
        return input == null ? null : checked(name, type, schedule.wish(), input, schedule.owner());
    }

    private Submission checked(ScheduleName name, JobType type, Settings.Wish wish, Document input, Caller owner) {
        Submission submission = new Submission(
                type.name(), wish.name(), wish.summary(), input, null, wish.priority(), wish.queue(), null);
        new CheckSubmission(type, submission, owner).refusal().ifPresent(refusal -> {
            if (refusal instanceof Refusal.Invalid invalid) {
                for (Violation violation : invalid.violations()) {
                    faults.add(key(name) + violation.pointer().replace('/', '.') + ": " + violation.detail());
                }
            } else {
                faults.add(key(name) + ".roles: " + refusal.detail());
            }
        });
        return submission;
    }

    private @Nullable Document input(ScheduleName name, JobType type, Settings.Given given) {
        InputSchema schema = type.input().schema().orElse(null);
        if (schema == null) {
            return bytes(name, type, given);
        }
        try {
            if (given.text() != null) {
                return json(JSON.readTree(given.text()));
            }
            if (given.members().isEmpty()) {
                return Document.EMPTY_OBJECT;
            }
            if (schema.isObject()) {
                return json(schema.fromTexts(given.members()));
            }
            faults.add(key(name) + ".input must be JSON as text, since '" + type.name() + "' does not take an object");
        } catch (JsonProcessingException e) {
            faults.add(key(name) + ".input must be JSON: " + e.getOriginalMessage());
        }
        return null;
    }

    private @Nullable Document bytes(ScheduleName name, JobType type, Settings.Given given) {
        byte[] bytes = (given.text() == null ? "" : given.text()).getBytes(StandardCharsets.UTF_8);
        if (given.members().isEmpty() && bytes.length <= type.input().mostBytes()) {
            return Document.of("text/plain;charset=utf-8", bytes);
        }
        faults.add(key(name) + ".input must be a text of at most "
                + type.input().mostBytes() + " bytes, since '" + type.name() + "' takes bytes");
        return null;
    }

    private static Document json(JsonNode value) throws JsonProcessingException {
        return Document.of("application/json", JSON.writeValueAsBytes(value));
    }

    private static String key(ScheduleName name) {
        return "accepted.schedules." + (name.value().indexOf('.') < 0 ? name : "\"" + name + "\"");
    }
}
