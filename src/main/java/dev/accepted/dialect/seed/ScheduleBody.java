package dev.accepted.dialect.seed;

import dev.accepted.dialect.ScheduleView;
import dev.accepted.dialect.ScheduleView.Last;
import dev.accepted.dialect.ScheduleView.Plan;
import dev.accepted.dialect.ScheduleView.Trouble;
import dev.accepted.dialect.ScheduleView.Turns;
import dev.accepted.dialect.SchedulesView;

/** The bodies of a schedule and of the list of them, which has the same members of each, but for its links. */
final class ScheduleBody {

    private ScheduleBody() {}

    static byte[] write(Sink sink, SchedulesView view) {
        sink.open("schedules");
        sink.attribute("uri", view.uri());
        sink.openList("schedule");
        for (ScheduleView schedule : view.schedules()) {
            sink.openItem("schedule");
            members(sink, schedule);
            sink.close("schedule");
        }
        sink.closeList();
        sink.close("schedules");
        return sink.toBytes();
    }

    static byte[] write(Sink sink, ScheduleView view) {
        sink.open("schedule");
        members(sink, view);
        Bodies.links(sink, view.links());
        sink.close("schedule");
        return sink.toBytes();
    }

    /** A line for each: name, when it comes next or that it is paused, and how its last job stands, with tabs between them. */
    static byte[] lines(TextSink sink, SchedulesView view) {
        for (ScheduleView schedule : view.schedules()) {
            Last last = schedule.last();
            sink.line(
                    schedule.name().value(),
                    schedule.next() == null ? "PAUSED" : SeedTime.format(schedule.next()),
                    last == null || last.status() == null ? "" : last.status().name());
        }
        return sink.toBytes();
    }

    private static void members(Sink sink, ScheduleView view) {
        Plan plan = view.plan();
        sink.attribute("uri", view.uri());
        sink.text("name", view.name().value());
        sink.text("type", plan.type().value());
        sink.text("cron", plan.cron());
        sink.text("zone", plan.zone());
        sink.text("owner", plan.owner());
        sink.text("skip-if-active", Boolean.toString(plan.skipsIfActive()));
        sink.text("catch-up", Boolean.toString(plan.catchesUp()));
        sink.text("paused", Boolean.toString(view.paused()));
        sink.time("next-time", view.next());
        sink.time("last-time", view.last() == null ? null : view.last().at());
        if (view.last() != null) {
            last(sink, view.last());
        }
        turns(sink, view.turns());
        if (view.trouble() != null) {
            trouble(sink, view.trouble());
        }
    }

    private static void last(Sink sink, Last last) {
        sink.open("last-job");
        sink.attribute("uri", last.uri());
        sink.text("id", last.id().value());
        if (last.status() != null) {
            sink.text("job-state", last.status().state().name());
            sink.text("job-status", last.status().name());
        }
        if (last.by() != null) {
            sink.text("by", last.by());
        }
        sink.close("last-job");
    }

    private static void turns(Sink sink, Turns turns) {
        sink.text("submitted", turns.submitted());
        sink.text("skipped", turns.skipped());
        sink.text("refused", turns.refused());
        sink.text("missed", turns.missed());
    }

    private static void trouble(Sink sink, Trouble trouble) {
        sink.open("trouble");
        sink.time("time", trouble.at());
        sink.text("what", trouble.what());
        sink.text("detail", trouble.detail());
        sink.close("trouble");
    }
}
