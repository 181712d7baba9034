package dev.accepted.dialect;

import java.util.List;

/**
 * The schedules that this caller can see.
 *
 * @param uri the absolute path of the list
 * @param schedules in the order of their names; their links are not shown; immutable
 */
public record SchedulesView(String uri, List<ScheduleView> schedules) {

    /** Takes a copy. */
    public SchedulesView {
        schedules = List.copyOf(schedules);
    }
}
