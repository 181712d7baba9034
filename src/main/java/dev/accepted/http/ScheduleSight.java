package dev.accepted.http;

import dev.accepted.dialect.Link;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.ScheduleView;
import dev.accepted.dialect.ScheduleView.Last;
import dev.accepted.dialect.ScheduleView.Plan;
import dev.accepted.dialect.ScheduleView.Trouble;
import dev.accepted.dialect.ScheduleView.Turns;
import dev.accepted.dialect.SchedulesView;
import dev.accepted.engine.schedule.Recurring;
import dev.accepted.engine.schedule.Schedule;
import dev.accepted.engine.schedule.Schedules;
import dev.accepted.engine.schedule.Standing;
import dev.accepted.engine.schedule.Standing.Tally;
import dev.accepted.engine.schedule.Turn;
import dev.accepted.engine.schedule.Turn.Missed;
import dev.accepted.engine.schedule.Turn.Refused;
import dev.accepted.engine.schedule.Turn.Skipped;
import dev.accepted.engine.schedule.Turn.Submitted;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.ScheduleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers see of schedules: those whose jobs they may see. */
final class ScheduleSight {

    private final Addresses addresses;
    private final Schedules schedules;

    ScheduleSight(Addresses addresses, Schedules schedules) {
        this.addresses = addresses;
        this.schedules = schedules;
    }

    /** All that the caller sees. */
    SchedulesView all(Caller caller) {
        return new SchedulesView(
                addresses.schedules(),
                schedules.all().stream()
                        .filter(each -> isVisible(each, caller))
                        .map(each -> view(each, caller))
                        .toList());
    }

    /**
     * The one of this name.
     *
     * @throws ProblemException if there is none, or the caller may not see it, which is the same answer
     */
    Recurring find(String name, Caller caller) {
        return Optional.of(name)
                .filter(ScheduleName::isValid)
                .flatMap(valid -> schedules.find(new ScheduleName(valid)))
                .filter(found -> isVisible(found, caller))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNKNOWN_SCHEDULE, "There is no schedule '" + name + "' that you may see."));
    }

    private static boolean isVisible(Recurring each, Caller caller) {
        return caller.seesJobsOf(each.schedule().owner().name());
    }

    /** One of them. */
    ScheduleView view(Recurring recurring, Caller caller) {
        Schedule schedule = recurring.schedule();
        Standing standing = recurring.standing();
        Tally tally = standing.tally();
        return new ScheduleView(
                addresses.schedule(schedule.name()),
                schedule.name(),
                new Plan(
                        schedule.submission().type(),
                        schedule.moments().expression(),
                        schedule.moments().zone().getId(),
                        schedule.owner().name(),
                        schedule.skipsWhileActive(),
                        schedule.catchesUp()),
                standing.paused(),
                standing.paused() ? null : standing.next(),
                last(standing, recurring.lastJob().orElse(null)),
                new Turns(tally.submitted(), tally.skipped(), tally.refused(), tally.missed()),
                standing.lastTrouble().map(ScheduleSight::trouble).orElse(null),
                links(schedule, standing, caller));
    }

    private @Nullable Last last(Standing standing, @Nullable Job now) {
        Submitted last = standing.last();
        return last == null
                ? null
                : new Last(
                        last.at(), last.by(), last.job(), addresses.job(last.job()), now == null ? null : now.status());
    }

    private static Trouble trouble(Turn turn) {
        if (turn instanceof Skipped skipped) {
            return new Trouble(turn.at(), "SKIPPED", "The last job, " + skipped.active() + ", had not ended.");
        }
        if (turn instanceof Refused refused) {
            return new Trouble(turn.at(), "REFUSED", refused.why().detail());
        }
        return new Trouble(
                turn.at(),
                "MISSED",
                "The job that was due at " + ((Missed) turn).due()
                        + " was left out, since the machine slept or its clock was set.");
    }

    private List<Link> links(Schedule schedule, Standing standing, Caller caller) {
        String self = addresses.schedule(schedule.name());
        List<Link> links = new ArrayList<>();
        links.add(Link.get("self", self));
        links.add(Link.get("collection", addresses.schedules()));
        links.add(Link.get("type", addresses.type(schedule.submission().type())));
        if (caller.isAdmin()) {
            links.add(Link.post("run-now", self + "/run-now"));
            links.add(standing.paused() ? Link.post("resume", self + "/resume") : Link.post("pause", self + "/pause"));
        }
        return links;
    }
}
