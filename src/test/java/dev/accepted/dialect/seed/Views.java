package dev.accepted.dialect.seed;

import dev.accepted.dialect.BulkView;
import dev.accepted.dialect.CallbacksView;
import dev.accepted.dialect.HistoryView;
import dev.accepted.dialect.HomeView;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.JobsView;
import dev.accepted.dialect.Link;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.QueueView;
import dev.accepted.dialect.QueuesView;
import dev.accepted.dialect.ScheduleView;
import dev.accepted.dialect.SchedulesView;
import dev.accepted.dialect.TaskView;
import dev.accepted.dialect.TypeView;
import dev.accepted.dialect.TypesView;
import dev.accepted.job.Happening;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Jobs;
import dev.accepted.job.Outlook;
import dev.accepted.job.Pause;
import dev.accepted.job.QueueName;
import dev.accepted.job.ScheduleName;
import dev.accepted.job.TypeName;
import dev.accepted.job.TypicalDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Views as HTTP would fill them, for a deployment at {@code /api/company}. */
final class Views {

    static final String HOME = "/api/company/job-management";
    static final String PROBLEMS = HOME + "/problems";

    private Views() {}

    static String uri(Job job) {
        return HOME + "/jobs/" + job.id();
    }

    static JobView of(Job job) {
        return of(job, Outlook.NONE);
    }

    static JobView of(Job job, Outlook outlook) {
        String uri = uri(job);
        List<Link> links = new ArrayList<>(List.of(
                Link.get("self", uri),
                Link.get("collection", HOME + "/jobs"),
                Link.get("log", uri + "/log", "text/plain"),
                job.isCompleted() ? Link.delete("delete", uri) : Link.post("cancel", uri + "/cancel")));
        return new JobView(job, uri, outlook, links);
    }

    static JobView waitingInLine() {
        return of(Jobs.scheduled(), new Outlook(17, Jobs.ACCEPTED_AT.plusSeconds(90), false));
    }

    static JobView waitingInAPausedQueue() {
        return of(Jobs.scheduled(), new Outlook(3, null, true));
    }

    static QueueView activeQueue() {
        return queue("default", new QueueView.Counts(8, 8, 17, 10_000), Jobs.ACCEPTED_AT, null);
    }

    static QueueView pausedQueue() {
        return queue("night", new QueueView.Counts(0, 2, 0, 50), null, new Pause(Jobs.STARTED_AT, "<Admin>"));
    }

    static QueuesView queues() {
        return new QueuesView(HOME + "/queues", List.of(activeQueue(), pausedQueue()));
    }

    private static QueueView queue(
            String name, QueueView.Counts counts, @Nullable Instant oldestDueAt, @Nullable Pause pause) {
        String uri = HOME + "/queues/" + name;
        return new QueueView(
                uri,
                new QueueName(name),
                counts,
                oldestDueAt,
                pause,
                List.of(Link.get("self", uri), Link.post(pause == null ? "pause" : "resume", uri + "/pause")));
    }

    static HistoryView history() {
        Job job = Jobs.eventful();
        String self = uri(job) + "/history";
        return new HistoryView(self, Happening.to(job), List.of(Link.get("self", self), Link.get("job", uri(job))));
    }

    static TaskView task() {
        String href = HOME + "/jobs/2130040";
        return new TaskView(new JobId(2130040), href, "http://host" + href);
    }

    static JobsView jobs() {
        Job oddlyNamed = Job.accepted(new JobId(2130041), Jobs.request("a\tname\nwith breaks", ""), Jobs.ACCEPTED_AT);
        List<JobView> items = new ArrayList<>();
        for (Job job : List.of(Jobs.succeeded(), oddlyNamed, Jobs.seed())) {
            items.add(JobView.item(job, uri(job)));
        }
        return new JobsView(
                HOME + "/jobs?limit=3",
                items,
                12L,
                HOME + "/jobs?limit=3&cursor=2130040",
                HOME + "/jobs?limit=3&cursor=-1");
    }

    static BulkView bulk() {
        return new BulkView(
                HOME + "/jobs/cancel",
                10,
                1,
                List.of(
                        new BulkView.Refused(
                                "2130040", Problem.of(ProblemCode.JOB_ENDED, "The job 2130040 has ended as SUCCESS.")),
                        new BulkView.Refused("<17>", Problem.of(ProblemCode.UNKNOWN_JOB, "There is no job '<17>'."))),
                HOME + "/jobs/cancel?type=report&limit=13&cursor=x");
    }

    static HomeView home() {
        return new HomeView(
                HOME,
                "1.0.0",
                "jobs-1",
                "java:comp/env/concurrent/JobExecutor",
                "memory",
                "accepted.yaml",
                Jobs.ACCEPTED_AT,
                List.of(Link.get("self", HOME), Link.get("collection", HOME + "/jobs")));
    }

    static TypeView json() {
        String uri = HOME + "/job-types/sleep";
        return TypeView.of(
                uri,
                new TypeName("sleep"),
                "Sleeps <a while>.",
                new TypeView.Takes.Json(
                        "{\"type\":\"object\",\"properties\":{\"seconds\":{\"type\":\"integer\",\"title\":\"Länge\"}}}"),
                new TypeView.Limits(Duration.ofMinutes(10), 3, Duration.ofDays(7), 4),
                new TypicalDuration(Duration.ofMillis(12_300), Duration.ofSeconds(64)),
                new TypeView.Placement(
                        List.of(new QueueName("default"), new QueueName("night")),
                        5,
                        new TypeView.Window("0 2 * * *", "Europe/Berlin")),
                Set.of("job-user"),
                List.of(Link.get("self", uri), Link.post("submit", uri + "/jobs")));
    }

    static TypeView raw() {
        return TypeView.of(
                HOME + "/job-types/checksum",
                new TypeName("checksum"),
                "The SHA-256 of a file.",
                new TypeView.Takes.Raw(List.of("text/*", "application/pdf"), 67_108_864),
                new TypeView.Limits(Duration.ofMinutes(1), 1, Duration.ofHours(1), null),
                null,
                new TypeView.Placement(List.of(new QueueName("default")), 0, null),
                Set.of("operator", "job-user"),
                List.of());
    }

    static CallbacksView callbacks() {
        String self = HOME + "/jobs/2130040/callbacks";
        return new CallbacksView(
                self,
                List.of(new CallbacksView.Told(
                        "msg_2130040",
                        "https://hooks.example.com/jobs",
                        "PENDING",
                        Jobs.ACCEPTED_AT.plusSeconds(5),
                        List.of(
                                new CallbacksView.Attempt(Jobs.ACCEPTED_AT, "NO_ANSWER"),
                                new CallbacksView.Attempt(Jobs.ACCEPTED_AT, "503")))),
                List.of(Link.get("self", self)));
    }

    static ScheduleView schedule() {
        String uri = HOME + "/schedules/morning";
        return new ScheduleView(
                uri,
                new ScheduleName("morning"),
                new ScheduleView.Plan(
                        new TypeName("report"), "30 6 * * 1-5", "Europe/Berlin", "schedule:morning", true, false),
                false,
                Jobs.ACCEPTED_AT.plusSeconds(3600),
                new ScheduleView.Last(
                        Jobs.ACCEPTED_AT, "Admin", new JobId(2130040), HOME + "/jobs/2130040", JobStatus.INPROGRESS),
                new ScheduleView.Turns(7, 1, 2, 3),
                new ScheduleView.Trouble(Jobs.ACCEPTED_AT, "REFUSED", "The queue <default> is full."),
                List.of(Link.get("self", uri), Link.post("pause", uri + "/pause")));
    }

    static SchedulesView schedules() {
        ScheduleView morning = schedule();
        ScheduleView gone = new ScheduleView(
                HOME + "/schedules/nightly",
                new ScheduleName("nightly"),
                morning.plan(),
                true,
                null,
                new ScheduleView.Last(Jobs.ACCEPTED_AT, null, new JobId(2130041), HOME + "/jobs/2130041", null),
                new ScheduleView.Turns(1, 0, 0, 0),
                null,
                List.of());
        ScheduleView fresh = new ScheduleView(
                HOME + "/schedules/zero",
                new ScheduleName("zero"),
                morning.plan(),
                false,
                Jobs.ACCEPTED_AT,
                null,
                new ScheduleView.Turns(0, 0, 0, 0),
                null,
                List.of());
        return new SchedulesView(HOME + "/schedules", List.of(morning, gone, fresh));
    }

    static TypesView types() {
        return new TypesView(HOME + "/job-types", List.of(raw(), json()));
    }
}
