package dev.accepted.config;

import dev.accepted.handler.Moments;
import dev.accepted.job.Caller;
import dev.accepted.job.QueueName;
import dev.accepted.job.ScheduleName;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the schedules, as far as that can be done without knowing what their types take. */
final class SchedulesReader {

    private final Values values;

    SchedulesReader(Values values) {
        this.values = values;
    }

    Map<ScheduleName, Settings.Schedule> read() {
        Map<ScheduleName, Settings.Schedule> schedules = new TreeMap<>();
        for (String name : values.below(Key.PREFIX + "schedules")) {
            if (ScheduleName.isValid(name)) {
                schedules.put(new ScheduleName(name), schedule(name));
            } else {
                values.faults()
                        .add("'" + name
                                + "' below accepted.schedules is no name of a schedule: a to z, 0 to 9, . _ and -");
            }
        }
        return schedules;
    }

    private Settings.Schedule schedule(String name) {
        List<String> roles = values.list(Key.SCHEDULE_ROLES.of(name));
        return new Settings.Schedule(
                moments(name),
                new Settings.Wish(
                        required(Key.SCHEDULE_TYPE.of(name)),
                        values.raw(Key.SCHEDULE_NAME.of(name)),
                        values.raw(Key.SCHEDULE_SUMMARY.of(name)),
                        queue(Key.SCHEDULE_QUEUE.of(name)),
                        priority(Key.SCHEDULE_PRIORITY.of(name)),
                        new Settings.Given(
                                values.raw(Key.SCHEDULE_INPUT.of(name)), values.members(Key.SCHEDULE_INPUT.of(name)))),
                new Caller(
                        values.text(Key.SCHEDULE_OWNER.of(name), "schedule:" + name),
                        Set.copyOf(roles.isEmpty() ? List.of(Key.SCHEDULE_ROLES.otherwise()) : roles)),
                values.flag(Key.SCHEDULE_SKIP.of(name), Key.SCHEDULE_SKIP.otherwise()),
                values.flag(Key.SCHEDULE_CATCH_UP.of(name), Key.SCHEDULE_CATCH_UP.otherwise()));
    }

    private Moments moments(String name) {
        ZoneId zone = values.zone(Key.SCHEDULE_ZONE.of(name), Key.SCHEDULE_ZONE.otherwise());
        required(Key.SCHEDULE_CRON.of(name));
        return values.parsed(
                Key.SCHEDULE_CRON.of(name),
                "0 0 * * *",
                "a cron expression of five fields that has a moment to come",
                text -> Moments.parse(text, zone));
    }

    private String required(String name) {
        String value = values.raw(name);
        if (value == null) {
            values.faults().add(name, null, "", "set");
        }
        return value == null ? "" : value;
    }

    private @Nullable QueueName queue(String name) {
        return values.raw(name) == null ? null : values.parsed(name, "default", "the name of a queue", QueueName::new);
    }

    private @Nullable Integer priority(String name) {
        return values.raw(name) == null ? null : (int) values.number(name, 0, 9, "5");
    }
}
