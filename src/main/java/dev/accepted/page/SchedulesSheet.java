package dev.accepted.page;

import dev.accepted.dialect.ScheduleView;
import java.util.List;

/**
 * The page of all schedules.
 *
 * @param frame around it
 * @param schedules in the order of their names
 */
public record SchedulesSheet(Frame frame, List<ScheduleView> schedules) {}
